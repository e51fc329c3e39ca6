//! Recording: what people write into a patient's record, verb by verb.
//!
//! A verb is pure. It is given what was typed and the records it looks at, and answers either with what
//! is to be written or with all that is wrong. Times are read in the zone of the unit they are about;
//! what has not happened cannot be said to have, and nothing happens before birth or after death.

mod checks;
pub mod contacts;
mod decision;
mod desk;
mod doors;
mod fault;
mod fields;
mod legal;
pub mod measures;
mod newcomer;
pub mod patients;
pub mod periods;
pub mod plans;
pub mod relationships;
mod request;
pub mod requests;
mod review;
mod rupture;
pub mod safety;
mod shift;
pub mod staff;

pub use desk::Told;
pub use fault::{Fault, Wrong};
pub use fields::{Fields, day_of};
pub use newcomer::newcomer;

use super::ids::{PatientId, ProfessionalId, RecordId, UnitId};
use super::intake::{self, Kind, Leave, Record};
use super::time::Instant;
use super::trajectory::Directory;
use desk::Desk;

/// The system of the ids of what is recorded here.
pub const SYSTEM: &str = "redthread";

/// The most characters of a reason.
pub const WORDS_MAX: usize = 500;

/// The most characters of a room, and of a person's name.
pub const NAME_MAX: usize = 120;

/// Hours after a discharge within which somebody meets the patient.
pub const FOLLOW_UP_HOURS: i64 = 72;

/// A record as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// Identity.
    pub id: RecordId,
    /// Version that is current.
    pub version: i32,
    /// What it says. Units and professionals stand in it as `system|value`.
    pub record: Record,
}

/// What a verb sees.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// The instant of recording.
    pub now: Instant,
    /// Whose record it is.
    pub id: PatientId,
    /// The same, as recorded.
    pub patient: &'a intake::Patient,
    /// The professional who records, where it is one.
    pub who: Option<ProfessionalId>,
    /// Units and professionals.
    pub directory: &'a Directory,
    /// The patient's records of the kinds that the verb looks at.
    pub records: &'a [Held],
    /// The record that is changed, where one is.
    pub about: Option<&'a Held>,
    /// What a death that is recorded has ended; for the verb that takes it back.
    pub before: &'a [Before],
}

/// A record as it was before something ended it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    /// Identity.
    pub id: RecordId,
    /// The version that it was.
    pub version: i32,
    /// When it was to end.
    pub to: Option<Instant>,
    /// Leaves of a treatment period.
    pub leave: Vec<Leave>,
}

/// Something to be written.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// A new record; its id is given to it when it is stored.
    Add(Record),
    /// The next version of a record.
    Replace(RecordId, Record),
}

/// What a verb answers.
pub type Edits = Result<Vec<Edit>, Vec<Fault>>;

/// Something that people record.
#[derive(Debug, Clone, Copy)]
pub struct Verb {
    /// What addresses call it.
    pub code: &'static str,
    /// What the audit trail calls it.
    pub action: &'static str,
    /// The kind of the record that it changes; `None` for one that only adds.
    pub changes: Option<Kind>,
    /// The kinds of records that it looks at besides.
    pub looks_at: &'static [Kind],
    /// What is to be written.
    edits: fn(Desk<'_>) -> Edits,
}

impl PartialEq for Verb {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Verb {}

impl Verb {
    /// What is to be written, or all that is wrong with what was typed.
    ///
    /// # Errors
    /// The fields that cannot be used, each once.
    pub fn edits(&self, fields: &Fields, scene: &Scene<'_>) -> Edits {
        (self.edits)(Desk::new(fields, scene))
    }

    /// Whether it changes by what a patient is known.
    pub fn is_identity(&self) -> bool {
        *self == patients::correct::VERB
    }

    /// Whether it is about plans that nobody sees behind a broken glass.
    pub fn is_of_the_team(&self) -> bool {
        *self == plans::written::VERB
    }

