//! What a crisis plan was worth; whom the patient wants called before something is decided, and the calls; the routes
//! by which a unit is reached.

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::outcome::RecordAt;
use super::typed::Typed;
use crate::api::codes::{self, Moment};
use crate::api::directory::{ProfessionalRef, UnitRef};
use crate::api::extract::{Id, Json};
use crate::api::idempotency::IdempotencyKey;
use crate::api::precondition::{IfMatch, etag};
use crate::api::{Caller, Carer, tags};
use crate::app::App;
use crate::app::plans::{self, InCrisis, Opening, Use};
use crate::app::recording::Fields;
use crate::app::safety::{self, Calling, Logged, NamedCard, Naming, Route, Step};
use crate::domain::ids::{PatientId, RecordId, UnitId};
use crate::domain::time::{self, Instant};
use crate::domain::trajectory::{Directory, Relationship};
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

/// What was written.
#[derive(Debug, Serialize, ToSchema)]
pub struct WrittenBeside {
    /// Its id.
    id: Uuid,
    /// The version that it has now, which the next change names.
    #[schema(example = 1)]
    version: i32,
}

/// A crisis plan in use.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanUses {
    /// What the plan in force was worth in a crisis, the last first; fifty at most.
    items: Vec<PlanUse>,
    /// Who opened it, the last first; openings of one account within an hour are one; fifty at most.
    openings: Vec<PlanOpening>,
}

/// What a crisis plan was worth in a crisis.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanUse {
    /// The entry.
    id: Uuid,
    /// When.
    used_at: Moment,
    /// Which edition of the plan it was.
    edition: i32,
    /// From where it was opened.
    from: codes::PlanOrigin,
    /// Whether it was followed; null is not said.
    followed: Option<codes::PlanFollowed>,
    /// What helped.
    #[schema(example = "The window")]
    helped: Option<String>,
    /// What did not.
    helped_not: Option<String>,
    /// Who says so; null for an account without a professional.
    by: Option<ProfessionalRef>,
}

/// That somebody opened a crisis plan.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanOpening {
    /// When.
    opened_at: Moment,
    /// By whom; null for an account without a professional.
    by: Option<ProfessionalRef>,
    /// From where.
    from: codes::PlanOrigin,
}

/// That the crisis plan was opened in a crisis. All of it is optional.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct NewPlanUse {
    /// When; where it is not given: now.
    used_at: Option<String>,
    /// From where it was opened.
    from: Option<codes::PlanOrigin>,
    /// Whether it was followed.
    followed: Option<codes::PlanFollowed>,
    /// What helped, at most 500 characters.
    helped: Option<String>,
    /// What did not, at most 500 characters.
    helped_not: Option<String>,
}

/// Whom the patient wants called before something is decided, and the calls.
#[derive(Debug, Serialize, ToSchema)]
pub struct SafetyCards {
    /// The cards that hold.
    items: Vec<SafetyCard>,
    /// The calls, the last first; fifty at most.
    calls: Vec<SafetyCall>,
}

/// Somebody whom the patient wants called before something is decided.
#[derive(Debug, Serialize, ToSchema)]
pub struct SafetyCard {
    /// The card.
    id: Uuid,
    /// The relationship with whom is called.
    relationship_id: Uuid,
    /// Who: a professional.
    professional: Option<ProfessionalRef>,
    /// Who: somebody who is none, by name.
    person_name: Option<String>,
    /// What they are to the patient.
    kind: codes::RelationshipKind,
    /// What for, in the patient's words.
    what_for: String,
    /// When they can be called; null is whenever the route is answered.
    hours: Option<String>,
    /// By which route of the service.
    route: ServiceRoute,
    /// Its version: the etag to send as if-match.
    version: i32,
}

/// A call before something was decided.
#[derive(Debug, Serialize, ToSchema)]
pub struct SafetyCall {
    /// The call.
    id: Uuid,
    /// The relationship with who was called.
    relationship_id: Uuid,
    /// When.
    called_at: Moment,
    /// Who called.
    caller: Option<ProfessionalRef>,
    /// Whether they were reached.
    is_reached: bool,
    /// What was decided otherwise because of it; null for nothing.
    changed: Option<String>,
}

