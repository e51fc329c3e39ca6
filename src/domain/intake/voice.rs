//! What the patient agreed to, asked for, thought of working together, and told.

use chrono::NaiveDate;

use crate::domain::points::Points;
use crate::domain::time::Instant;
use crate::domain::vocabulary::{
    Authorship, NarrativeKind, NoticedBy, PlanKind, Precision, RequestAnswer, RuptureStatus,
    RuptureType,
};

/// A plan or agreement, in its present edition.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Source id.
    pub id: String,
    /// Source id of the patient.
    pub patient_id: String,
    /// What it is.
    pub kind: PlanKind,
    /// First day in force.
    pub agreed_on: NaiveDate,
    /// Which edition of it, counted by the source from 1 (not recorded in the source: 1).
    pub edition: i32,
    /// When it was last gone through.
    pub reviewed_on: Option<NaiveDate>,
    /// When it is to be gone through again.
    pub review_by: Option<NaiveDate>,
    /// First day no longer in force.
    pub valid_to: Option<NaiveDate>,
    /// The patient's words.
    pub text_patient: Option<String>,
    /// The staff's words.
    pub text_staff: Option<String>,
    /// Of a patient-controlled admission agreement: most nights at a time.
    pub max_nights: Option<i32>,
    /// Of a patient-controlled admission agreement: days between two stays.
    pub quarantine_days: Option<i32>,
    /// Source id of the unit where it is to be used.
    pub unit_id: Option<String>,
    /// When the source recorded this; `None` is the time of import.
    pub recorded_at: Option<Instant>,
}

/// What the patient asked the service for, and the answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// Source id.
    pub id: String,
    /// Source id of the patient.
    pub patient_id: String,
    /// What about, by the source's code.
    pub subject: String,
    /// The patient's words.
    pub text: String,
    /// When.
    pub asked_at: Instant,
    /// Source id of who received it.
    pub received_by_id: Option<String>,
    /// Source id of who is to answer.
    pub decider_id: Option<String>,
    /// When it is to be answered.
    pub due_on: Option<NaiveDate>,
    /// When it was answered; given exactly when `answer` is.
    pub answered_at: Option<Instant>,
    /// The answer.
    pub answer: Option<RequestAnswer>,
    /// The reason, in words.
    pub reason: Option<String>,
    /// When the source recorded this; `None` is the time of import.
    pub recorded_at: Option<Instant>,
}

/// How the patient rated working with one professional, once.
#[derive(Debug, Clone, PartialEq)]
pub struct AllianceScore {
    /// Source id.
    pub id: String,
    /// Source id of the patient.
    pub patient_id: String,
    /// Source id of who was rated.
    pub professional_id: String,
    /// With what, by the source's name for it.
    pub instrument: String,
    /// The score.
    pub score: Points,
    /// When.
    pub at: Instant,
    /// Lowest possible score.
    pub min: Option<Points>,
    /// Highest possible score.
    pub max: Option<Points>,
    /// Below this the instrument says that something is amiss.
    pub cut: Option<Points>,
    /// When the source recorded this; `None` is the time of import.
    pub recorded_at: Option<Instant>,
}

/// A break in one working relationship.
#[derive(Debug, Clone, PartialEq)]
pub struct Rupture {
    /// Source id.
    pub id: String,
    /// Source id of the patient.
    pub patient_id: String,
    /// Source id of the professional.
    pub professional_id: String,
    /// How.
    pub kind: RuptureType,
    /// First day noticed.
    pub noticed_on: NaiveDate,
    /// By whom; `None` is not recorded.
    pub noticed_by: Option<NoticedBy>,
    /// Where it is (not recorded in the source: open).
    pub status: RuptureStatus,
    /// When it was closed; `None` while open, or not recorded.
    pub closed_on: Option<NaiveDate>,
    /// When the source recorded this; `None` is the time of import.
    pub recorded_at: Option<Instant>,
}

/// The patient's own words.
#[derive(Debug, Clone, PartialEq)]
pub struct NarrativeEntry {
    /// Source id.
    pub id: String,
    /// Source id of the patient.
    pub patient_id: String,
    /// What it tells.
    pub kind: NarrativeKind,
    /// Whose words.
    pub authorship: Authorship,
    /// When it was written.
    pub written_at: Instant,
    /// Whom the patient lets read it: 0 nobody, 1 persons chosen, 2 the present team, 3 every service
    /// in this course, 4 also learning without identity.
    pub level: u8,
    /// The words.
    pub text: String,
    /// Source id of the professional who wrote it down.
    pub author_id: Option<String>,
    /// First day of what it tells.
    pub from: Option<NaiveDate>,
    /// Last day of what it tells.
    pub to: Option<NaiveDate>,
    /// How precisely these days are known.
    pub precision: Option<Precision>,
    /// Which edition of it, counted by the source from 1 (not recorded in the source: 1).
    pub edition: i32,
    /// When the patient took it back.
    pub withdrawn_at: Option<Instant>,
    /// When the source recorded this; `None` is the time of import.
    pub recorded_at: Option<Instant>,
}

/// Who opened a narrative entry. Its identity is (entry, professional, opened).
#[derive(Debug, Clone, PartialEq)]
pub struct NarrativeRead {
    /// Source id of the patient.
    pub patient_id: String,
    /// Source id of the entry.
    pub entry_id: String,
    /// Source id of the professional.
    pub professional_id: String,
    /// When.
    pub opened_at: Instant,
    /// When they told the patient that they had read it.
    pub told_patient_at: Option<Instant>,
    /// When the source recorded this; `None` is the time of import.
    pub recorded_at: Option<Instant>,
}