    /// Whether it is open to those who may read only, because what tied them to the patient has ended:
    /// a death ends all of it, and whoever recorded it of the wrong person takes it back.
    pub fn is_owed(&self) -> bool {
        *self == patients::undo::VERB
    }
}

/// Everything that can be recorded about a patient.
pub const VERBS: [Verb; 46] = [
    contacts::met::VERB,
    contacts::book::VERB,
    contacts::add::VERB,
    contacts::settle::ATTENDED,
    contacts::settle::NO_SHOW,
    contacts::settle::CANCELLED,
    contacts::correct::VERB,
    relationships::start::VERB,
    relationships::plan_end::VERB,
    relationships::end::VERB,
    relationships::change::VERB,
    relationships::correct::VERB,
    periods::admit::VERB,
    periods::transfer::VERB,
    periods::discharge::VERB,
    periods::leave::START,
    periods::leave::RETURN,
    periods::change::VERB,
    periods::correct::VERB,
    decision::VERB,
    review::VERB,
    shift::VERB,
    shift::END,
    request::VERB,
    rupture::VERB,
    patients::correct::VERB,
    patients::death::VERB,
    patients::undo::VERB,
    plans::crisis::MAKE,
    plans::agreement::AGREE,
    plans::written::VERB,
    plans::revise::VERB,
    plans::review::VERB,
    plans::end::VERB,
    plans::bed::VERB,
    requests::ask::VERB,
    requests::hand_on::VERB,
    measures::start::VERB,
    measures::end::VERB,
    measures::visit::VERB,
    measures::debrief::VERB,
    measures::correct::VERB,
    legal::START,
    legal::END,
    legal::CORRECT,
    requests::correct::VERB,
];

/// The verb of a code.
pub fn verb(code: &str) -> Option<&'static Verb> {
    VERBS.iter().find(|verb| verb.code == code)
}

impl<'a> Scene<'a> {
    /// What a unit is called in records.
    pub fn unit_name(&self, unit: UnitId) -> String {
        let unit = self.directory.units.get(&unit);
        unit.map(|unit| unit.source.to_string()).unwrap_or_default()
    }

    /// What a professional is called in records.
    pub fn person_name(&self, person: ProfessionalId) -> String {
        let person = self.directory.professionals.get(&person);
        person
            .map(|person| person.source.to_string())
            .unwrap_or_default()
    }

    /// The unit that records call so.
    pub fn unit_of(&self, name: &str) -> Option<UnitId> {
        unit_of(self.directory, name)
    }

    /// The professional that records call so.
    pub fn person_of(&self, name: &str) -> Option<ProfessionalId> {
        person_of(self.directory, name)
    }

    fn periods(&self) -> impl Iterator<Item = (&'a Held, &'a intake::TreatmentPeriod)> {
        self.records.iter().filter_map(|held| match &held.record {
            Record::TreatmentPeriod(period) => Some((held, period)),
            _ => None,
        })
    }

    fn ties(&self) -> impl Iterator<Item = (&'a Held, &'a intake::Relationship)> {
        self.records.iter().filter_map(|held| match &held.record {
            Record::Relationship(tie) => Some((held, tie)),
            _ => None,
        })
    }

    fn shifts(&self) -> impl Iterator<Item = (&'a Held, &'a intake::ShiftAssignment)> {
        self.records.iter().filter_map(|held| match &held.record {
            Record::ShiftAssignment(shift) => Some((held, shift)),
            _ => None,
        })
    }

    fn plans(&self) -> impl Iterator<Item = &'a intake::Plan> {
        self.records.iter().filter_map(|held| match &held.record {
            Record::Plan(plan) => Some(plan),
            _ => None,
        })
    }

    fn contacts(&self) -> impl Iterator<Item = &'a intake::Contact> {
        self.records.iter().filter_map(|held| match &held.record {
            Record::Contact(contact) => Some(contact),
            _ => None,
        })
    }
}

/// The unit that records call so.
pub fn unit_of(directory: &Directory, name: &str) -> Option<UnitId> {
    let mut units = directory.units.values();
    units
        .find(|unit| is_called(&unit.source, name))
        .map(|unit| unit.id)
}

/// The professional that records call so.
pub fn person_of(directory: &Directory, name: &str) -> Option<ProfessionalId> {
    let mut people = directory.professionals.values();
    people
        .find(|person| is_called(&person.source, name))
        .map(|person| person.id)
}

fn is_called(source: &super::ids::SourceId, name: &str) -> bool {
    name.strip_prefix(source.system.as_str())
        .and_then(|rest| rest.strip_prefix('|'))
        == Some(source.value.as_str())
}
