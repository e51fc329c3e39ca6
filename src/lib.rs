//! Red Thread: a patient-narrative continuity-of-care tracker for mental health services.
//!
//! Data flows one way. A front end extracts a command and calls one use case in [`app`]; the use case
//! asks who may, reads through [`store`], asks the pure [`domain`] for the answer, and writes through
//! [`store`] in one transaction with its audit entry. The front ends only differ in how a command
//! arrives and an answer looks:
//!
//! - [`web`]: pages for people, behind a browser's session; whole without JavaScript, in two
//!   languages.
//! - [`api`]: JSON for programs, behind bearer tokens, described by OpenAPI.
//! - [`cli`]: commands for whoever runs the service.
//!
//! [`jobs`] is what nobody asks for and the service does all the same, such as sending what [`mail`]
//! carries.
//!
//! [`http`] is what [`web`] and [`api`] share; [`interop`] reads and writes the files that `import`
//! and `export` are about. [`boot`] puts everything together from [`config`]. Who may import what is
//! in `docs/architecture.md`, which a test compares with the sources.

pub mod api;
pub mod app;
pub mod boot;
pub mod cli;
pub mod config;
pub mod domain;
pub mod http;
pub mod interop;
pub mod jobs;
pub mod mail;
pub mod runtime;
pub mod store;
pub mod telemetry;
pub mod web;
