//! A record as a source tells it: everything named by the source's own ids, before anyone looked
//! anything up. Readers of CSV and FHIR make these, the synthetic cohort makes these, export turns
//! what is stored back into these, and the import use case is the only one that stores them.
//!
//! Every id here (`id`, `patient_id`, `unit_id` ...) is a string of the run's source system; see
//! [`SourceId`]. Equality is equality of content, so that two intakes of one
//! id tell whether a record changed; `recorded_at` is compared apart.

mod compulsion;
mod voice;

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::domain::ids::SourceId;
use crate::domain::time::Instant;
use crate::domain::vocabulary::{
    AdmissionKind, ContactMode, ContactPurpose, ContactStatus, DecisionOutcome, DecisionSubject,
    EndReason, HandoverGrade, HandoverSeverity, HandoverState, HandoverType, PeriodEndReason,
    Profession, RelationshipKind, RelationshipMode, Setting, Sex,
};

pub use compulsion::{LegalPeriod, Measure, MeasureVisit};
pub use voice::{AllianceScore, NarrativeEntry, NarrativeRead, Plan, Request, Rupture};

/// A ward or team.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// Source id.
    pub id: String,
    /// Display name.
    pub name: String,
    /// Where care happens.
    pub setting: Setting,
    /// Source id of the unit above.
    pub parent_id: Option<String>,
    /// Zone of the unit's clock; `None` is the service's.
    pub time_zone: Option<Tz>,
    /// Beds, where it has any.
    pub beds: Option<i32>,
}

/// A person who works with patients.
#[derive(Debug, Clone, PartialEq)]
pub struct Professional {
    /// Source id.
    pub id: String,
    /// Display name.
    pub name: String,
    /// Training or function.
    pub profession: Profession,
}

/// A professional's time at a unit. Its identity is (professional, unit, from).
#[derive(Debug, Clone, PartialEq)]
pub struct Employment {
    /// Source id of the professional.
    pub professional_id: String,
    /// Source id of the unit.
    pub unit_id: String,
    /// First day.
    pub from: NaiveDate,
    /// First day no longer employed.
    pub to: Option<NaiveDate>,
    /// Announced end (resignation, rotation, retirement).
    pub planned_end: Option<NaiveDate>,
    /// Whether a locum.
    pub is_locum: bool,
    /// Patients this professional can carry here.
    pub caseload_limit: Option<i32>,
}

/// A patient.
#[derive(Debug, Clone, PartialEq)]
pub struct Patient {
    /// Source id: the patient's first identifier.
    pub id: String,
    /// Further identifiers, in the source's order.
    pub identifiers: Vec<SourceId>,
    /// Family name.
    pub family_name: Option<String>,
    /// Given name.
    pub given_name: Option<String>,
    /// Date of birth.
    pub birth_date: Option<NaiveDate>,
    /// Administrative sex.
    pub sex: Option<Sex>,
    /// BCP 47 language.
    pub language: Option<String>,
    /// First day in service.
    pub in_service_from: Option<NaiveDate>,
    /// First day no longer in service.
    pub in_service_to: Option<NaiveDate>,
    /// Time of death.
    pub deceased_at: Option<Instant>,
    /// When the source recorded this; `None` is the time of import.
    pub recorded_at: Option<Instant>,
}

/// Time away with the bed kept. Half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leave {
    /// Left the ward.
    pub from: Instant,
    /// Back; `None` while away.
    pub to: Option<Instant>,
}

/// One patient's time in one unit's setting: a ward stay, or being on a team's or clinic's books.
#[derive(Debug, Clone, PartialEq)]
pub struct TreatmentPeriod {
    /// Source id.
    pub id: String,
    /// Source id of the patient.
    pub patient_id: String,
    /// Source id of the unit.
    pub unit_id: String,
    /// Start.
    pub from: Instant,
    /// End; `None` while open.
    pub to: Option<Instant>,
    /// How an inpatient period came about; `None` is not recorded.
    pub admission_kind: Option<AdmissionKind>,
    /// Planned arrival.
    pub planned_from: Option<Instant>,
    /// Planned discharge.
    pub planned_to: Option<Instant>,
    /// Room on the ward.
    pub room: Option<String>,
    /// Where it led.
    pub end_reason: Option<PeriodEndReason>,
    /// Leaves with the bed kept, in time order.
    pub leave: Vec<Leave>,
    /// When the source recorded this; `None` is the time of import.
    pub recorded_at: Option<Instant>,
}

