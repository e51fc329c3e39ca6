//! What is sent to be recorded: bodies as the description tells them. They are read by name, see
//! [`super::typed`].

use chrono::NaiveDate;
use utoipa::ToSchema;

use super::passing::HandoverPart;
use crate::api::codes;

/// A contact, or a booking.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct NewContact {
    /// Where: the id of a unit.
    unit: String,
    /// What became of it; where it is not given: attended.
    status: Option<codes::ContactStatus>,
    /// When: `planned` ahead, `attended` and `no_show` not.
    #[schema(example = "2026-03-02T14:30:00+01:00")]
    at: String,
    /// With whom mainly: the id of a professional; where it is not given: who records.
    main: Option<String>,
    /// Who else took part.
    others: Option<Vec<String>>,
    /// How.
    mode: Option<codes::ContactMode>,
    /// What for.
    purpose: Option<codes::ContactPurpose>,
    /// How long.
    #[schema(example = 45)]
    minutes: Option<i32>,
}

/// Meeting the patient now.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct Met {
    /// Where: the id of a unit.
    unit: String,
    /// With whom mainly; where it is not given: who records.
    main: Option<String>,
    /// Who else took part.
    others: Option<Vec<String>>,
    /// How; where it is not given: in person.
    mode: Option<codes::ContactMode>,
    /// What for.
    purpose: Option<codes::ContactPurpose>,
    /// How long.
    #[schema(example = 45)]
    minutes: Option<i32>,
}

/// What became of a booked contact.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct Settled {
    /// When it was; where it is not given: as it was booked.
    #[schema(example = "2026-03-02T14:30:00+01:00")]
    at: Option<String>,
    /// How long.
    #[schema(example = 45)]
    minutes: Option<i32>,
}

/// What is put right about a contact; what is not given stays.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct ContactCorrection {
    /// Where.
    unit: Option<String>,
    /// What became of it.
    status: Option<codes::ContactStatus>,
    /// When.
    #[schema(example = "2026-03-02T14:30:00+01:00")]
    at: Option<String>,
    /// With whom mainly; null is nobody.
    main: Option<String>,
    /// Who else took part.
    others: Option<Vec<String>>,
    /// How; null is not recorded.
    mode: Option<codes::ContactMode>,
    /// What for; null is not recorded.
    purpose: Option<codes::ContactPurpose>,
    /// How long; null is not recorded.
    #[schema(example = 45)]
    minutes: Option<i32>,
    /// Whether the patient was there.
    #[schema(example = true)]
    patient_present: Option<bool>,
    /// Why it is put right; kept with the version before.
    #[schema(example = "Somebody else met the patient")]
    reason: Option<String>,
}

/// A relationship that begins.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct NewRelationship {
    /// What the holder is to the patient.
    kind: codes::RelationshipKind,
    /// The holder; one of this and `person_name`.
    professional: Option<String>,
    /// The name of a holder who is no professional.
    #[schema(example = "Ida Eksempel")]
    person_name: Option<String>,
    /// Where.
    unit: Option<String>,
    /// Since when; where it is not given: now.
    #[schema(example = "2026-03-02T09:00:00+01:00")]
    from: Option<String>,
    /// Planned end.
    planned_end: Option<NaiveDate>,
    /// Longest agreed interval between contacts, in days.
    #[schema(example = 14)]
    agreed_interval_days: Option<i32>,
    /// How present it is meant to be.
    mode: Option<codes::RelationshipMode>,
    /// Standing in for somebody.
    #[schema(example = false)]
    is_temporary_cover: Option<bool>,
    /// Who stands in.
    deputy: Option<String>,
    /// Whether the patient calls it important; only with `patients_wish`.
    #[schema(example = false)]
    important_to_patient: Option<bool>,
    /// That the patient said so.
    #[schema(example = false)]
    patients_wish: Option<bool>,
}

