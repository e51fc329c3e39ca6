//! Plans and the agreement on patient-controlled admission: read, made, changed, gone through, ended.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::outcome::{RecordAt, Recorded, Sent, record};
use super::plan_bodies::{
    Agreement, CrisisPlanInForce, NewAgreement, NewBedRequest, NewCrisisPlan, NewPlan, Plan,
    PlanChange, PlanEdition, PlanEnd, PlanNo, PlanReview, PlanWithEditions, Plans,
};
use super::typed::Typed;
use crate::api::extract::{Id, Json};
use crate::api::idempotency::IdempotencyKey;
use crate::api::precondition::{IfMatch, etag};
use crate::api::{Carer, tags};
use crate::app::App;
use crate::app::plans;
use crate::domain::ids::{PatientId, RecordId};
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(list, make_plan))
        .routes(routes!(one))
        .routes(routes!(crisis_plan, make))
        .routes(routes!(agreement, agree))
        .routes(routes!(ask_for_bed))
        .routes(routes!(revise))
        .routes(routes!(review))
        .routes(routes!(end))
}

/// The patient's plans. Behind a broken glass only the crisis plan and the agreement on patient-controlled admission
/// are there.
#[utoipa::path(get, path = "/api/v1/patients/{id}/plans", operation_id = "list_plans",
    tag = tags::PATIENTS, params(("id" = Uuid, Path, description = "The patient")),
    responses((status = 200, description = "The plans", body = Plans)))]
async fn list(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
) -> Result<Json<Plans>, Problem> {
    let found = plans::plans(&app, &caller.actor(), PatientId(id)).await?;
    let directory = &*found.opened.directory;
    let shapes = |plans: &[plans::PlanText]| {
        let plans = plans.iter();
        plans.map(|plan| Plan::of(plan, directory)).collect()
    };
    Ok(Json(Plans {
        in_force: shapes(&found.in_force),
        others: shapes(&found.others),
        answered_no: found.nos.iter().map(PlanNo::of).collect(),
    }))
}

/// Makes an individual plan or an advance statement with the patient, where none of its kind is in force.
#[utoipa::path(post, path = "/api/v1/patients/{id}/plans", operation_id = "make_plan",
    tag = tags::RECORDING,
    params(("id" = Uuid, Path, description = "The patient"), IdempotencyKey),
    request_body = NewPlan,
    responses((status = 201, description = "What was recorded", body = Recorded)))]
async fn make_plan(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    IdempotencyKey(once): IdempotencyKey,
    Typed(fields, ..): Typed<NewPlan>,
) -> Result<Response, Problem> {
    let sent = Sent::new(id, "plan", fields);
    record(&app, &caller, sent.once(once)).await
}

/// One plan with its earlier editions.
#[utoipa::path(get, path = "/api/v1/patients/{id}/plans/{record}", operation_id = "get_plan",
    tag = tags::PATIENTS, params(RecordAt),
    responses((status = 200, description = "The plan", body = PlanWithEditions)))]
async fn one(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
) -> Result<Response, Problem> {
    let (patient, plan) = (PatientId(at.patient()?), RecordId(at.record()?));
    let found = plans::plan(&app, &caller.actor(), patient, plan).await?;
    let directory = &*found.opened.directory;
    let editions = found.editions.iter();
    let shape = PlanWithEditions {
        plan: Plan::of(&found.plan, directory),
        editions: editions
            .map(|edition| PlanEdition::of(edition, directory))
            .collect(),
    };
    Ok((tag(found.plan.version), Json(shape)).into_response())
}

/// The patient's crisis plan in force. It is open to whoever the record is open to, by a broken glass too.
#[utoipa::path(get, path = "/api/v1/patients/{id}/crisis-plan", operation_id = "get_crisis_plan",
    tag = tags::PATIENTS, params(("id" = Uuid, Path, description = "The patient")),
    responses((status = 200, description = "The plan", body = CrisisPlanInForce)))]
async fn crisis_plan(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
) -> Result<Response, Problem> {
    let found = plans::crisis_plan(&app, &caller.actor(), PatientId(id), false).await?;
    let version = found.plan.as_ref().map_or(0, |plan| plan.version);
    let plan = found.plan.as_ref();
    let plan = plan.map(|plan| Plan::of(plan, &found.opened.directory));
    let shape = Json(CrisisPlanInForce { plan });
    Ok((tag(version), shape).into_response())
}