/// One meeting with the patient.
#[derive(Debug, Clone, PartialEq)]
pub struct Contact {
    /// Source id.
    pub id: String,
    /// Source id of the patient.
    pub patient_id: String,
    /// Source id of the unit.
    pub unit_id: String,
    /// Start.
    pub at: Instant,
    /// Length in minutes; `None` is not recorded.
    pub minutes: Option<i32>,
    /// How it was held; `None` is not recorded.
    pub mode: Option<ContactMode>,
    /// What became of it (not recorded in the source: attended).
    pub status: ContactStatus,
    /// Source id of the main professional; `None` when nobody is marked.
    pub main_professional_id: Option<String>,
    /// Source ids of the others, in the source's order, without repeats.
    pub other_professional_ids: Vec<String>,
    /// Whether the patient was there; `None` is not recorded, read as yes when attended.
    pub patient_present: Option<bool>,
    /// What it was for; `None` is not recorded.
    pub purpose: Option<ContactPurpose>,
    /// When the source recorded this; `None` is the time of import.
    pub recorded_at: Option<Instant>,
}

/// A time-limited tie between a patient and a professional, or another person.
#[derive(Debug, Clone, PartialEq)]
pub struct Relationship {
    /// Source id.
    pub id: String,
    /// Source id of the patient.
    pub patient_id: String,
    /// What the holder is to the patient.
    pub kind: RelationshipKind,
    /// Start.
    pub from: Instant,
    /// Source id of the professional; exactly one of this and `person_name` is given.
    pub professional_id: Option<String>,
    /// Name of a holder who is no professional.
    pub person_name: Option<String>,
    /// Source id of the unit.
    pub unit_id: Option<String>,
    /// End; `None` while it lasts.
    pub to: Option<Instant>,
    /// Announced end.
    pub planned_end: Option<NaiveDate>,
    /// Why it ended; `None` is not recorded.
    pub end_reason: Option<EndReason>,
    /// Told at least 14 days before; `None` is not recorded.
    pub told_in_time: Option<bool>,
    /// A goodbye conversation was held; `None` is not recorded.
    pub goodbye: Option<bool>,
    /// A joint meeting was held; `None` is not recorded.
    pub joint_meeting: Option<bool>,
    /// The successor was known by name; `None` is not recorded.
    pub successor_known: Option<bool>,
    /// Source id of the successor.
    pub successor_id: Option<String>,
    /// Longest agreed interval between contacts, in days.
    pub agreed_interval_days: Option<i32>,
    /// Marked by the patient as important.
    pub important_to_patient: bool,
    /// How present it is meant to be; `None` is not recorded.
    pub mode: Option<RelationshipMode>,
    /// Standing in for someone.
    pub is_temporary_cover: bool,
    /// Source id of the deputy.
    pub deputy_id: Option<String>,
    /// When the source recorded this; `None` is the time of import.
    pub recorded_at: Option<Instant>,
}

/// Who is the patient's nurse on which shift.
#[derive(Debug, Clone, PartialEq)]
pub struct ShiftAssignment {
    /// Source id.
    pub id: String,
    /// Source id of the patient.
    pub patient_id: String,
    /// Source id of the professional.
    pub professional_id: String,
    /// Source id of the unit.
    pub unit_id: String,
    /// Start.
    pub from: Instant,
    /// End; `None` while open.
    pub to: Option<Instant>,
    /// When the source recorded this; `None` is the time of import.
    pub recorded_at: Option<Instant>,
}

/// The free texts of a handover: the five parts and the relational supplement.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct HandoverTexts {
    /// Why the severity is what it is.
    pub severity_reason: Option<String>,
    /// Summary.
    pub summary: Option<String>,
    /// Who does what by when.
    pub actions: Option<String>,
    /// If ... then ...
    pub contingency: Option<String>,
    /// The receiver's own words.
    pub synthesis: Option<String>,
    /// What this person wants you to know.
    pub know_me: Option<String>,
    /// What builds trust.
    pub builds_trust: Option<String>,
    /// What breaks it.
    pub breaks_trust: Option<String>,
    /// Promises made and not yet kept.
    pub promises: Option<String>,
    /// Who they trust.
    pub trusts: Option<String>,
    /// How we said goodbye.
    pub goodbye: Option<String>,
}

