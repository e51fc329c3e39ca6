//! What a crisis plan was worth; whom the patient wants called before something is decided, and the calls; the routes
//! by which a unit is reached.

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::outcome::RecordAt;
use super::safety_bodies::{
    NewPlanUse, NewSafetyCall, NewSafetyCard, NewServiceRoute, PlanOpening, PlanUse, PlanUses,
    SafetyCall, SafetyCard, SafetyCardEnd, SafetyCards, ServiceRoute, ServiceRoutes, WrittenBeside,
};
use super::typed::Typed;
use crate::api::extract::{Id, Json};
use crate::api::idempotency::IdempotencyKey;
use crate::api::precondition::{IfMatch, etag};
use crate::api::{Caller, Carer, tags};
use crate::app::App;
use crate::app::plans::{self, InCrisis};
use crate::app::recording::Fields;
use crate::app::safety::{self, Calling, Naming, Step};
use crate::domain::ids::{PatientId, RecordId, UnitId};
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(uses, add_use))
        .routes(routes!(cards, name))
        .routes(routes!(change))
        .routes(routes!(end))
        .routes(routes!(call))
        .routes(routes!(list_routes, add_route))
        .routes(routes!(close_route))
}

/// What the crisis plan in force was worth in a crisis, and who opened it.
#[utoipa::path(get, path = "/api/v1/patients/{id}/crisis-plan/uses", operation_id = "list_plan_uses",
    tag = tags::PATIENTS, params(("id" = Uuid, Path, description = "The patient")),
    responses((status = 200, description = "The uses", body = PlanUses)))]
async fn uses(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
) -> Result<Json<PlanUses>, Problem> {
    let found = plans::crisis_plan(&app, &caller.actor(), PatientId(id), false).await?;
    let directory = &*found.opened.directory;
    let (uses, openings) = (found.uses.iter(), found.openings.iter());
    Ok(Json(PlanUses {
        items: uses.map(|used| PlanUse::of(used, directory)).collect(),
        openings: openings
            .map(|opening| PlanOpening::of(opening, directory))
            .collect(),
    }))
}

/// Writes down that the crisis plan in force was opened in a crisis, and what it was worth.
#[utoipa::path(post, path = "/api/v1/patients/{id}/crisis-plan/uses", operation_id = "add_plan_use",
    tag = tags::RECORDING,
    params(("id" = Uuid, Path, description = "The patient"), IdempotencyKey),
    request_body = NewPlanUse,
    responses((status = 201, description = "What was written", body = WrittenBeside)))]
async fn add_use(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    IdempotencyKey(once): IdempotencyKey,
    Typed(fields, ..): Typed<NewPlanUse>,
) -> Result<Response, Problem> {
    let command = InCrisis {
        patient: PatientId(id),
        fields,
        once,
    };
    let written = plans::in_crisis(&app, &caller.actor(), &command).await?;
    Ok(made(StatusCode::CREATED, written))
}

/// Whom the patient wants called before something is decided, and the calls. By a broken glass too.
#[utoipa::path(get, path = "/api/v1/patients/{id}/safety-cards", operation_id = "list_safety_cards",
    tag = tags::PATIENTS, params(("id" = Uuid, Path, description = "The patient")),
    responses((status = 200, description = "The cards", body = SafetyCards)))]
async fn cards(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
) -> Result<Json<SafetyCards>, Problem> {
    let found = safety::safety(&app, &caller.actor(), PatientId(id)).await?;
    let directory = &*found.opened.directory;
    let (cards, calls) = (found.cards.iter(), found.calls.iter());
    Ok(Json(SafetyCards {
        items: cards.map(|card| SafetyCard::of(card, directory)).collect(),
        calls: calls.map(|call| SafetyCall::of(call, directory)).collect(),
    }))
}

/// Names somebody whom the patient wants called before something is decided.
#[utoipa::path(post, path = "/api/v1/patients/{id}/safety-cards", operation_id = "add_safety_card",
    tag = tags::RECORDING,
    params(("id" = Uuid, Path, description = "The patient"), IdempotencyKey),
    request_body = NewSafetyCard,
    responses((status = 201, description = "What was written", body = WrittenBeside)))]
async fn name(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    IdempotencyKey(once): IdempotencyKey,
    Typed(fields, ..): Typed<NewSafetyCard>,
) -> Result<Response, Problem> {
    let command = Naming {
        patient: PatientId(id),
        step: Step::Add,
        fields,
        once,
    };
    let written = safety::name(&app, &caller.actor(), &command).await?;
    Ok(made(StatusCode::CREATED, written))
}

/// Changes a card: another takes its place, with an id of its own. The one before is kept.
#[utoipa::path(post, path = "/api/v1/patients/{id}/safety-cards/{record}/change", operation_id = "change_safety_card",
    tag = tags::RECORDING, params(RecordAt, IfMatch), request_body = NewSafetyCard,
    responses((status = 200, description = "What was written", body = WrittenBeside)))]
