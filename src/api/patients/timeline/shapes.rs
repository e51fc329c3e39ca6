//! A timeline as it is sent.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::codes::{self, Moment};
use crate::api::directory::UnitRef;

/// What a window of a patient's record shows.
#[derive(Debug, Serialize, ToSchema)]
pub struct Timeline {
    /// Whose.
    pub patient_id: Uuid,
    /// First day shown.
    pub from: NaiveDate,
    /// Last day shown.
    pub to: NaiveDate,
    /// The instant at which it is looked at.
    pub now: Moment,
    /// When the patient died; null while alive. Nothing lasts beyond it.
    pub died: Option<Moment>,
    /// Where an instant lies, empty years left out.
    pub axis: Axis,
    /// Admissions in the window, in order of start.
    pub admissions: Vec<Band>,
    /// Where: one row per unit, in order of the first start.
    pub places: Vec<Place>,
    /// Formal statuses, then restrictive measures, each in order of start.
    pub compulsion: Vec<Compelled>,
    /// Who: one row per person, in order of the first start or contact.
    pub people: Vec<Person>,
    /// Handovers, in order of offer.
    pub handovers: Vec<TimelineHandover>,
    /// Decisions and relational reviews, in order of time.
    pub agreed: Vec<Agreed>,
    /// How many records are shown and how many are not.
    pub counts: Counts,
    /// What the flag in view rests on; null without one.
    pub evidence: Option<Evidence>,
    /// Days from which days may be counted.
    pub references: Vec<Reference>,
    /// What the filter can choose from.
    pub choices: Choices,
}

/// Where instants lie, from 0 to 1.
#[derive(Debug, Serialize, ToSchema)]
pub struct Axis {
    /// Pieces of time at one scale, in order.
    pub segments: Vec<Segment>,
    /// Empty years that are left out, in order.
    pub breaks: Vec<Break>,
}

/// A piece of time that is drawn.
#[derive(Debug, Serialize, ToSchema)]
pub struct Segment {
    /// Its start.
    pub from: Moment,
    /// Its end.
    pub to: Moment,
    /// Where it begins, 0 to 1.
    #[schema(example = 0.0)]
    pub start: f64,
    /// Where it ends, 0 to 1.
    #[schema(example = 1.0)]
    pub end: f64,
}

/// Empty years that are left out.
#[derive(Debug, Serialize, ToSchema)]
pub struct Break {
    /// The first of them.
    #[schema(example = 1998)]
    pub first_year: i32,
    /// How many.
    #[schema(example = 11)]
    pub years: u32,
    /// Where it begins, 0 to 1.
    pub start: f64,
    /// Where it ends, 0 to 1.
    pub end: f64,
}

/// A stretch of time, any part of which lies in the window.
#[derive(Debug, Serialize, ToSchema)]
pub struct Span {
    /// Its real start.
    pub from: Moment,
    /// Its real end; null while it lasts.
    pub to: Option<Moment>,
    /// It began before the window.
    pub enters: bool,
    /// It goes on after the window, or lasts.
    pub leaves: bool,
}

/// An admission.
#[derive(Debug, Serialize, ToSchema)]
pub struct Band {
    /// Its first ward stay.
    pub id: Uuid,
    /// When.
    pub span: Span,
    /// Nights; of an open one up to now.
    pub nights: i64,
    /// How it came about; null is not recorded.
    pub kind: Option<codes::AdmissionKind>,
    /// Whether the flag in view rests on it.
    pub is_evidence: bool,
}

/// A unit and the patient's time there.
#[derive(Debug, Serialize, ToSchema)]
pub struct Place {
    /// Which unit.
    pub unit: UnitRef,
    /// Its setting; null where the unit is not known here.
    pub setting: Option<codes::Setting>,
    /// What its setting is to a patient's path.
    pub class: codes::SettingClass,
    /// Treatment periods, in order of start.
    pub treatment_periods: Vec<Stay>,
}

