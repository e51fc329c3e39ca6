//! The use cases: one verb per file.

pub mod generate;
