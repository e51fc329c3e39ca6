//! What the engine reads from: files of any format, as rows that became records, in stages.

use serde_json::Value;

use crate::app::AppError;
use crate::domain::intake::{Kind, Reason, Record, Rejection, ZoneBook};
use crate::interop::fhir::{Mapped, RefKey, Resolver};

/// The stage in the highest 8 bits of a sequence, the file in the next 20, the row in the rest.
const ROW_BITS: u32 = 36;
const FILE_BITS: u32 = 20;

/// A number that orders rows as they are applied: by stage, then file, then row.
pub fn sequence(stage: usize, reading: usize, row: u64) -> u64 {
    (stage as u64) << (ROW_BITS + FILE_BITS) | (reading as u64) << ROW_BITS | row
}

/// A row or resource as it came, for the rejects file.
#[derive(Debug)]
pub enum Content {
    /// A row's text.
    Text(String),
    /// A resource.
    Json(Value),
    /// It cannot be shown: a fault of a whole file.
    None,
}

impl Content {
    /// As text.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Json(value) => value.to_string(),
            Self::None => String::new(),
        }
    }
}

/// What a row or resource says.
#[derive(Debug)]
pub enum Body {
    /// Read and mapped.
    Mapped(Mapped),
    /// It refers to others by these names; to be mapped when they are looked up.
    Pending {
        /// The name its Bundle gave it.
        full_url: Option<String>,
        /// What must be known to map it.
        keys: Vec<RefKey>,
    },
    /// It cannot be read.
    Rejected(Rejection),
}

/// One row, line or entry.
#[derive(Debug)]
pub struct Item {
    /// Orders it in the run.
    pub sequence: u64,
    /// Place of its file in the run.
    pub file: usize,
    /// Row, line or entry.
    pub row: u64,
    /// What its rows are, where that is known before reading them.
    pub kind: Option<Kind>,
    /// What it is called in the rejects file.
    pub label: String,
    /// As it came.
    pub content: Content,
    /// What it says.
    pub body: Body,
}

/// Files that can be read from start to end any number of times, and say the same each time.
///
/// All methods block; the engine calls them on threads of their own.
pub trait Feed: Send + Sync {
    /// `csv` or `fhir`.
    fn format(&self) -> &'static str;

    /// The names of the files, without folders.
    fn files(&self) -> Vec<String>;

    /// How often the files are gone through; each time other kinds of records are taken.
    fn stages(&self) -> usize;

    /// Whether each record of the directory is a row of its own. Where units are told by every
    /// resource that happened there, the same unit again is not worth counting.
    fn directory_has_rows(&self) -> bool;

    /// By how many days the local date of an instant may differ from the one that the source meant:
    /// none where times are told by the unit's clock, one where they come from anywhere.
    fn uncertain_days(&self) -> i64;

    /// Notes every record that a patient owns, and every patient, with its sequence; returns how
    /// many items there are over all stages. `zones` are those of the units that are stored.
    fn survey(
        &self,
        zones: ZoneBook,
        note: &mut dyn FnMut(u64, &Record) -> std::io::Result<()>,
    ) -> Result<u64, AppError>;

    /// Reads the items of one stage until `take` says no.
    fn read(
        &self,
        stage: usize,
        zones: &ZoneBook,
        take: &mut dyn FnMut(Item) -> bool,
    ) -> Result<Vec<LeftOut>, AppError>;

    /// Maps what could not be mapped before its references were looked up.
    fn map(
        &self,
        stage: usize,
        resource: &Value,
        full_url: Option<&str>,
        resolver: &dyn Resolver,
    ) -> Result<Mapped, Rejection>;

    /// Names that every mapping of the run asks for.
    fn common_keys(&self) -> Vec<RefKey>;
}

/// Rows that were left out on purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Place of the file in the run.
    pub file: usize,
    /// Why, in words.
    pub why: &'static str,
    /// How many.
    pub rows: u64,
}

/// PostgreSQL has no text with the character NUL in it.
pub fn nul() -> Rejection {
    Rejection::whole(
        Reason::Malformed,
        "holds the character NUL, which is no text; leave it out",
    )
}
