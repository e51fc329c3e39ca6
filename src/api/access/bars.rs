//! Bars: whom a patient does not want to read the record.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::{tag, version_of};
use crate::api::codes::Moment;
use crate::api::directory::{ProfessionalRef, UnitRef};
use crate::api::extract::{Id, Json, RecordAt};
use crate::api::precondition::IfMatch;
use crate::api::{Carer, tags};
use crate::app::App;
use crate::app::access::{self, NewBar, RecordedBar};
use crate::domain::access::Barred;
use crate::domain::ids::{PatientId, ProfessionalId, UnitId};
use crate::domain::time;
use crate::domain::trajectory::Directory;
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(list, record))
        .routes(routes!(lift))
}

/// Whom a patient does not want to read the record.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccessBar {
    /// The bar.
    id: Uuid,
    /// The person; null where it is a unit.
    professional: Option<ProfessionalRef>,
    /// The unit, whose staff are meant; null where it is a person.
    unit: Option<UnitRef>,
    /// From when.
    from: Moment,
    /// Until when; null until it is lifted.
    to: Option<Moment>,
    /// Why, where the patient wanted to say it.
    reason: Option<String>,
    /// Who wrote it down.
    #[schema(example = "account:k.berg")]
    recorded_by: String,
    /// Who lifted it; null where nobody did.
    lifted_by: Option<String>,
    /// Its version: the etag to send as if-match.
    version: i32,
}

/// A patient's bars.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccessBars {
    /// The bars, the newest first, those that are over too.
    items: Vec<AccessBar>,
}

/// A bar to be written down at the patient's wish: of a person or of a unit.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAccessBar {
    /// The person.
    professional_id: Option<Uuid>,
    /// The unit, whose staff are meant.
    unit_id: Option<Uuid>,
    /// Until when: a date or an instant ahead; where it is not given, until it is lifted.
    #[schema(example = "2026-09-01")]
    until: Option<String>,
    /// Why, where the patient wants to say it.
    reason: Option<String>,
}

/// Whom the patient does not want to read the record.
#[utoipa::path(get, path = "/api/v1/patients/{id}/bars", operation_id = "list_bars",
    tag = tags::ACCESS, params(("id" = Uuid, Path, description = "The patient")),
    responses((status = 200, description = "The bars", body = AccessBars)))]
async fn list(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
) -> Result<Json<AccessBars>, Problem> {
    let found = access::bars(&app, &caller.actor(), PatientId(id)).await?;
    let directory = &found.opened.directory;
    Ok(Json(AccessBars {
        items: found
            .bars
            .iter()
            .map(|bar| AccessBar::of(bar, directory))
            .collect(),
    }))
}

/// Writes a bar down. Of the same person or unit there is one at a time.
#[utoipa::path(post, path = "/api/v1/patients/{id}/bars", operation_id = "record_bar",
    tag = tags::ACCESS, params(("id" = Uuid, Path, description = "The patient")),
    request_body = NewAccessBar,
    responses((status = 200, description = "The bar", body = AccessBar)))]
async fn record(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    Json(sent): Json<NewAccessBar>,
) -> Result<Response, Problem> {
    let until = sent
        .until
        .as_deref()
        .map(|until| time::parse_time(until, app.zone))
        .transpose()
        .map_err(|_| Problem::invalid("until", "a date or an instant ahead"))?;
    let new = NewBar {
        patient: PatientId(id),
        whom: match (sent.professional_id, sent.unit_id) {
            (Some(who), None) => Some(Barred::Professional(ProfessionalId(who))),
            (None, Some(unit)) => Some(Barred::Unit(UnitId(unit))),
            _ => None,
        },
        until,
        reason: sent.reason.unwrap_or_default(),
    };
    let bar = access::bar(&app, &caller.actor(), &new).await?;
    let shape = AccessBar::of(&bar, &*app.directory().await?);
    Ok((tag(bar.version), Json(shape)).into_response())
}

/// Lifts a bar at the patient's wish.
#[utoipa::path(post, path = "/api/v1/patients/{id}/bars/{bar}/lift", operation_id = "lift_bar",
    tag = tags::ACCESS,
    params(("id" = Uuid, Path, description = "The patient"),
        ("bar" = Uuid, Path, description = "The bar"), IfMatch),
    responses((status = 200, description = "The bar", body = AccessBar)))]
async fn lift(
    State(app): State<App>,
    Carer(caller): Carer,
    RecordAt(patient, bar): RecordAt,
    IfMatch(state): IfMatch,
) -> Result<Response, Problem> {
    let version = version_of(state);
    let bar = access::lift(&app, &caller.actor(), patient, bar, version).await?;
    let shape = AccessBar::of(&bar, &*app.directory().await?);
    Ok((tag(bar.version), Json(shape)).into_response())
}

impl AccessBar {
    fn of(bar: &RecordedBar, directory: &Directory) -> Self {
        let (professional, unit) = match bar.bar.whom {
            Barred::Professional(who) => (Some(who), None),
            Barred::Unit(unit) => (None, Some(unit)),
        };
        Self {
            id: bar.id.0,
            professional: professional.map(|who| ProfessionalRef::of(who, directory)),
            unit: unit.map(|unit| UnitRef::of(unit, directory)),
            from: Moment::at(bar.bar.from, None, directory),
            to: bar.bar.to.map(|to| Moment::at(to, None, directory)),
            reason: bar.reason.clone(),
            recorded_by: bar.recorded_by.clone(),
            lifted_by: bar.lifted_by.clone(),
            version: bar.version,
        }
    }
}