/// Passing a patient from one professional or unit to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Handover {
    /// Source id.
    pub id: String,
    /// Source id of the patient.
    pub patient_id: String,
    /// What is passed on.
    pub kind: HandoverType,
    /// When it was offered.
    pub offered_at: Instant,
    /// Source id of the sender.
    pub from_professional_id: Option<String>,
    /// Source id of the receiver.
    pub to_professional_id: Option<String>,
    /// Source id of the sending unit.
    pub from_unit_id: Option<String>,
    /// Source id of the receiving unit.
    pub to_unit_id: Option<String>,
    /// How it was made; `None` is not recorded.
    pub grade: Option<HandoverGrade>,
    /// How closely to look; `None` is not recorded.
    pub severity: Option<HandoverSeverity>,
    /// The free texts.
    pub texts: HandoverTexts,
    /// When the receiver accepted.
    pub accepted_at: Option<Instant>,
    /// Source id of who accepted.
    pub accepted_by_id: Option<String>,
    /// Where it is in its life cycle; `None` is not recorded: accepted when `accepted_at` is
    /// given, offered otherwise.
    pub state: Option<HandoverState>,
    /// When the source recorded this; `None` is the time of import.
    pub recorded_at: Option<Instant>,
}

/// An offer and its answer, once and dated.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// Source id.
    pub id: String,
    /// Source id of the patient.
    pub patient_id: String,
    /// What was offered.
    pub subject: DecisionSubject,
    /// What was answered.
    pub outcome: DecisionOutcome,
    /// When.
    pub decided_at: Instant,
    /// The reason, in words.
    pub reason: Option<String>,
    /// When the source recorded this; `None` is the time of import.
    pub recorded_at: Option<Instant>,
}

/// A conversation about who the patient trusts and what should stay the same.
#[derive(Debug, Clone, PartialEq)]
pub struct RelationalReview {
    /// Source id.
    pub id: String,
    /// Source id of the patient.
    pub patient_id: String,
    /// When it was held.
    pub held_at: Instant,
    /// Source id of who held it.
    pub professional_id: Option<String>,
    /// When the source recorded this; `None` is the time of import.
    pub recorded_at: Option<Instant>,
}

/// A record of any kind.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "each variant is named for the record it holds")]
#[expect(
    clippy::large_enum_variant,
    reason = "records live in short chunks, where a box each would cost more"
)]
pub enum Record {
    Unit(Unit),
    Professional(Professional),
    Employment(Employment),
    Patient(Patient),
    TreatmentPeriod(TreatmentPeriod),
    Contact(Contact),
    Relationship(Relationship),
    ShiftAssignment(ShiftAssignment),
    Handover(Handover),
    Decision(Decision),
    RelationalReview(RelationalReview),
    LegalPeriod(LegalPeriod),
    Measure(Measure),
    MeasureVisit(MeasureVisit),
    Plan(Plan),
    Request(Request),
    AllianceScore(AllianceScore),
    Rupture(Rupture),
    NarrativeEntry(NarrativeEntry),
    NarrativeRead(NarrativeRead),
}

/// The kind of a record, in the order in which kinds must be stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(
    missing_docs,
    reason = "each variant is named for the record it stands for"
)]
pub enum Kind {
    Unit,
    Professional,
    Employment,
    Patient,
    TreatmentPeriod,
    Contact,
    Relationship,
    ShiftAssignment,
    Handover,
    Decision,
    RelationalReview,
    LegalPeriod,
    Measure,
    MeasureVisit,
    Plan,
    Request,
    AllianceScore,
    Rupture,
    NarrativeEntry,
    NarrativeRead,
}

impl Kind {
    /// Every kind, in storing order.
    pub const ALL: [Self; 20] = [
        Self::Unit,
        Self::Professional,
        Self::Employment,
        Self::Patient,
        Self::TreatmentPeriod,
        Self::Contact,
        Self::Relationship,
        Self::ShiftAssignment,
        Self::Handover,
        Self::Decision,
        Self::RelationalReview,
        Self::LegalPeriod,
        Self::Measure,
        Self::MeasureVisit,
        Self::Plan,
        Self::Request,
        Self::AllianceScore,
        Self::Rupture,
        Self::NarrativeEntry,
        Self::NarrativeRead,
    ];

    /// The word for one such record, as in the schema.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Professional => "professional",
            Self::Employment => "employment",
            Self::Patient => "patient",
            Self::TreatmentPeriod => "treatment_period",
            Self::Contact => "contact",
            Self::Relationship => "relationship",
            Self::ShiftAssignment => "shift_assignment",
            Self::Handover => "handover",
            Self::Decision => "decision",
            Self::RelationalReview => "relational_review",
            Self::LegalPeriod => "legal_period",
            Self::Measure => "measure",
            Self::MeasureVisit => "measure_visit",
            Self::Plan => "plan",
            Self::Request => "request",
            Self::AllianceScore => "alliance_score",
            Self::Rupture => "rupture",
            Self::NarrativeEntry => "narrative_entry",
            Self::NarrativeRead => "narrative_read",
        }
    }
}

