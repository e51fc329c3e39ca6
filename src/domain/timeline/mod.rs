//! What a timeline shows, before anyone draws it: lanes, marks, breaks, arrow ends and counts out
//! of view. The picture, the table and the CSV are three readings of one [`Timeline`], so that none
//! of them can say what the others do not.

pub mod axis;
mod build;
mod compulsion;
pub mod csv;
pub mod focus;
mod ledger;
mod people;
mod places;
pub mod reference;
pub mod request;
pub mod rows;
pub mod ticks;
pub mod window;

pub use axis::{Axis, Break, Segment};
pub use build::build;
pub use csv::csv;
pub use focus::Focus;
pub use reference::{Reference, Since};
pub use request::{Filter, Lane, Request};
pub use rows::{Entry, Row, rows};
pub use ticks::{Label, Step, Tick};
pub use window::{Dates, Window, WindowError};

use chrono::NaiveDate;

use super::ids::{PatientId, ProfessionalId, RecordId, UnitId};
use super::time::Instant;
use super::vocabulary::{
    AdmissionKind, DecisionOutcome, DecisionSubject, EndReason, HandoverGrade, HandoverState,
    HandoverType, MeasureKind, Profession, RelationshipKind, RelationshipMode, Setting,
    SettingClass,
};

/// One patient's timeline over a window.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    /// Whose.
    pub patient: PatientId,
    /// First local date shown.
    pub from: NaiveDate,
    /// First local date no longer shown.
    pub to: NaiveDate,
    /// Where an instant lies, breaks of empty years left out.
    pub axis: Axis,
    /// The instant it is looked at; the "today" line where it lies in the window.
    pub now: Instant,
    /// Admissions in the window, in order of start: bands through all lanes.
    pub admissions: Vec<Band>,
    /// "Where": one row per unit, in order of the first start.
    pub places: Vec<Place>,
    /// Formal status and restrictive measures: first statuses, then measures, each in order of start.
    pub compulsion: Vec<Compulsion>,
    /// "Who": one row per person, in order of the first start or contact.
    pub people: Vec<Person>,
    /// Handovers between them, in order of offer.
    pub handovers: Vec<Handover>,
    /// "Agreed": decisions and relational reviews, in order of time.
    pub agreed: Vec<Agreed>,
    /// When the patient died, if they did: nothing that was left open lasts beyond it, and there is
    /// no "today" line.
    pub died: Option<Instant>,
    /// Records that the picture shows; a contact with several people counts once. With `before`,
    /// `after` and `filtered` these are all records of the patient.
    pub shown: u64,
    /// Records that lie wholly before the window.
    pub before: u64,
    /// Records that lie wholly after the window.
    pub after: u64,
    /// Records in the window that the filter leaves out.
    pub filtered: u64,
    /// Records that the flag in view rests on, shown or not.
    pub evidence: Vec<RecordId>,
    /// Time that the flag in view is about, within the window: the tint.
    pub tint: Option<(Instant, Instant)>,
    /// Instants from which the axis may count days, whether in the window or not.
    pub references: Vec<Reference>,
    /// What the filter can choose from: everything that the window holds, filtered or not.
    pub choices: Choices,
}

impl Timeline {
    /// Until when what was left open lasts: now, or the death. Open bars are drawn this far.
    pub fn reach(&self) -> Instant {
        self.died.map_or(self.now, |died| died.min(self.now))
    }
}

/// What a window holds that a filter may choose.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    /// Units of stays, relationships, contacts and shifts, in order of name.
    pub units: Vec<(UnitId, String)>,
    /// The settings of those units, in the order of the vocabulary.
    pub settings: Vec<Setting>,
    /// People who have a row of their own, in the order of the rows.
    pub people: Vec<(Who, String)>,
}

/// A stretch of time, any part of which lies in the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Its real start.
    pub from: Instant,
    /// Its real end; `None` while it lasts.
    pub to: Option<Instant>,
    /// It began before the window: drawn with an arrow end.
    pub enters: bool,
    /// It goes on after the window, or lasts: drawn with an arrow end.
    pub leaves: bool,
}

/// An admission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// Its first ward stay.
    pub id: RecordId,
    /// When.
    pub span: Span,
    /// Nights; of an open one up to now.
    pub nights: i64,
    /// How it came about; `None` is not recorded.
    pub kind: Option<AdmissionKind>,
    /// Whether the flag in view rests on it.
    pub is_evidence: bool,
}

/// A unit and the patient's time there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Which unit.
    pub unit: UnitId,
    /// Its name.
    pub name: String,
    /// Its setting; `None` for a unit that the directory does not know.
    pub setting: Option<Setting>,
    /// The class of its setting: hatched for inpatient, plain for the rest.
    pub class: SettingClass,
    /// Treatment periods, in order of start.
    pub stays: Vec<Stay>,
}

/// A treatment period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stay {
    /// Which.
    pub id: RecordId,
    /// When.
    pub span: Span,
    /// How it came about; `None` is not recorded.
    pub admission_kind: Option<AdmissionKind>,
    /// Nights, for a ward stay.
    pub nights: Option<i64>,
    /// Leaves with the bed kept.
    pub leave: Vec<Span>,
    /// Whether the flag in view rests on it.
    pub is_evidence: bool,
}

