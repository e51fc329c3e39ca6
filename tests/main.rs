//! The one integration binary: behaviour through public surfaces, on both databases.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failed expectation is a failed test"
)]
#![allow(
    clippy::allow_attributes,
    missing_docs,
    reason = "tests document themselves by name"
)]

mod access;
mod api;
mod audit;
mod board;
mod browser;
mod cli;
mod continuity;
mod csv;
mod departure;
mod docs;
mod draw;
mod evaluate;
mod export;
mod fhir;
mod flags;
mod flags_life;
mod generate;
mod guests;
mod handovers;
mod hostile;
mod import;
mod jobs;
mod look;
mod mail;
mod migrations;
mod notices;
mod patients;
mod policy;
mod recording;
mod reports;
mod sign_in;
mod store;
mod story;
mod support;
mod timeline;
mod uploads;
mod web;