/// A treatment period.
#[derive(Debug, Serialize, ToSchema)]
pub struct Stay {
    /// Which.
    pub id: Uuid,
    /// When.
    pub span: Span,
    /// How it came about; null is not recorded.
    pub admission_kind: Option<codes::AdmissionKind>,
    /// Nights, of a ward stay; null of others.
    pub nights: Option<i64>,
    /// Leaves with the bed kept.
    pub leave: Vec<Span>,
    /// Whether the flag in view rests on it.
    pub is_evidence: bool,
}

/// A formal status or a restrictive measure.
#[derive(Debug, Serialize, ToSchema)]
pub struct Compelled {
    /// Which record.
    pub id: Uuid,
    /// When.
    pub span: Span,
    /// The code of the status; null of a measure.
    #[schema(example = "no-3-3-in")]
    pub status: Option<String>,
    /// Whether the patient felt forced; null of a measure, or not recorded.
    pub felt_forced: Option<bool>,
    /// What the measure does; null of a status.
    pub measure: Option<codes::MeasureKind>,
    /// How many different people were with the patient; null of a status.
    pub people: Option<usize>,
    /// Whether the flag in view rests on it.
    pub is_evidence: bool,
}

/// Who a row is about.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    /// A professional.
    Professional,
    /// Someone who is no professional.
    Person,
    /// Professionals met now and then, without a relationship: one row for all of them.
    Others,
    /// Contacts of which is not recorded who met the patient.
    NotRecorded,
}

/// A person and what ties the patient to them.
#[derive(Debug, Serialize, ToSchema)]
pub struct Person {
    /// Who the row is about.
    pub kind: RowKind,
    /// The professional; null where the row is about nobody in particular or no professional.
    pub professional_id: Option<Uuid>,
    /// How many professionals, of a row for several; null of others.
    pub professionals: Option<usize>,
    /// Their name; null where the row is about nobody in particular.
    pub name: Option<String>,
    /// Training or function; null where it is not known.
    pub profession: Option<codes::Profession>,
    /// Whether the patient marked any relationship with them as important.
    pub is_important: bool,
    /// Relationships, in order of start.
    pub relationships: Vec<Tie>,
    /// Contacts by relationship and month, in order of time.
    pub contacts: Vec<ContactMonth>,
    /// Shifts on which they were the patient's nurse, by month.
    pub shifts: Vec<ShiftMonth>,
}

/// A relationship.
#[derive(Debug, Serialize, ToSchema)]
pub struct Tie {
    /// Which.
    pub id: Uuid,
    /// When.
    pub span: Span,
    /// What the person is to the patient.
    pub kind: codes::RelationshipKind,
    /// Where, when it belongs to a unit.
    pub unit: Option<UnitRef>,
    /// Marked by the patient as important.
    pub is_important: bool,
    /// Standing in for someone.
    pub is_temporary_cover: bool,
    /// How present it is meant to be; null is not recorded.
    pub mode: Option<codes::RelationshipMode>,
    /// Announced end; null for none.
    pub planned_end: Option<NaiveDate>,
    /// How it ended; null while it lasts.
    pub ending: Option<Ending>,
    /// Whether the flag in view rests on it.
    pub is_evidence: bool,
}

/// How a relationship ended; null is not recorded.
#[derive(Debug, Serialize, ToSchema)]
pub struct Ending {
    /// Why.
    pub reason: Option<codes::EndReason>,
    /// Told at least 14 days before.
    pub told_in_time: Option<bool>,
    /// A goodbye conversation was held.
    pub goodbye: Option<bool>,
    /// A joint meeting was held.
    pub joint_meeting: Option<bool>,
    /// The successor was known by name.
    pub successor_known: Option<bool>,
    /// Whether the rule about abrupt endings sees one in it.
    pub is_abrupt: bool,
}

