//! A report as it is kept: what was shown, with the definitions of its day. Nothing in it was hidden, so that
//! whoever may read the report may read all of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::assemble::{Figure, Report, Row, Shown, Spread};
use super::length::Drawn;
use super::measure::{Book, Measure};
use super::period::Period;
use crate::domain::ids::UnitId;
use crate::domain::vocabulary::RelationshipKind;

/// What a measure was called and how it was defined, by language.
pub type Definition = BTreeMap<String, (String, String)>;

/// A report over one period, as it was when it was made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// What the unit was called; `None` is the whole service.
    pub name: Option<String>,
    /// Whether the unit had enough patients and clinicians for figures.
    pub is_admissible: bool,
    /// The figures.
    pub rows: Vec<KeptRow>,
    /// How long relationships lasted, by kind; `None` is all of them.
    pub lengths: Vec<(Option<RelationshipKind>, Drawn)>,
    /// How long patients waited for the first community contact after discharge.
    pub waits: Option<Drawn>,
    /// What the measures meant, by their codes.
    pub definitions: BTreeMap<String, Definition>,
}

/// One measure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeptRow {
    /// Its code.
    pub measure: String,
    /// What it is told of, where it is told by parts.
    pub part: Option<String>,
    /// In the period; `None` was not shown.
    pub now: Option<Shown>,
    /// In the period before.
    pub previous: Option<Shown>,
    /// In the same period a year before.
    pub last_year: Option<Shown>,
    /// The distribution.
    pub spread: Option<Spread>,
    /// The same by bands of contacts.
    pub bands: Option<[Spread; 3]>,
}

impl From<&Row> for KeptRow {
    fn from(row: &Row) -> Self {
        Self {
            measure: row.measure.code().to_owned(),
            part: row.measure.part().map(str::to_owned),
            now: row.now.shown().copied(),
            previous: row.previous.shown().copied(),
            last_year: row.last_year.shown().copied(),
            spread: row.spread,
            bands: row.bands,
        }
    }
}

impl KeptRow {
    fn row(&self, measure: Measure) -> Row {
        Row {
            measure,
            now: Figure::of(self.now),
            previous: Figure::of(self.previous),
            last_year: Figure::of(self.last_year),
            spread: self.spread,
            bands: self.bands,
        }
    }

    fn is_of(&self, measure: Measure) -> bool {
        self.measure == measure.code() && self.part.as_deref() == measure.part()
    }
}

impl Kept {
    /// The report as it was. A measure that is no longer made has no row; its figures stay in what is kept.
    pub fn report(&self, book: Book, unit: Option<UnitId>, period: Period) -> Report {
        let known = book.measures();
        let rows = self.rows.iter().filter_map(|row| {
            let measure = known.iter().find(|measure| row.is_of(**measure))?;
            Some(row.row(*measure))
        });
        Report {
            book,
            unit,
            period,
            is_admissible: self.is_admissible,
            rows: rows.collect(),
        }
    }

    /// What a measure was called and how it was defined, in a language.
    pub fn definition(&self, code: &str, language: &str) -> Option<&(String, String)> {
        self.definitions.get(code)?.get(language)
    }
}
