//! The CSV format, both ways: one file per kind of record, and mapping files for exports that look
//! otherwise. `docs/csv.md` describes it as users read it.
//!
//! Reading and writing stream: neither holds more than one row (at most [`rows::MAX_ROW_BYTES`]).
//! Pure but for the files it is pointed at: no database, no clock, no environment. What needs other
//! records to be judged (unknown patients, repeated ids) is for the import use case.

mod cells;
mod encode;
mod error;
mod header;
mod list;
mod mapping;
mod plan;
mod reader;
mod record;
pub mod rows;
mod table;
mod writer;

pub use error::FileError;
pub use mapping::{Counts, Mapping, MappingError, Rule, shipped};
pub use plan::{Job, LeftOut, Plan, Why, plan};
pub use reader::{Reader, Row};
pub use table::{Column, TABLES, Table};
pub use writer::FolderWriter;