impl Record {
    /// The kind of this record.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Unit(_) => Kind::Unit,
            Self::Professional(_) => Kind::Professional,
            Self::Employment(_) => Kind::Employment,
            Self::Patient(_) => Kind::Patient,
            Self::TreatmentPeriod(_) => Kind::TreatmentPeriod,
            Self::Contact(_) => Kind::Contact,
            Self::Relationship(_) => Kind::Relationship,
            Self::ShiftAssignment(_) => Kind::ShiftAssignment,
            Self::Handover(_) => Kind::Handover,
            Self::Decision(_) => Kind::Decision,
            Self::RelationalReview(_) => Kind::RelationalReview,
            Self::LegalPeriod(_) => Kind::LegalPeriod,
            Self::Measure(_) => Kind::Measure,
            Self::MeasureVisit(_) => Kind::MeasureVisit,
            Self::Plan(_) => Kind::Plan,
            Self::Request(_) => Kind::Request,
            Self::AllianceScore(_) => Kind::AllianceScore,
            Self::Rupture(_) => Kind::Rupture,
            Self::NarrativeEntry(_) => Kind::NarrativeEntry,
            Self::NarrativeRead(_) => Kind::NarrativeRead,
        }
    }
}

/// The zones in which a source's local times are read: each row's unit's, else the service's.
#[derive(Debug, Clone)]
pub struct ZoneBook {
    /// The service's zone: for rows without a unit, or with a unit of no zone of its own.
    pub service: Tz,
    /// Zones of the source's units that have their own, by source id.
    pub units: std::collections::HashMap<String, Tz>,
}

impl ZoneBook {
    /// A book in which every unit keeps the service's time.
    pub fn new(service: Tz) -> Self {
        Self {
            service,
            units: std::collections::HashMap::new(),
        }
    }

    /// The zone of a unit, by source id.
    pub fn zone(&self, unit: Option<&str>) -> Tz {
        unit.and_then(|unit| self.units.get(unit))
            .copied()
            .unwrap_or(self.service)
    }
}

/// Why one row or resource was not taken. It names the field, what was wrong with it and what
/// would be accepted, and never repeats a value: values may be patient data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// What kind of fault it is; stable, for counting and for machines.
    pub reason: Reason,
    /// The column, or the element path of a resource.
    pub field: Option<String>,
    /// What was wrong and what would be accepted, in one sentence.
    pub message: String,
}

impl Rejection {
    /// A rejection of one field.
    pub fn field(reason: Reason, field: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            reason,
            field: Some(field.into()),
            message: message.into(),
        }
    }

    /// A rejection of the whole row or resource.
    pub fn whole(reason: Reason, message: impl Into<String>) -> Self {
        Self {
            reason,
            field: None,
            message: message.into(),
        }
    }
}

/// The kinds of fault for which a row or resource is rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// A required value is empty.
    Missing,
    /// A code is not in the vocabulary.
    UnknownCode,
    /// A time or date cannot be read.
    BadTime,
    /// A number, boolean, list or other value cannot be read.
    BadValue,
    /// An end lies before its start.
    EndBeforeStart,
    /// A patient, unit, professional or other record referred to is not known.
    UnknownReference,
    /// A reference that should find one record finds several.
    AmbiguousReference,
    /// The id occurred before with other content, or belongs to another patient.
    DuplicateId,
    /// Something happened to the patient before birth.
    BeforeBirth,
    /// Something happened to the patient after death.
    AfterDeath,
    /// The text is not UTF-8, not well-formed CSV or JSON, or too long to be a row.
    Malformed,
    /// A resource of a kind, class or status that has no place in the model.
    Unmappable,
}

impl Reason {
    /// The code used in the rejects file and in counts.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::UnknownCode => "unknown_code",
            Self::BadTime => "bad_time",
            Self::BadValue => "bad_value",
            Self::EndBeforeStart => "end_before_start",
            Self::UnknownReference => "unknown_reference",
            Self::AmbiguousReference => "ambiguous_reference",
            Self::DuplicateId => "duplicate_id",
            Self::BeforeBirth => "before_birth",
            Self::AfterDeath => "after_death",
            Self::Malformed => "malformed",
            Self::Unmappable => "unmappable",
        }
    }
}
