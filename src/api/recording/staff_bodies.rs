//! What is sent about who works where: bodies as the description tells them, read by name (see
//! [`super::typed`]).

use chrono::NaiveDate;
use utoipa::ToSchema;

use crate::api::codes;

/// A professional who is not known yet.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct NewProfessional {
    /// What they are called.
    #[schema(example = "Solveig Berg")]
    name: String,
    /// Training or function.
    profession: codes::Profession,
    /// That it is another than the one of this name and profession who is known.
    #[schema(example = false)]
    sure: Option<bool>,
}

/// A ward or team that is not known yet.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct NewUnit {
    /// What it is called: another name than the others below the same unit.
    #[schema(example = "Acute ward A")]
    name: String,
    /// Where care happens.
    setting: codes::Setting,
    /// The id of the unit above it.
    parent: Option<String>,
    /// The zone of its clock; where it is not given: the service's.
    #[schema(example = "Europe/Oslo")]
    time_zone: Option<String>,
    /// Beds, on a ward.
    #[schema(example = 14)]
    beds: Option<i32>,
}

/// An employment that begins.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct NewEmployment {
    /// Where: the id of a unit.
    unit: String,
    /// First day; where it is not given: today.
    from: Option<NaiveDate>,
    /// Announced end.
    planned_end: Option<NaiveDate>,
    /// Whether a locum.
    #[schema(example = false)]
    is_locum: Option<bool>,
    /// How many patients they can have here.
    #[schema(example = 25)]
    caseload_limit: Option<i32>,
}

/// What is agreed about an employment that lasts; what is not given stays.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct EmploymentChange {
    /// Announced end; null is none.
    planned_end: Option<NaiveDate>,
    /// Whether a locum.
    #[schema(example = false)]
    is_locum: Option<bool>,
    /// How many patients they can have here; null is not agreed.
    #[schema(example = 20)]
    caseload_limit: Option<i32>,
    /// Why; kept with the version before.
    #[schema(example = "Takes up another post")]
    reason: Option<String>,
}

/// When an employment ended.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct EmploymentEnd {
    /// First day no longer employed, tomorrow at the latest; where it is not given: today; null of one
    /// that has ended: it goes on.
    to: Option<NaiveDate>,
    /// Why; kept with the version before.
    #[schema(example = "Recorded too early")]
    reason: Option<String>,
}