/// A month of contacts with one person within one relationship, or outside any.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContactMonth {
    /// The relationship they fall in; null outside any.
    pub relationship_id: Option<Uuid>,
    /// First day of the month.
    pub month: NaiveDate,
    /// Meetings with the patient.
    pub attended: Vec<Moment>,
    /// Booked.
    pub planned: Vec<Moment>,
    /// No-shows and cancellations.
    pub missed: Vec<Moment>,
    /// Messages, and meetings about the patient without the patient.
    pub indirect: Vec<Moment>,
    /// Whether the flag in view rests on any of them.
    pub is_evidence: bool,
}

/// A month of shifts of one person.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShiftMonth {
    /// First day of the month in which they began.
    pub month: NaiveDate,
    /// When, in order of start.
    pub shifts: Vec<Shift>,
    /// Whether the flag in view rests on any of them.
    pub is_evidence: bool,
}

/// A shift.
#[derive(Debug, Serialize, ToSchema)]
pub struct Shift {
    /// Start.
    pub from: Moment,
    /// End; null is not recorded yet.
    pub to: Option<Moment>,
}

/// A handover.
#[derive(Debug, Serialize, ToSchema)]
pub struct TimelineHandover {
    /// Which.
    pub id: Uuid,
    /// What is handed over.
    #[serde(rename = "type")]
    pub kind: codes::HandoverType,
    /// When it was offered.
    pub offered_at: Moment,
    /// When it was accepted; null until then.
    pub accepted_at: Option<Moment>,
    /// Where it is in its life.
    pub state: codes::HandoverState,
    /// How it was handed over; null is not recorded.
    pub grade: Option<codes::HandoverGrade>,
    /// The sender.
    pub from: End,
    /// The receiver.
    pub to: End,
    /// Whether the flag in view rests on it.
    pub is_evidence: bool,
}

/// One end of a handover.
#[derive(Debug, Serialize, ToSchema)]
pub struct End {
    /// The professional's name; null is not recorded.
    pub professional: Option<String>,
    /// The unit's name; null is not recorded.
    pub unit: Option<String>,
    /// Their place in `people`, counted from 0; null where they have no row.
    pub person: Option<usize>,
    /// Its place in `places`, counted from 0; null where it has no row.
    pub place: Option<usize>,
}

/// Something agreed, declined or talked over: a decision, or a relational review.
#[derive(Debug, Serialize, ToSchema)]
pub struct Agreed {
    /// Which record.
    pub id: Uuid,
    /// When.
    pub at: Moment,
    /// What was offered; null of a relational review.
    pub subject: Option<codes::DecisionSubject>,
    /// What was answered; null of a relational review.
    pub outcome: Option<codes::DecisionOutcome>,
    /// Whether the flag in view rests on it.
    pub is_evidence: bool,
}

/// How many records are shown and how many are not; together all of the patient's.
#[derive(Debug, Serialize, ToSchema)]
pub struct Counts {
    /// Shown.
    pub shown: u64,
    /// Wholly before the window.
    pub before: u64,
    /// Wholly after the window.
    pub after: u64,
    /// In the window, and filtered away.
    pub filtered: u64,
}

/// What the flag in view rests on.
#[derive(Debug, Serialize, ToSchema)]
pub struct Evidence {
    /// Records, shown or not.
    pub record_ids: Vec<Uuid>,
    /// Start of the time that the flag is about, within the window; null outside it.
    pub from: Option<Moment>,
    /// End of that time; null outside the window.
    pub to: Option<Moment>,
}

/// A day from which days may be counted.
#[derive(Debug, Serialize, ToSchema)]
pub struct Reference {
    /// `discharge`, `admission` or `named_contact`: the last of each.
    #[schema(example = "discharge")]
    pub since: &'static str,
    /// Day 0.
    pub on: NaiveDate,
}

/// What the filter can choose from: everything that the window holds.
#[derive(Debug, Serialize, ToSchema)]
pub struct Choices {
    /// Units, in order of name.
    pub units: Vec<UnitRef>,
    /// Settings.
    pub settings: Vec<codes::Setting>,
    /// Professionals with a row of their own, in the order of the rows.
    pub professional_ids: Vec<Uuid>,
}
