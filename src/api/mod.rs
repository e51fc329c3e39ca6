//! The JSON front end: handlers with their shapes, described by OpenAPI. Calls use cases only;
//! never the store.
