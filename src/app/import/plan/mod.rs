//! Plan: gives each record an outcome, from the record and what is known, and touches nothing.
//!
//! A plan holds records of one kind, in the order of their rows. What is stored, whom the records
//! refer to and which ids this run has seen is handed in; new ids come from the generator that is
//! handed in. Apply does what the plan says (see [`super::apply`]).

mod directory;
mod owned;
mod patients;
mod references;

use std::collections::HashMap;

use uuid::Uuid;

use super::duplicates::{Fingerprints, Group, Winner};
use crate::domain::ids::PatientId;
use crate::domain::intake::{Kind, Reason, Record, Rejection};
use crate::domain::key;
use crate::store::records::{KnownWhole, Stored};

pub use directory::{employments, professionals, seen_key, units};
pub use owned::{Meets, owned};
pub use patients::patients;
pub use references::missing_reference;

/// Where a record came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Running number over the run: orders all rows as they are applied.
    pub sequence: u64,
    /// Place of the file in the run.
    pub file: usize,
    /// Row, line or entry in the file.
    pub row: u64,
}

/// What this run remembers an id by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SeenKey {
    /// One of the ids that the survey found more than once.
    Repeated(Group),
    /// Units, professionals and employments are few: each is remembered. So are the ties that a
    /// repeated FHIR resource tells beside its main record: their ids depend on whom it refers to,
    /// which the survey does not know.
    Remembered(Kind, String),
}

/// A record that wants to be stored.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Where it came from.
    pub position: Position,
    /// Place of its row in the chunk, or among those put off.
    pub item: usize,
    /// What it says.
    pub record: Record,
    /// What this run remembers its id by; `None` when the id occurs once.
    pub seen_key: Option<SeenKey>,
    /// The earlier row of this run that gave the same id.
    pub earlier: Option<Winner>,
}

/// What is to be done with a record.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// Stored as new.
    Create {
        /// The new identity.
        id: Uuid,
        /// Whose it is; `None` for the directory; for a patient the patient itself.
        patient: Option<PatientId>,
    },
    /// Stored as the next version of what is there.
    Update(Box<Stored>),
    /// Stored already, with this content.
    Unchanged,
    /// Recorded here otherwise since: what people recorded stays.
    Kept,
    /// Said already by an earlier row of this run.
    Repeated,
    /// Refers to a unit that may still come; asked again later.
    Deferred,
    /// Not taken.
    Reject(Rejection),
}

/// Outcomes in the order of the candidates, and the ids that this plan was the first to take.
#[derive(Debug, Default)]
pub struct Plan {
    /// Each candidate with its outcome.
    pub planned: Vec<(Candidate, Outcome)>,
    /// First rows of ids that may come again.
    pub winners: HashMap<SeenKey, Winner>,
    /// The records to which some of the candidates belong as parts, by source id.
    pub wholes: HashMap<String, KnownWhole>,
}

impl Plan {
    /// Decides by the rows before, or remembers that this row decides.
    ///
    /// `decide` is asked only when no earlier row gave the id.
    fn add(
        &mut self,
        candidate: Candidate,
        prints: &Fingerprints,
        decide: impl FnOnce(&Record) -> Outcome,
    ) {
        let Some(seen_key) = candidate.seen_key.clone() else {
            let outcome = decide(&candidate.record);
            self.planned.push((candidate, outcome));
            return;
        };
        let content = prints.of_content(&candidate.record);
        let earlier = self.winners.get(&seen_key).copied().or(candidate.earlier);
        let outcome = match earlier {
            // A chunk that is tried again meets its own first rows.
            Some(first) if first.sequence < candidate.position.sequence => {
                if first.content == content {
                    Outcome::Repeated
                } else {
                    Outcome::Reject(repeated(candidate.position, &first, &candidate.record))
                }
            }
            _ => decide(&candidate.record),
        };
        if !matches!(
            outcome,
            Outcome::Reject(_) | Outcome::Repeated | Outcome::Deferred
        ) {
            let winner = Winner {
                sequence: candidate.position.sequence,
                file: candidate.position.file as u64,
                row: candidate.position.row,
                content,
            };
            self.winners.entry(seen_key).or_insert(winner);
        }
        self.planned.push((candidate, outcome));
    }
}

fn repeated(position: Position, first: &Winner, record: &Record) -> Rejection {
    let place = if first.file == position.file as u64 {
        format!("row {}", first.row)
    } else {
        format!("row {} of an earlier file", first.row)
    };
    Rejection::field(
        Reason::DuplicateId,
        key::field(record),
        format!("the id was given before with other content, in {place}; the first row was taken"),
    )
}

/// The longest id, or system and value of an identifier, in bytes. PostgreSQL cannot index much
/// more than twice as much.
const LONGEST_ID: usize = 1_024;

/// Refuses ids that no index can hold.
pub fn check_ids(record: &Record) -> Result<(), Rejection> {
    let too_long = |field| {
        let message =
            format!("longer than {LONGEST_ID} bytes; an id up to that length is accepted");
        Err(Rejection::field(Reason::BadValue, field, message))
    };
    if key::of(record).len() > LONGEST_ID {
        return too_long(key::whole(record).map_or("id", |(field, _)| field));
    }
    match record {
        Record::Patient(patient)
            if patient
                .identifiers
                .iter()
                .any(|other| other.system.len() + other.value.len() > LONGEST_ID) =>
        {
            too_long("identifiers")
        }
        _ => Ok(()),
    }
}

/// Whether what is stored makes the record new, a correction, or nothing to do.
fn compare(stored: Option<&Stored>, record: &Record, create: impl FnOnce() -> Outcome) -> Outcome {
    match stored {
        None => create(),
        Some(stored) if key::same_content(&stored.record, record) => Outcome::Unchanged,
        Some(stored) if stored.is_own => Outcome::Kept,
        Some(stored) => Outcome::Update(Box::new(stored.clone())),
    }
}
