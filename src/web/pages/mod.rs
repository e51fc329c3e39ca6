//! One file per page or group of pages, each with its routes.