/// Makes a crisis plan with the patient, where there is none in force.
#[utoipa::path(post, path = "/api/v1/patients/{id}/crisis-plan", operation_id = "make_crisis_plan",
    tag = tags::RECORDING,
    params(("id" = Uuid, Path, description = "The patient"), IdempotencyKey),
    request_body = NewCrisisPlan,
    responses((status = 201, description = "What was recorded", body = Recorded)))]
async fn make(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    IdempotencyKey(once): IdempotencyKey,
    Typed(fields, ..): Typed<NewCrisisPlan>,
) -> Result<Response, Problem> {
    let sent = Sent::new(id, "crisis-plan", fields);
    record(&app, &caller, sent.once(once)).await
}

/// The agreement on patient-controlled admission in force, what it has been used for, when it can be used again, and
/// the beds that were asked for. By a broken glass too.
#[utoipa::path(get, path = "/api/v1/patients/{id}/agreement", operation_id = "get_agreement",
    tag = tags::PATIENTS, params(("id" = Uuid, Path, description = "The patient")),
    responses((status = 200, description = "The agreement", body = Agreement)))]
async fn agreement(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
) -> Result<Response, Problem> {
    let found = plans::agreement(&app, &caller.actor(), PatientId(id)).await?;
    let version = found.plan.as_ref().map_or(0, |(plan, _)| plan.version);
    Ok((tag(version), Json(Agreement::of(&found))).into_response())
}

/// Agrees on patient-controlled admission, where no agreement is in force.
#[utoipa::path(post, path = "/api/v1/patients/{id}/agreement", operation_id = "make_agreement",
    tag = tags::RECORDING,
    params(("id" = Uuid, Path, description = "The patient"), IdempotencyKey),
    request_body = NewAgreement,
    responses((status = 201, description = "What was recorded", body = Recorded)))]
async fn agree(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    IdempotencyKey(once): IdempotencyKey,
    Typed(fields, ..): Typed<NewAgreement>,
) -> Result<Response, Problem> {
    let sent = Sent::new(id, "agreement", fields);
    record(&app, &caller, sent.once(once)).await
}

/// Writes down that the patient asks for a bed under the agreement. It is answered as every request is.
#[utoipa::path(post, path = "/api/v1/patients/{id}/agreement/requests", operation_id = "ask_for_bed",
    tag = tags::RECORDING,
    params(("id" = Uuid, Path, description = "The patient"), IdempotencyKey),
    request_body = NewBedRequest,
    responses((status = 201, description = "What was recorded", body = Recorded)))]
async fn ask_for_bed(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    IdempotencyKey(once): IdempotencyKey,
    Typed(fields, ..): Typed<NewBedRequest>,
) -> Result<Response, Problem> {
    let sent = Sent::new(id, "bed", fields);
    record(&app, &caller, sent.once(once)).await
}

/// Changes a plan: its next edition. The one before is kept.
#[utoipa::path(post, path = "/api/v1/patients/{id}/plans/{record}/revise", operation_id = "revise_plan",
    tag = tags::RECORDING, params(RecordAt, IfMatch), request_body = PlanChange,
    responses((status = 200, description = "What was recorded", body = Recorded)))]
async fn revise(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
    Typed(fields, ..): Typed<PlanChange>,
) -> Result<Response, Problem> {
    let sent = Sent::new(at.patient()?, "plan-revise", fields);
    record(&app, &caller, sent.about(at.record()?, version)).await
}

/// Records that a plan was gone through with the patient and stands.
#[utoipa::path(post, path = "/api/v1/patients/{id}/plans/{record}/review", operation_id = "review_plan",
    tag = tags::RECORDING, params(RecordAt, IfMatch), request_body = PlanReview,
    responses((status = 200, description = "What was recorded", body = Recorded)))]
async fn review(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
    Typed(fields, ..): Typed<PlanReview>,
) -> Result<Response, Problem> {
    let sent = Sent::new(at.patient()?, "plan-review", fields);
    record(&app, &caller, sent.about(at.record()?, version)).await
}

/// Records that a plan no longer holds, from a day on. It is kept.
#[utoipa::path(post, path = "/api/v1/patients/{id}/plans/{record}/end", operation_id = "end_plan",
    tag = tags::RECORDING, params(RecordAt, IfMatch), request_body = PlanEnd,
    responses((status = 200, description = "What was recorded", body = Recorded)))]
async fn end(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
    Typed(fields, ..): Typed<PlanEnd>,
) -> Result<Response, Problem> {
    let sent = Sent::new(at.patient()?, "plan-end", fields);
    record(&app, &caller, sent.about(at.record()?, version)).await
}

fn tag(version: i32) -> [(axum::http::HeaderName, axum::http::HeaderValue); 1] {
    etag(u64::try_from(version).unwrap_or_default())
}
