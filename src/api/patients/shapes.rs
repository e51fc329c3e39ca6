//! A patient's records as they are sent: people and units by name, times with their unit's offset.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::codes::{self, Moment};
use crate::api::directory::{ProfessionalRef, Source, UnitRef};

/// A ward stay, or time on a team's or clinic's books. Half-open.
#[derive(Debug, Serialize, ToSchema)]
pub struct TreatmentPeriod {
    /// Identity.
    pub id: Uuid,
    /// The source's identity.
    pub source: Option<Source>,
    /// The version, which a change names (`if-match`).
    #[schema(example = 1)]
    pub version: i32,
    /// Where.
    pub unit: UnitRef,
    /// The unit's setting; null where the unit is not known here.
    pub setting: Option<codes::Setting>,
    /// What its setting is to a patient's path.
    pub class: codes::SettingClass,
    /// Start.
    pub from: Moment,
    /// End; null while open.
    pub to: Option<Moment>,
    /// How it came about; null is not recorded.
    pub admission_kind: Option<codes::AdmissionKind>,
    /// Leaves with the bed kept.
    pub leave: Vec<Leave>,
}

/// A leave with the bed kept. Half-open.
#[derive(Debug, Serialize, ToSchema)]
pub struct Leave {
    /// Start.
    pub from: Moment,
    /// End; null while it lasts.
    pub to: Option<Moment>,
}

/// Continuous inpatient time, derived from ward stays.
#[derive(Debug, Serialize, ToSchema)]
pub struct Admission {
    /// Its first ward stay: what stands for it elsewhere.
    pub id: Uuid,
    /// Its ward stays, in order of start.
    pub treatment_period_ids: Vec<Uuid>,
    /// Start.
    pub from: Moment,
    /// End; null while any of its stays is open.
    pub to: Option<Moment>,
    /// Nights; of an open one up to today.
    #[schema(example = 12)]
    pub nights: i64,
    /// How it came about; null is not recorded.
    pub kind: Option<codes::AdmissionKind>,
}

/// One meeting with the patient.
#[derive(Debug, Serialize, ToSchema)]
pub struct Contact {
    /// Identity.
    pub id: Uuid,
    /// The source's identity.
    pub source: Option<Source>,
    /// The version, which a change names (`if-match`).
    #[schema(example = 1)]
    pub version: i32,
    /// Where.
    pub unit: UnitRef,
    /// Start.
    pub at: Moment,
    /// Length in minutes; null is not recorded.
    #[schema(example = 45)]
    pub minutes: Option<i32>,
    /// How it was held; null is not recorded.
    pub mode: Option<codes::ContactMode>,
    /// What became of it.
    pub status: codes::ContactStatus,
    /// With whom mainly; null when nobody is marked.
    pub main_professional: Option<ProfessionalRef>,
    /// The others.
    pub other_professionals: Vec<ProfessionalRef>,
    /// Whether the patient was there; where that is not recorded, true when attended.
    pub patient_present: bool,
    /// What it was for; null is not recorded.
    pub purpose: Option<codes::ContactPurpose>,
}

/// A tie between the patient and somebody. Half-open.
#[derive(Debug, Serialize, ToSchema)]
pub struct Relationship {
    /// Identity.
    pub id: Uuid,
    /// The source's identity.
    pub source: Option<Source>,
    /// The version, which a change names (`if-match`).
    #[schema(example = 1)]
    pub version: i32,
    /// What the holder is to the patient.
    pub kind: codes::RelationshipKind,
    /// The holder, where it is a professional; else `person_name` is given.
    pub professional: Option<ProfessionalRef>,
    /// The holder's name, where it is no professional.
    pub person_name: Option<String>,
    /// Where, when it belongs to a unit.
    pub unit: Option<UnitRef>,
    /// Start.
    pub from: Moment,
    /// End; null while it lasts.
    pub to: Option<Moment>,
    /// Announced end; null for none.
    pub planned_end: Option<NaiveDate>,
    /// Why it ended; null is not recorded, or that it lasts.
    pub end_reason: Option<codes::EndReason>,
    /// Told at least 14 days before; null is not recorded.
    pub told_in_time: Option<bool>,
    /// A goodbye conversation was held; null is not recorded.
    pub goodbye: Option<bool>,
    /// A joint meeting was held; null is not recorded.
    pub joint_meeting: Option<bool>,
    /// The successor was known by name; null is not recorded.
    pub successor_known: Option<bool>,
    /// The successor; null is not recorded.
    pub successor: Option<ProfessionalRef>,
    /// Longest agreed interval between contacts, in days; null for none.
    #[schema(example = 14)]
    pub agreed_interval_days: Option<i32>,
    /// Marked by the patient as important.
    pub important_to_patient: bool,
    /// How present it is meant to be; null is not recorded.
    pub mode: Option<codes::RelationshipMode>,
    /// Standing in for someone.
    pub is_temporary_cover: bool,
    /// The deputy; null for none.
    pub deputy: Option<ProfessionalRef>,
}

/// Passing the patient from one professional or unit to another.
#[derive(Debug, Serialize, ToSchema)]
pub struct Handover {
    /// Identity.
    pub id: Uuid,
    /// The source's identity.
    pub source: Option<Source>,
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
    /// The sender; null is not recorded.
    pub from_professional: Option<ProfessionalRef>,
    /// The receiver; null is not recorded.
    pub to_professional: Option<ProfessionalRef>,
    /// The sending unit; null is not recorded.
    pub from_unit: Option<UnitRef>,
    /// The receiving unit; null is not recorded.
    pub to_unit: Option<UnitRef>,
}

/// Who was the patient's nurse on a shift. Half-open.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShiftAssignment {
    /// Identity.
    pub id: Uuid,
    /// The source's identity.
    pub source: Option<Source>,
    /// The version, which a change names (`if-match`).
    #[schema(example = 1)]
    pub version: i32,
    /// Who.
    pub professional: ProfessionalRef,
    /// Where.
    pub unit: UnitRef,
    /// Start.
    pub from: Moment,
    /// End; null while open.
    pub to: Option<Moment>,
}

/// An offer and its answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct Decision {
    /// Identity.
    pub id: Uuid,
    /// The source's identity.
    pub source: Option<Source>,
    /// The version, which a change names (`if-match`).
    #[schema(example = 1)]
    pub version: i32,
    /// What was offered.
    pub subject: codes::DecisionSubject,
    /// What was answered.
    pub outcome: codes::DecisionOutcome,
    /// When.
    pub decided_at: Moment,
}

/// A conversation about who the patient trusts and what should stay the same.
#[derive(Debug, Serialize, ToSchema)]
pub struct RelationalReview {
    /// Identity.
    pub id: Uuid,
    /// The source's identity.
    pub source: Option<Source>,
    /// The version, which a change names (`if-match`).
    #[schema(example = 1)]
    pub version: i32,
    /// When it was held.
    pub held_at: Moment,
}