/// A formal status or a restrictive measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compulsion {
    /// Which record.
    pub id: RecordId,
    /// What.
    pub what: Compelled,
    /// When.
    pub span: Span,
    /// Whether the flag in view rests on it.
    pub is_evidence: bool,
}

/// What the law, or staff, did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Compelled {
    /// A formal status by its code, and whether the patient felt forced; `None` is not recorded.
    Status(String, Option<bool>),
    /// A measure, and how many different people were recorded to be with the patient.
    Measure(MeasureKind, usize),
}

/// Who a row is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Who {
    /// A professional.
    Professional(ProfessionalId),
    /// Someone who is no professional.
    Person(String),
    /// Professionals met now and then, without a relationship: one row for all of them, with how
    /// many they are.
    Others(usize),
    /// Contacts of which is not recorded who met the patient: one row.
    NotRecorded,
}

/// A person and what ties the patient to them.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// Who.
    pub who: Who,
    /// Their name; empty for [`Who::Others`] and [`Who::NotRecorded`].
    pub name: String,
    /// Their profession, where they have one.
    pub profession: Option<Profession>,
    /// Whether the patient marked any relationship with them as important.
    pub is_important: bool,
    /// Relationships, in order of start.
    pub ties: Vec<Tie>,
    /// Contacts, grouped per relationship and month, in order of time.
    pub contacts: Vec<Contacts>,
    /// Shifts on which they were the patient's nurse, grouped per month, in order of time. Being on
    /// shift is no meeting: it makes no tick.
    pub shifts: Vec<Shifts>,
}

/// A relationship.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// Which.
    pub id: RecordId,
    /// When.
    pub span: Span,
    /// What the person is to the patient.
    pub kind: RelationshipKind,
    /// Where, when it belongs to a unit.
    pub unit: Option<(UnitId, String)>,
    /// Marked by the patient as important.
    pub is_important: bool,
    /// Standing in for someone.
    pub is_temporary_cover: bool,
    /// How present it is meant to be.
    pub mode: Option<RelationshipMode>,
    /// Announced end.
    pub planned_end: Option<NaiveDate>,
    /// How it ended; `None` while it lasts.
    pub ending: Option<Ending>,
    /// Whether the flag in view rests on it.
    pub is_evidence: bool,
}

/// How a relationship ended. `None` is not recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ending {
    /// Why.
    pub reason: Option<EndReason>,
    /// Told at least 14 days before.
    pub told_in_time: Option<bool>,
    /// A goodbye conversation was held.
    pub goodbye: Option<bool>,
    /// A joint meeting was held.
    pub joint_meeting: Option<bool>,
    /// The successor was known by name.
    pub successor_known: Option<bool>,
    /// Whether the `abrupt_ending` rule sees an abrupt ending in it: drawn frayed.
    pub is_abrupt: bool,
}

/// A month of contacts with one person within one relationship, or outside any. A contact with two
/// people stands in both their rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contacts {
    /// The relationship they fall in; `None` outside any.
    pub tie: Option<RecordId>,
    /// First day of the month, by the service's clock.
    pub month: NaiveDate,
    /// Meetings with the patient: attended, patient there, more than a message (unless the service
    /// counts messages). The filled ticks.
    pub attended: Vec<Instant>,
    /// Booked ahead; and booked for a time that has passed, without a word on what became of it.
    pub planned: Vec<Instant>,
    /// No-shows and cancellations.
    pub missed: Vec<Instant>,
    /// Messages, and meetings about the patient without the patient.
    pub indirect: Vec<Instant>,
    /// Whether the flag in view rests on any of them.
    pub is_evidence: bool,
}

/// A month of shifts of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shifts {
    /// First day of the month in which they began, by the service's clock.
    pub month: NaiveDate,
    /// When, in order of start; an end that is `None` is not recorded yet.
    pub spans: Vec<(Instant, Option<Instant>)>,
    /// Whether the flag in view rests on any of them.
    pub is_evidence: bool,
}

/// A handover. One that was offered before the window and accepted in it is in view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handover {
    /// Which.
    pub id: RecordId,
    /// What is passed on.
    pub kind: HandoverType,
    /// When it was offered.
    pub offered_at: Instant,
    /// When it was accepted.
    pub accepted_at: Option<Instant>,
    /// Where it is in its life cycle.
    pub state: HandoverState,
    /// How it was passed on; `None` is not recorded.
    pub grade: Option<HandoverGrade>,
    /// The sender's name and row, where they have one.
    pub from: End,
    /// The receiver's.
    pub to: End,
    /// Whether the flag in view rests on it.
    pub is_evidence: bool,
}

/// One end of a handover.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct End {
    /// The professional's name.
    pub professional: Option<String>,
    /// The unit's name.
    pub unit: Option<String>,
    /// Place in [`Timeline::people`].
    pub person: Option<usize>,
    /// Place in [`Timeline::places`].
    pub place: Option<usize>,
}

/// Something agreed, declined or talked over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Agreed {
    /// Which record.
    pub id: RecordId,
    /// When.
    pub at: Instant,
    /// What.
    pub what: Agreement,
    /// Whether the flag in view rests on it.
    pub is_evidence: bool,
}

/// What was agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// An offer and its answer.
    Decision(DecisionSubject, DecisionOutcome),
    /// A conversation about who the patient trusts.
    Review,
}
