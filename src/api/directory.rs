//! Units and professionals: who works where. Nothing here is about a patient.

use axum::extract::State;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::codes;
use super::extract::{Id, Json, Query};
use super::paging::{self, Here, List, Page, Paging, Total};
use super::{Caller, tags};
use crate::app::recording::staff::{self, Term};
use crate::app::{App, AppError, directory};
use crate::domain::ids::{ProfessionalId, SourceId, UnitId};
use crate::domain::trajectory::{self as domain, Directory};
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(units))
        .routes(routes!(unit))
        .routes(routes!(professionals))
        .routes(routes!(professional))
        .routes(routes!(employments))
}

/// The identity that a source system gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Source {
    /// The system.
    #[schema(example = "local")]
    pub system: String,
    /// Its own string.
    #[schema(example = "A-17")]
    pub value: String,
}

impl From<&SourceId> for Source {
    fn from(source: &SourceId) -> Self {
        Self {
            system: source.system.clone(),
            value: source.value.clone(),
        }
    }
}

/// A ward or team.
#[derive(Debug, Serialize, ToSchema)]
pub struct Unit {
    /// Identity.
    id: Uuid,
    /// The source's identity.
    source: Source,
    /// What it is called.
    #[schema(example = "Acute ward A")]
    name: String,
    /// Where care happens.
    setting: codes::Setting,
    /// What its setting is to a patient's path.
    class: codes::SettingClass,
    /// The zone of its clock.
    #[schema(example = "Europe/Oslo")]
    time_zone: &'static str,
    /// The unit above it; null for none.
    parent: Option<UnitRef>,
}

/// A unit by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct UnitRef {
    /// Identity.
    pub id: Uuid,
    /// What it is called; null where it is not known here.
    #[schema(example = "Acute ward A")]
    pub name: Option<String>,
}

/// Somebody who works with patients.
#[derive(Debug, Serialize, ToSchema)]
pub struct Professional {
    /// Identity.
    id: Uuid,
    /// The source's identity.
    source: Source,
    /// What they are called.
    #[schema(example = "Solveig Berg")]
    name: String,
    /// Training or function.
    profession: codes::Profession,
    /// Whether they are agency staff whom a unit let in for a day.
    #[schema(example = false)]
    is_guest: bool,
}

/// A professional by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProfessionalRef {
    /// Identity.
    pub id: Uuid,
    /// What they are called; null where they are not known here.
    #[schema(example = "Solveig Berg")]
    pub name: Option<String>,
    /// Training or function; null where they are not known here.
    pub profession: Option<codes::Profession>,
}

/// A professional's time at a unit.
#[derive(Debug, Serialize, ToSchema)]
pub struct Employment {
    /// Identity.
    id: Uuid,
    /// Where.
    unit: UnitRef,
    /// First day.
    from: NaiveDate,
    /// First day no longer employed; null while it lasts.
    to: Option<NaiveDate>,
    /// Announced end; null for none.
    planned_end: Option<NaiveDate>,
    /// Whether a locum.
    #[schema(example = false)]
    is_locum: bool,
    /// How many patients they can have here; null is not agreed.
    #[schema(example = 25)]
    caseload_limit: Option<i32>,
    /// With how many patients they have an active relationship here: for administrators and, at their
    /// units, service managers, while the employment lasts; else null.
    #[schema(example = 22)]
    active_patients: Option<u64>,
    /// Its version: the etag to send as if-match.
    #[schema(example = 1)]
    version: i32,
}

/// A professional's employments.
#[derive(Debug, Serialize, ToSchema)]
pub struct Employments {
    /// Who.
    professional: ProfessionalRef,
    /// Employments, in order of their first day.
    items: Vec<Employment>,
}

/// Units, in order of name.
#[utoipa::path(get, path = "/api/v1/units", operation_id = "list_units", tag = tags::DIRECTORY,
    params(Paging), responses((status = 200, description = "A page of units", body = Page<Unit>)))]
async fn units(
    State(app): State<App>,
    caller: Caller,
    Query(paging): Query<Paging>,
    here: Here,
) -> Result<Json<Page<Unit>>, Problem> {
    let (directory, units) = directory::units(&app, &caller.actor()).await?;
    let (items, next) = paging::cut(&units, List::Units, &paging, &here, |id| id.0)?;
    let known = items.iter().filter_map(|id| directory.units.get(id));
    Ok(Json(Page {
        items: known.map(|unit| Unit::of(unit, &directory)).collect(),
        total: Total::of(units.len()),
        next,
    }))
}

