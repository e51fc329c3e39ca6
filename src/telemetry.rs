//! Structured logs without patient data.
