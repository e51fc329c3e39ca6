//! Red Thread: a patient-narrative continuity-of-care tracker for mental health services.
//!
//! Data flows one way: a front end (command line, API, page, importer) extracts a command and calls
//! one use case in [`app`]; the use case reads through [`store`], asks the pure [`domain`] for the
//! answer, and writes through [`store`] in one transaction with its audit entry.

pub mod api;
pub mod app;
pub mod boot;
pub mod cli;
pub mod config;
pub mod domain;
pub mod http;
pub mod interop;
pub mod runtime;
pub mod store;
pub mod telemetry;
pub mod web;
