//! Thresholds: what may be set, which hold for whom, and what a change would change.

mod book;
mod preview;
mod setting;
mod table;
