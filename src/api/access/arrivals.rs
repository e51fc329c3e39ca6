//! Planned arrivals: that a patient is to come to a unit, which opens the record to it.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::{tag, version_of};
use crate::api::codes::{self, Moment};
use crate::api::directory::UnitRef;
use crate::api::extract::{Id, Json, RecordAt};
use crate::api::precondition::IfMatch;
use crate::api::{Caller, Carer, tags};
use crate::app::App;
use crate::app::access::{self, Announcement, PlannedArrival as Stored};
use crate::domain::ids::{PatientId, UnitId};
use crate::domain::time;
use crate::domain::trajectory::Directory;
use crate::domain::vocabulary::ArrivalState;
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(list, announce))
        .routes(routes!(arrived))
        .routes(routes!(declined))
        .routes(routes!(withdrawn))
}

/// That a patient is to come to a unit.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlannedArrival {
    /// The arrival.
    id: Uuid,
    /// Where.
    unit: UnitRef,
    /// When.
    expected_at: Moment,
    /// Where it is.
    state: codes::ArrivalState,
    /// Who announced it.
    #[schema(example = "account:k.berg")]
    recorded_by: String,
    /// When it was announced.
    recorded_at: Moment,
    /// Who settled it; null while the patient is expected.
    settled_by: Option<String>,
    /// When it was settled; null while the patient is expected.
    settled_at: Option<Moment>,
    /// Its version: the etag to send as if-match.
    version: i32,
}

/// A patient's planned arrivals.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlannedArrivals {
    /// The latest expected first, those that are settled too; a hundred at most.
    items: Vec<PlannedArrival>,
}

/// An arrival to be announced.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPlannedArrival {
    /// Where the patient is to come.
    unit_id: Option<Uuid>,
    /// When: from a day ago to a year ahead.
    #[schema(example = "2026-03-04T10:00:00+01:00")]
    expected_at: Option<String>,
}

/// Where the patient is, or was, to come.
#[utoipa::path(get, path = "/api/v1/patients/{id}/planned-arrivals",
    operation_id = "list_planned_arrivals", tag = tags::ACCESS,
    params(("id" = Uuid, Path, description = "The patient")),
    responses((status = 200, description = "The arrivals", body = PlannedArrivals)))]
async fn list(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
) -> Result<Json<PlannedArrivals>, Problem> {
    let found = access::arrivals(&app, &caller.actor(), PatientId(id)).await?;
    let shape = |arrival| PlannedArrival::of(arrival, &found.directory);
    Ok(Json(PlannedArrivals {
        items: found.rows.iter().map(shape).collect(),
    }))
}

/// Announces that the patient is to come to a unit. The record is open to the staff there until it is
/// settled, and at the longest until seven days after the patient was expected.
#[utoipa::path(post, path = "/api/v1/patients/{id}/planned-arrivals",
    operation_id = "announce_arrival", tag = tags::ACCESS,
    params(("id" = Uuid, Path, description = "The patient")),
    request_body = NewPlannedArrival,
    responses((status = 200, description = "The arrival", body = PlannedArrival)))]
async fn announce(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    Json(sent): Json<NewPlannedArrival>,
) -> Result<Response, Problem> {
    let expected_at = sent.expected_at.as_deref();
    let new = Announcement {
        patient: PatientId(id),
        unit: sent.unit_id.map(UnitId),
        expected_at: expected_at.and_then(|at| time::parse_time(at, app.zone).ok()),
    };
    let arrival = access::announce(&app, &caller.actor(), &new).await?;
    answer(&app, &arrival).await
}

/// Writes down that the patient came.
#[utoipa::path(post, path = "/api/v1/patients/{id}/planned-arrivals/{arrival}/arrived",
    operation_id = "arrival_arrived", tag = tags::ACCESS,
    params(("id" = Uuid, Path, description = "The patient"),
        ("arrival" = Uuid, Path, description = "The arrival"), IfMatch),
    responses((status = 200, description = "The arrival", body = PlannedArrival)))]
async fn arrived(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
) -> Result<Response, Problem> {
    settle(&app, &caller, at, version, ArrivalState::Arrived).await
}

/// Declines an arrival: the unit does not take the patient.
#[utoipa::path(post, path = "/api/v1/patients/{id}/planned-arrivals/{arrival}/declined",
    operation_id = "arrival_declined", tag = tags::ACCESS,
    params(("id" = Uuid, Path, description = "The patient"),
        ("arrival" = Uuid, Path, description = "The arrival"), IfMatch),
    responses((status = 200, description = "The arrival", body = PlannedArrival)))]
async fn declined(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
) -> Result<Response, Problem> {
    settle(&app, &caller, at, version, ArrivalState::Declined).await
}

/// Withdraws an arrival: the patient is not to come after all.
#[utoipa::path(post, path = "/api/v1/patients/{id}/planned-arrivals/{arrival}/withdrawn",
    operation_id = "arrival_withdrawn", tag = tags::ACCESS,
    params(("id" = Uuid, Path, description = "The patient"),
        ("arrival" = Uuid, Path, description = "The arrival"), IfMatch),
    responses((status = 200, description = "The arrival", body = PlannedArrival)))]
async fn withdrawn(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
) -> Result<Response, Problem> {
    settle(&app, &caller, at, version, ArrivalState::Withdrawn).await
}

async fn settle(
    app: &App,
    caller: &Caller,
    RecordAt(patient, arrival): RecordAt,
    IfMatch(state): IfMatch,
    to: ArrivalState,
) -> Result<Response, Problem> {
    let (at, version) = ((patient, arrival), version_of(state));
    let arrival = access::settle(app, &caller.actor(), at, version, to).await?;
    answer(app, &arrival).await
}

async fn answer(app: &App, arrival: &Stored) -> Result<Response, Problem> {
    let shape = PlannedArrival::of(arrival, &*app.directory().await?);
    Ok((tag(arrival.version), Json(shape)).into_response())
}

impl PlannedArrival {
    fn of(arrival: &Stored, directory: &Directory) -> Self {
        let settled = arrival.settled.as_ref();
        let moment = |at| Moment::at(at, Some(arrival.unit), directory);
        Self {
            id: arrival.id.0,
            unit: UnitRef::of(arrival.unit, directory),
            expected_at: moment(arrival.expected_at),
            state: arrival.state.into(),
            recorded_by: arrival.recorded_by.clone(),
            recorded_at: moment(arrival.recorded_at),
            settled_by: settled.map(|(by, _)| by.clone()),
            settled_at: settled.map(|(_, at)| moment(*at)),
            version: arrival.version,
        }
    }
}
