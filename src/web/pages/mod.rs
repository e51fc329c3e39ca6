//! One file a page or group of pages, each with its own `routes()`.

pub(super) mod access;
pub(super) mod account;
pub(super) mod audit;
pub(super) mod board;
mod caseload;
pub(super) mod contacts;
pub(super) mod digest;
pub(super) mod flags;
pub(super) mod guests;
pub(super) mod handovers;
pub(super) mod home;
pub(super) mod imports;
pub(super) mod language;
pub(super) mod notices;
pub(super) mod patient;
pub(super) mod people;
pub(super) mod policy;
pub(super) mod preferences;
pub(super) mod recording;
pub(super) mod reports;
pub(super) mod search;
pub(super) mod shift;
pub(super) mod sign_in;
pub(super) mod staff;
pub(super) mod style;
pub(super) mod timeline;