/// A card as the patient wishes it. No telephone number is in its words.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct NewSafetyCard {
    /// The id of a relationship that lasts: with a professional, or with a trusted person, next of kin, a guardian, an
    /// advocate.
    relationship: Uuid,
    /// What for, in the patient's words, at most 500 characters.
    #[schema(example = "Before you decide that I am to be admitted")]
    what_for: String,
    /// The id of an open route.
    route: Uuid,
    /// When they can be called.
    #[schema(example = "8-22")]
    hours: Option<String>,
    /// That it is the patient's own wish: nobody else decides it.
    patients_wish: bool,
}

/// That a card is taken back.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct SafetyCardEnd {
    /// That it is the patient's own wish: nobody else decides it.
    patients_wish: bool,
}

/// A call as it is written down.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct NewSafetyCall {
    /// When; where it is not given: now.
    called_at: Option<String>,
    /// Who called: the id of a professional; where it is not given: who records.
    caller: Option<String>,
    /// Whether they were reached.
    is_reached: bool,
    /// What was decided otherwise because of it, at most 500 characters.
    changed: Option<String>,
}

/// A route by which a unit is reached.
#[derive(Debug, Serialize, ToSchema)]
pub struct ServiceRoute {
    /// The route.
    id: Uuid,
    /// Whose.
    unit: UnitRef,
    /// What it is called.
    #[schema(example = "The ward's duty telephone")]
    name: String,
    /// What it is, and how it is reached.
    reach: String,
    /// When it is answered.
    #[schema(example = "day and night")]
    hours: String,
    /// Whether it is open; a closed one stands on cards until they have another.
    is_open: bool,
    /// Its version: the etag to send as if-match.
    version: i32,
}

/// A unit's routes.
#[derive(Debug, Serialize, ToSchema)]
pub struct ServiceRoutes {
    /// Those that are open, by name.
    items: Vec<ServiceRoute>,
}

/// A route as it is written down.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct NewServiceRoute {
    /// What it is called, at most 120 characters.
    name: String,
    /// What it is, and how it is reached: the service's own number or place.
    reach: String,
    /// When it is answered.
    hours: String,
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
    let shape = WrittenBeside {
        id: written.id.0,
        version: written.version,
    };
    (status, tag(written.version), Json(shape)).into_response()
}

fn moment(at: Instant, directory: &Directory) -> Moment {
    Moment(time::to_rfc3339(at, directory.service_zone))
}

impl PlanUse {
    fn of(used: &Use, directory: &Directory) -> Self {
        Self {
            id: used.id.0,
            used_at: moment(used.used_at, directory),
            edition: used.edition,
            from: used.origin.into(),
            followed: used.followed.map(Into::into),
            helped: used.helped.clone(),
            helped_not: used.helped_not.clone(),
            by: used
                .professional
                .map(|who| ProfessionalRef::of(who, directory)),
        }
    }
}

impl PlanOpening {
    fn of(opening: &Opening, directory: &Directory) -> Self {
        Self {
            opened_at: moment(opening.opened_at, directory),
            by: opening
                .professional
                .map(|who| ProfessionalRef::of(who, directory)),
            from: opening.origin.into(),
        }
    }
}

impl SafetyCard {
    fn of(named: &NamedCard, directory: &Directory) -> Self {
        let tie: &Relationship = &named.tie;
        let who = tie.holder.professional();
        Self {
            id: named.card.id.0,
            relationship_id: tie.id.0,
            professional: who.map(|who| ProfessionalRef::of(who, directory)),
            person_name: tie.holder.person().map(ToOwned::to_owned),
            kind: tie.kind.into(),
            what_for: named.card.what_for.clone(),
            hours: named.card.hours.clone(),
            route: ServiceRoute::of(&named.route, directory),
            version: named.card.version,
        }
    }
}

impl SafetyCall {
    fn of(logged: &Logged, directory: &Directory) -> Self {
        let call = &logged.call;
        Self {
            id: call.id.0,
            relationship_id: logged.tie.id.0,
            called_at: moment(call.called_at, directory),
            caller: call.caller.map(|who| ProfessionalRef::of(who, directory)),
            is_reached: call.is_reached,
            changed: call.changed.clone(),
        }
    }
}

impl ServiceRoute {
    fn of(route: &Route, directory: &Directory) -> Self {
        Self {
            id: route.id.0,
            unit: UnitRef::of(route.unit, directory),
            name: route.name.clone(),
            reach: route.reach.clone(),
            hours: route.hours.clone(),
            is_open: route.closed.is_none(),
            version: route.version,
        }
    }
}