/// What is agreed about a relationship that lasts; what is not given stays.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct RelationshipChange {
    /// Who stands in; null is nobody.
    deputy: Option<String>,
    /// Longest agreed interval between contacts, in days; null is none.
    #[schema(example = 14)]
    agreed_interval_days: Option<i32>,
    /// How present it is meant to be; null is not recorded.
    mode: Option<codes::RelationshipMode>,
    /// Whether the patient calls it important; only with `patients_wish`.
    #[schema(example = true)]
    important_to_patient: Option<bool>,
    /// That the patient said so.
    #[schema(example = true)]
    patients_wish: Option<bool>,
}

/// When a relationship is to end, and who comes next.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct PlannedEnd {
    /// The day; null is none.
    planned_end: Option<NaiveDate>,
    /// Who comes next; null is nobody.
    successor: Option<String>,
}

/// How a relationship ended.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct Ending {
    /// When; where it is not given: now.
    #[schema(example = "2026-03-02T09:00:00+01:00")]
    to: Option<String>,
    /// Why.
    end_reason: codes::EndReason,
    /// Told at least 14 days before.
    #[schema(example = true)]
    told_in_time: Option<bool>,
    /// A goodbye conversation was held.
    #[schema(example = true)]
    goodbye: Option<bool>,
    /// A joint meeting was held.
    #[schema(example = true)]
    joint_meeting: Option<bool>,
    /// The successor was known by name.
    #[schema(example = true)]
    successor_known: Option<bool>,
    /// The successor.
    successor: Option<String>,
}

/// What is put right about a relationship; what is not given stays.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct RelationshipCorrection {
    /// What the holder is to the patient.
    kind: Option<codes::RelationshipKind>,
    /// Where; null is nowhere.
    unit: Option<String>,
    /// Since when.
    #[schema(example = "2026-03-02T09:00:00+01:00")]
    from: Option<String>,
    /// Until when; null is that it lasts.
    to: Option<String>,
    /// Why it ended.
    end_reason: Option<codes::EndReason>,
    /// Told at least 14 days before.
    #[schema(example = true)]
    told_in_time: Option<bool>,
    /// A goodbye conversation was held.
    #[schema(example = true)]
    goodbye: Option<bool>,
    /// A joint meeting was held.
    #[schema(example = true)]
    joint_meeting: Option<bool>,
    /// The successor was known by name.
    #[schema(example = true)]
    successor_known: Option<bool>,
    /// Standing in for somebody.
    #[schema(example = false)]
    is_temporary_cover: Option<bool>,
    /// Why it is put right; kept with the version before.
    #[schema(example = "The wrong day")]
    reason: Option<String>,
}

/// Coming to a ward, or onto a team's books.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct NewTreatmentPeriod {
    /// Where: the id of a unit.
    unit: String,
    /// Since when; where it is not given: now.
    #[schema(example = "2026-03-02T09:00:00+01:00")]
    at: Option<String>,
    /// How it came about, on a ward.
    admission_kind: Option<codes::AdmissionKind>,
    /// The room, on a ward.
    #[schema(example = "12")]
    room: Option<String>,
    /// When the patient is to leave.
    #[schema(example = "2026-03-09T12:00:00+01:00")]
    planned_to: Option<String>,
}

/// Moving to another unit.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct Transfer {
    /// Where to: the id of a unit.
    unit: String,
    /// When; where it is not given: now.
    #[schema(example = "2026-03-02T09:00:00+01:00")]
    at: Option<String>,
    /// The room there.
    #[schema(example = "7")]
    room: Option<String>,
    /// The handover to the next unit, in the same step; where it is not given, none is made.
    handover: Option<HandoverPart>,
}

/// Leaving, and who meets the patient within 72 hours, or the answer why nobody does.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct Discharge {
    /// When; where it is not given: now.
    #[schema(example = "2026-03-02T09:00:00+01:00")]
    at: Option<String>,
    /// Where it led.
    end_reason: codes::PeriodEndReason,
    /// When somebody meets the patient.
    #[schema(example = "2026-03-04T10:00:00+01:00")]
    contact_at: Option<String>,
    /// Who: the id of a professional.
    contact_main: Option<String>,
    /// Where: the id of a unit.
    contact_unit: Option<String>,
    /// How.
    contact_mode: Option<codes::ContactMode>,
    /// The answer where nobody does: declined by the patient, or not offered.
    follow_up: Option<codes::DecisionOutcome>,
    /// Why.
    #[schema(example = "Moves to another region today")]
    follow_up_reason: Option<String>,
    /// The handover to whoever meets the patient, in the same step; where it is not given, none is made.
    handover: Option<HandoverPart>,
}