/// One unit.
#[utoipa::path(get, path = "/api/v1/units/{id}", operation_id = "get_unit", tag = tags::DIRECTORY,
    params(("id" = Uuid, Path, description = "The unit")),
    responses((status = 200, description = "The unit", body = Unit)))]
async fn unit(State(app): State<App>, _: Caller, Id(id): Id) -> Result<Json<Unit>, Problem> {
    let directory = app.directory().await?;
    let unit = directory
        .units
        .get(&UnitId(id))
        .ok_or(AppError::NotFound("unit"))?;
    Ok(Json(Unit::of(unit, &directory)))
}

/// Professionals, in order of name.
#[utoipa::path(get, path = "/api/v1/professionals", operation_id = "list_professionals",
    tag = tags::DIRECTORY, params(Paging),
    responses((status = 200, description = "A page of professionals", body = Page<Professional>)))]
async fn professionals(
    State(app): State<App>,
    caller: Caller,
    Query(paging): Query<Paging>,
    here: Here,
) -> Result<Json<Page<Professional>>, Problem> {
    let (directory, people) = directory::professionals(&app, &caller.actor()).await?;
    let (items, next) = paging::cut(&people, List::Professionals, &paging, &here, |id| id.0)?;
    let known = items
        .iter()
        .filter_map(|id| directory.professionals.get(id));
    let shape = |professional| Professional::of(professional, &directory);
    Ok(Json(Page {
        items: known.map(shape).collect(),
        total: Total::of(people.len()),
        next,
    }))
}

/// One professional.
#[utoipa::path(get, path = "/api/v1/professionals/{id}", operation_id = "get_professional",
    tag = tags::DIRECTORY, params(("id" = Uuid, Path, description = "The professional")),
    responses((status = 200, description = "The professional", body = Professional)))]
async fn professional(
    State(app): State<App>,
    _: Caller,
    Id(id): Id,
) -> Result<Json<Professional>, Problem> {
    let directory = app.directory().await?;
    let professional = directory
        .professionals
        .get(&ProfessionalId(id))
        .ok_or(AppError::NotFound("professional"))?;
    Ok(Json(Professional::of(professional, &directory)))
}

/// Where a professional works and worked.
#[utoipa::path(get, path = "/api/v1/professionals/{id}/employments",
    operation_id = "list_employments", tag = tags::DIRECTORY,
    params(("id" = Uuid, Path, description = "The professional")),
    responses((status = 200, description = "Their employments", body = Employments)))]
async fn employments(
    State(app): State<App>,
    caller: Caller,
    Id(id): Id,
) -> Result<Json<Employments>, Problem> {
    let shown = staff::professional(&app, &caller.actor(), ProfessionalId(id)).await?;
    let items = shown.terms.iter();
    Ok(Json(Employments {
        professional: ProfessionalRef::of(shown.id, &shown.directory),
        items: items
            .map(|term| Employment::of(term, &shown.directory))
            .collect(),
    }))
}

impl Unit {
    fn of(unit: &domain::Unit, directory: &Directory) -> Self {
        Self {
            id: unit.id.0,
            source: Source::from(&unit.source),
            name: unit.name.clone(),
            setting: unit.setting.into(),
            class: unit.setting.class().into(),
            time_zone: unit.zone.name(),
            parent: unit.parent.map(|parent| UnitRef::of(parent, directory)),
        }
    }
}

impl UnitRef {
    /// A unit by what the directory calls it.
    pub fn of(unit: UnitId, directory: &Directory) -> Self {
        Self {
            id: unit.0,
            name: directory.units.get(&unit).map(|unit| unit.name.clone()),
        }
    }
}

impl Professional {
    fn of(professional: &domain::Professional, directory: &Directory) -> Self {
        Self {
            is_guest: directory.guests.contains(&professional.id),
            id: professional.id.0,
            source: Source::from(&professional.source),
            name: professional.name.clone(),
            profession: professional.profession.into(),
        }
    }
}

impl ProfessionalRef {
    /// A professional by what the directory calls them.
    pub fn of(professional: ProfessionalId, directory: &Directory) -> Self {
        let known = directory.professionals.get(&professional);
        Self {
            id: professional.0,
            name: known.map(|known| known.name.clone()),
            profession: known.map(|known| known.profession.into()),
        }
    }
}

impl Employment {
    fn of(term: &Term, directory: &Directory) -> Self {
        let employment = &term.employment;
        Self {
            id: term.id.0,
            unit: UnitRef::of(term.unit, directory),
            from: employment.from,
            to: employment.to,
            planned_end: employment.planned_end,
            is_locum: employment.is_locum,
            caseload_limit: employment.caseload_limit,
            active_patients: term.carries,
            version: term.version,
        }
    }
}
