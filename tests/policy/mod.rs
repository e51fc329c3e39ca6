//! Thresholds: what may be set, which hold for whom, and what a change would change.

mod api;
mod book;
mod command;
mod page;
mod preview;
mod setting;
mod table;
