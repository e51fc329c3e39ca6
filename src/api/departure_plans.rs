//! Departures whose plan was confirmed: confirming one, the worklist until everybody has met who takes over, undoing it.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::codes::Moment;
use super::departures::DepartureAsked;
use super::extract::{Id, Json};
use super::idempotency::IdempotencyKey;
use super::precondition::{IfMatch, etag};
use super::{Caller, tags};
use crate::app::App;
use crate::app::departures::{self, Confirming, Outcome, Underway, Undoing, Undone, Waiting};
use crate::domain::ids::DepartureId;
use crate::domain::time;
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(worklist, confirm))
        .routes(routes!(undo))
}

/// A plan to be confirmed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanToConfirm {
    /// The departure.
    departure: DepartureAsked,
    /// The `mark` of the plan that was looked at: another one is not confirmed.
    mark: String,
}

/// A plan that was confirmed.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanConfirmed {
    /// The plan.
    id: Uuid,
    /// Relationships whose end was announced.
    endings: usize,
    /// Warm handovers that were begun for whoever leaves.
    drafts: usize,
    /// The version, which undoing it names.
    version: i32,
}

/// Departures under way.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeparturesUnderway {
    /// The next departure first.
    items: Vec<DepartureUnderway>,
}

/// A departure under way.
#[derive(Debug, Serialize, ToSchema)]
pub struct DepartureUnderway {
    /// The plan.
    id: Uuid,
    /// Who leaves.
    professionals: Vec<Uuid>,
    /// The first day without them.
    on: NaiveDate,
    /// Days until then; below nothing, since then.
    days_left: i64,
    /// When the plan was confirmed.
    confirmed_at: Moment,
    /// Whether it was undone, and something of it was kept.
    is_undone: bool,
    /// The version, which undoing it names.
    version: i32,
    /// Patients who have met who takes over.
    met: usize,
    /// The patients: those who have not met anybody yet first.
    patients: Vec<PatientPassedOn>,
}

/// A patient who is passed on.
#[derive(Debug, Serialize, ToSchema)]
pub struct PatientPassedOn {
    /// The patient.
    patient_id: Uuid,
    /// Name, as recorded; null is not recorded.
    name: Option<String>,
    /// Who takes over; null is nobody yet.
    successor: Option<Uuid>,
    /// When the two first met since the plan was confirmed; null is not yet.
    met_at: Option<Moment>,
    /// What became of the handovers: `begun`, `being_written`, `no_account`, `nobody`.
    handovers: Vec<&'static str>,
    /// Whether it was kept when the plan was undone.
    is_kept: bool,
}

/// What became of a plan that was undone.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanUndone {
    /// Relationships of which nothing is announced any more that the plan had announced.
    taken_back: usize,
    /// Relationships that stay as they are, because somebody worked on them or their handover meanwhile.
    kept: usize,
    /// The version.
    version: i32,
}

/// Departures under way at the units that the caller manages, until every patient has met who takes over. Each
/// patient who is named has an entry in the access log.
#[utoipa::path(get, path = "/api/v1/reports/departures", operation_id = "list_departures", tag = tags::REPORTS,
    responses((status = 200, description = "The plans", body = DeparturesUnderway)))]
async fn worklist(
    State(app): State<App>,
    caller: Caller,
) -> Result<Json<DeparturesUnderway>, Problem> {
    let list = departures::worklist(&app, &caller.actor()).await?;
    let items = list.plans.iter().map(|one| underway(&app, one));
    Ok(Json(DeparturesUnderway {
        items: items.collect(),
    }))
}

/// Announces the end of every relationship of a plan, with who comes next, and begins a warm handover for whoever
/// leaves: all of it or nothing. 412 where it is no longer the plan that was looked at.
#[utoipa::path(post, path = "/api/v1/reports/departures", operation_id = "confirm_departure", tag = tags::REPORTS,
    params(IdempotencyKey), request_body = PlanToConfirm,
    responses((status = 201, description = "It is confirmed", body = PlanConfirmed)))]
async fn confirm(
    State(app): State<App>,
    caller: Caller,
    key: Result<IdempotencyKey, Problem>,
    body: Result<Json<PlanToConfirm>, Problem>,
) -> Result<Response, Problem> {
    departures::admit(&caller.actor())?;
    let (key, body) = (key?, body?.0);
    let confirming = Confirming {
        leaving: body.departure.leaving(),
        mark: body.mark,
        once: key.0,
    };
    let done = departures::confirm(&app, &caller.actor(), &confirming).await?;
    let tag = etag(u64::try_from(done.version).unwrap_or_default());
    Ok((StatusCode::CREATED, tag, Json(confirmed(done))).into_response())
}

/// Undoes a plan in one step. What was changed, written on or offered meanwhile is kept and told.
#[utoipa::path(post, path = "/api/v1/reports/departures/{id}/undo", operation_id = "undo_departure",
    tag = tags::REPORTS, params(("id" = Uuid, Path, description = "The plan."), IfMatch),
    responses((status = 200, description = "What became of it", body = PlanUndone)))]
async fn undo(
    State(app): State<App>,
    caller: Caller,
    id: Result<Id, Problem>,
    version: Result<IfMatch, Problem>,
) -> Result<Json<PlanUndone>, Problem> {
    departures::admit(&caller.actor())?;
    let undoing = Undoing {
        plan: DepartureId(id?.0),
        // One that we never gave is of no state there was.
        version: i32::try_from(version?.0).unwrap_or(i32::MAX),
    };
    let done = departures::undo(&app, &caller.actor(), undoing).await?;
    Ok(Json(undone(done)))
}

const fn confirmed(done: Outcome) -> PlanConfirmed {
    PlanConfirmed {
        id: done.plan.0,
        endings: done.endings,
        drafts: done.drafts,
        version: done.version,
    }
}

const fn undone(done: Undone) -> PlanUndone {
    PlanUndone {
        taken_back: done.taken_back,
        kept: done.kept,
        version: done.version,
    }
}

fn underway(app: &App, one: &Underway) -> DepartureUnderway {
    let moment = |at| Moment(time::to_rfc3339(at, app.zone));
    let passed_on = |one: &Waiting| PatientPassedOn {
        patient_id: one.patient.reference.id.0,
        name: one.patient.name(),
        successor: one.successor.map(|who| who.0),
        met_at: one.met.map(moment),
        handovers: one.drafted.iter().map(|drafted| drafted.code()).collect(),
        is_kept: one.is_kept,
    };
    DepartureUnderway {
        id: one.plan.id.0,
        professionals: one.who.iter().map(|who| who.0).collect(),
        on: one.plan.on,
        days_left: one.days_left,
        confirmed_at: moment(one.plan.confirmed_at),
        is_undone: one.plan.undone_at.is_some(),
        version: one.plan.version,
        met: one.met(),
        patients: one.patients.iter().map(passed_on).collect(),
    }
}
