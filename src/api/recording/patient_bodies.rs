//! What is sent about the patient themselves: bodies as the description tells them, read by name (see
//! [`super::typed`]).

use chrono::NaiveDate;
use utoipa::ToSchema;

use crate::api::codes;

/// What is put right about who a patient is; what is not given stays.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct PatientCorrection {
    /// Family name; null is not recorded.
    #[schema(example = "Eksempel")]
    family_name: Option<String>,
    /// Given name; null is not recorded.
    #[schema(example = "Ida")]
    given_name: Option<String>,
    /// Day of birth: before everything that is recorded of the patient; null is not recorded.
    birth_date: Option<NaiveDate>,
    /// Sex; null is not recorded.
    sex: Option<codes::Sex>,
    /// The language the patient speaks; null is not recorded.
    #[schema(example = "nb")]
    language: Option<String>,
    /// First day in service; null is not recorded.
    in_service_from: Option<NaiveDate>,
    /// First day no longer in service; null while it lasts.
    in_service_to: Option<NaiveDate>,
    /// The system of an identifier that is added.
    #[schema(example = "urn:oid:2.16.578.1.12.4.1.4.1")]
    identifier_system: Option<String>,
    /// An identifier that is added: one that no other patient has.
    identifier: Option<String>,
    /// Further identifiers that are wrong, each as `system|value`: they are kept with the version before.
    withdraw: Option<Vec<String>>,
    /// Why it is put right; kept with the version before.
    #[schema(example = "The name was misspelled")]
    reason: Option<String>,
    /// That it is nobody of those who are alike (409).
    #[schema(example = false)]
    sure: Option<bool>,
}

/// That a patient has died.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct Death {
    /// When.
    #[schema(example = "2026-03-02T04:20:00+01:00")]
    at: String,
    /// That it is this patient: only `true` is accepted.
    #[schema(example = true)]
    confirmed: bool,
}

/// Why a death is taken back.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct DeathUndone {
    /// The reason; kept with the version before.
    #[schema(example = "Recorded of the wrong patient")]
    reason: String,
}

/// The answer to what the patient asked for.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct RequestAnswered {
    /// The answer.
    answer: codes::RequestAnswer,
    /// The reason: needed where it is not yes.
    #[schema(example = "There is no room of one's own on this ward before Monday")]
    reason: Option<String>,
    /// Who answers: the id of a professional; where it is not given: who records.
    decider: Option<String>,
    /// When; where it is not given: now.
    #[schema(example = "2026-03-02T09:00:00+01:00")]
    answered_at: Option<String>,
}

/// What became of a break in a working relationship.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct RuptureClosed {
    /// What became of it: everything but `open`.
    status: codes::RuptureStatus,
    /// Since when; where it is not given: today.
    closed_on: Option<NaiveDate>,
}