async fn change(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
    Typed(fields, ..): Typed<NewSafetyCard>,
) -> Result<Response, Problem> {
    let step = Step::Change(RecordId(at.record()?), version_of(version));
    done(&app, &caller, (&at, step), fields).await
}

/// Takes a card back, as the patient wishes.
#[utoipa::path(post, path = "/api/v1/patients/{id}/safety-cards/{record}/end", operation_id = "end_safety_card",
    tag = tags::RECORDING, params(RecordAt, IfMatch), request_body = SafetyCardEnd,
    responses((status = 200, description = "What was written", body = WrittenBeside)))]
async fn end(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
    Typed(fields, ..): Typed<SafetyCardEnd>,
) -> Result<Response, Problem> {
    let step = Step::End(RecordId(at.record()?), version_of(version));
    done(&app, &caller, (&at, step), fields).await
}

/// Writes down a call before something was decided, and what it changed.
#[utoipa::path(post, path = "/api/v1/patients/{id}/safety-cards/{record}/calls", operation_id = "add_safety_call",
    tag = tags::RECORDING, params(RecordAt, IdempotencyKey), request_body = NewSafetyCall,
    responses((status = 201, description = "What was written", body = WrittenBeside)))]
async fn call(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    IdempotencyKey(once): IdempotencyKey,
    Typed(fields, ..): Typed<NewSafetyCall>,
) -> Result<Response, Problem> {
    let command = Calling {
        patient: PatientId(at.patient()?),
        card: RecordId(at.record()?),
        fields,
        once,
    };
    let written = safety::call(&app, &caller.actor(), &command).await?;
    Ok(made(StatusCode::CREATED, written))
}

/// The routes by which a unit is reached. Whoever signed in may look.
#[utoipa::path(get, path = "/api/v1/units/{id}/routes", operation_id = "list_service_routes",
    tag = tags::DIRECTORY, params(("id" = Uuid, Path, description = "The unit")),
    responses((status = 200, description = "The routes", body = ServiceRoutes)))]
async fn list_routes(
    State(app): State<App>,
    caller: Caller,
    Id(id): Id,
) -> Result<Json<ServiceRoutes>, Problem> {
    let found = safety::routes(&app, &caller.actor(), UnitId(id)).await?;
    let routes = found.routes.iter();
    Ok(Json(ServiceRoutes {
        items: routes
            .map(|route| ServiceRoute::of(route, &found.directory))
            .collect(),
    }))
}

/// Writes down a route by which a unit is reached.
#[utoipa::path(post, path = "/api/v1/units/{id}/routes", operation_id = "add_service_route",
    tag = tags::DIRECTORY,
    params(("id" = Uuid, Path, description = "The unit"), IdempotencyKey),
    request_body = NewServiceRoute,
    responses((status = 201, description = "What was written", body = WrittenBeside)))]
async fn add_route(
    State(app): State<App>,
    caller: Caller,
    Id(id): Id,
    IdempotencyKey(once): IdempotencyKey,
    Typed(fields, ..): Typed<NewServiceRoute>,
) -> Result<Response, Problem> {
    let sent = (&fields, once.as_ref());
    let written = safety::add_route(&app, &caller.actor(), UnitId(id), sent).await?;
    Ok(made(StatusCode::CREATED, written))
}

/// Closes a route. Cards that name it say that they need another.
#[utoipa::path(post, path = "/api/v1/units/{id}/routes/{record}/close", operation_id = "close_service_route",
    tag = tags::DIRECTORY,
    params(("id" = Uuid, Path, description = "The unit"), ("record" = Uuid, Path, description = "The route"), IfMatch),
    responses((status = 200, description = "What was written", body = WrittenBeside)))]
async fn close_route(
    State(app): State<App>,
    caller: Caller,
    at: RecordAt,
    version: IfMatch,
) -> Result<Response, Problem> {
    let (unit, route) = (UnitId(at.patient()?), RecordId(at.record()?));
    let looks = (route, version_of(version));
    let written = safety::close_route(&app, &caller.actor(), unit, looks).await?;
    Ok(made(StatusCode::OK, written))
}

async fn done(
    app: &App,
    caller: &Caller,
    (at, step): (&RecordAt, Step),
    fields: Fields,
) -> Result<Response, Problem> {
    let command = Naming {
        patient: PatientId(at.patient()?),
        step,
        fields,
        once: None,
    };
    let written = safety::name(app, &caller.actor(), &command).await?;
    Ok(made(StatusCode::OK, written))
}

/// One that is no version of ours is of nothing there was.
fn version_of(IfMatch(version): IfMatch) -> i32 {
    i32::try_from(version).unwrap_or(-1)
}

fn tag(version: i32) -> [(HeaderName, HeaderValue); 1] {
    etag(u64::try_from(version).unwrap_or_default())
}

fn made(status: StatusCode, written: safety::Written) -> Response {
    let shape = Json(WrittenBeside::from(written));
    (status, tag(written.version), shape).into_response()
}