/// When it was.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct At {
    /// When; where it is not given: now.
    #[schema(example = "2026-03-02T09:00:00+01:00")]
    at: Option<String>,
}

/// Room and planned discharge; what is not given stays.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct StayChange {
    /// The room; null is not recorded.
    #[schema(example = "12")]
    room: Option<String>,
    /// When the patient is to leave; null is not recorded.
    #[schema(example = "2026-03-09T12:00:00+01:00")]
    planned_to: Option<String>,
}

/// What is put right about a treatment period; what is not given stays.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct PeriodCorrection {
    /// Where.
    unit: Option<String>,
    /// Since when.
    #[schema(example = "2026-03-02T09:00:00+01:00")]
    from: Option<String>,
    /// Until when; null is that it is open.
    to: Option<String>,
    /// How it came about; null is not recorded.
    admission_kind: Option<codes::AdmissionKind>,
    /// Where it led; null is not recorded.
    end_reason: Option<codes::PeriodEndReason>,
    /// Why it is put right; kept with the version before.
    #[schema(example = "The wrong ward")]
    reason: Option<String>,
}

/// An offer and its answer.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct NewDecision {
    /// What was offered.
    subject: codes::DecisionSubject,
    /// What was answered.
    outcome: codes::DecisionOutcome,
    /// When; where it is not given: now.
    #[schema(example = "2026-03-02T09:00:00+01:00")]
    decided_at: Option<String>,
    /// The reason: needed where it was not offered.
    #[schema(example = "Is not to be had here")]
    reason: Option<String>,
}

/// A conversation about who the patient trusts.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct NewReview {
    /// When; where it is not given: now.
    #[schema(example = "2026-03-02T09:00:00+01:00")]
    held_at: Option<String>,
    /// Who held it; where it is not given: who records.
    professional: Option<String>,
}

/// Being the patient's nurse on a shift.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct NewShift {
    /// Where: the id of a unit.
    unit: String,
    /// Who; where it is not given: who records.
    professional: Option<String>,
    /// From when; where it is not given: now.
    #[schema(example = "2026-03-02T14:00:00+01:00")]
    from: Option<String>,
    /// Until when, at most 24 hours later; null is open.
    #[schema(example = "2026-03-02T22:00:00+01:00")]
    to: Option<String>,
}

/// When a shift ended.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct ShiftEnd {
    /// When; where it is not given: now.
    #[schema(example = "2026-03-02T22:00:00+01:00")]
    to: Option<String>,
}

/// A patient who is not registered yet, and the unit they come to.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct NewPatient {
    /// Family name; a name or an identifier is needed.
    #[schema(example = "Eksempel")]
    family_name: Option<String>,
    /// Given name.
    #[schema(example = "Ida")]
    given_name: Option<String>,
    /// Day of birth.
    birth_date: Option<NaiveDate>,
    /// Sex.
    sex: Option<codes::Sex>,
    /// The language the patient speaks.
    #[schema(example = "nb")]
    language: Option<String>,
    /// The system of the identifier.
    #[schema(example = "urn:oid:2.16.578.1.12.4.1.4.1")]
    identifier_system: Option<String>,
    /// An identifier.
    identifier: Option<String>,
    /// One of your units, whose books the patient comes onto.
    unit: String,
    /// Since when; where it is not given: now.
    #[schema(example = "2026-03-02T09:00:00+01:00")]
    at: Option<String>,
    /// How it came about, on a ward.
    admission_kind: Option<codes::AdmissionKind>,
    /// The room, on a ward.
    #[schema(example = "12")]
    room: Option<String>,
    /// That it is nobody of those who are alike (409).
    #[schema(example = false)]
    sure: Option<bool>,
}
