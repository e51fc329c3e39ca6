//! The crisis plan and requests: read, made, gone through; asked, handed on, answered.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::outcome::{RecordAt, Recorded, Sent, record};
use super::typed::Typed;
use crate::api::codes::{self, Moment};
use crate::api::directory::ProfessionalRef;
use crate::api::extract::{Id, Json};
use crate::api::idempotency::IdempotencyKey;
use crate::api::precondition::{IfMatch, etag};
use crate::api::{Carer, tags};
use crate::app::App;
use crate::app::plans::{self, RequestText};
use crate::domain::ids::PatientId;
use crate::domain::plan::{Answers, Question};
use crate::domain::time;
use crate::domain::trajectory::Directory;
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(crisis_plan, make))
        .routes(routes!(revise))
        .routes(routes!(review))
        .routes(routes!(requests, ask))
        .routes(routes!(hand_on))
        .routes(routes!(ask_correction))
}

/// A crisis plan: the patient's words and the staff's apart.
#[derive(Debug, Serialize, ToSchema)]
pub struct CrisisPlan {
    /// The plan.
    id: Uuid,
    /// First day in force.
    agreed_on: NaiveDate,
    /// Which edition of it.
    #[schema(example = 2)]
    edition: i32,
    /// When it was last gone through; null where it was not since it was made.
    reviewed_on: Option<NaiveDate>,
    /// When it is to be gone through again; null is not recorded.
    review_by: Option<NaiveDate>,
    /// What the patient says outside the questions; all of it, where the plan came from elsewhere.
    outside: Option<String>,
    /// Early signs, in the patient's words.
    early_signs: Option<String>,
    /// What helps.
    #[schema(example = "Let me sit by the window. Do not ask questions.")]
    helps: Option<String>,
    /// What makes it worse.
    worsens: Option<String>,
    /// Whom to call.
    call: Option<String>,
    /// Whom not to call.
    call_not: Option<String>,
    /// What the patient wants those around them to do.
    supporters: Option<String>,
    /// What staff add.
    staff: Option<String>,
    /// Its version: the etag to send as if-match.
    version: i32,
}

/// The crisis plan in force, or that there is none.
#[derive(Debug, Serialize, ToSchema)]
pub struct CrisisPlanInForce {
    /// The plan; null for none.
    plan: Option<CrisisPlan>,
}

/// A crisis plan as it is made or changed: answers in the patient's words, at most 1 500 characters each. What is
/// not given stays.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct NewCrisisPlan {
    /// Outside the questions.
    outside: Option<String>,
    /// Early signs.
    early_signs: Option<String>,
    /// What helps.
    #[schema(example = "Let me sit by the window. Do not ask questions.")]
    helps: Option<String>,
    /// What makes it worse.
    worsens: Option<String>,
    /// Whom to call.
    call: Option<String>,
    /// Whom not to call.
    call_not: Option<String>,
    /// What the patient wants those around them to do.
    supporters: Option<String>,
    /// What staff add.
    staff: Option<String>,
    /// Agreed on; where it is not given: today.
    agreed_on: Option<NaiveDate>,
    /// To be gone through by; where it is not given: in a year.
    review_by: Option<NaiveDate>,
    /// The language of the headings in the text that other systems get: `en` or `nb`; `nb` where it is not given.
    #[schema(example = "en")]
    language: Option<String>,
}

/// That a plan was gone through and stands.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct PlanReview {
    /// When; where it is not given: today.
    reviewed_on: Option<NaiveDate>,
    /// When it is to be gone through again; where it is not given: a year later.
    review_by: Option<NaiveDate>,
}

/// What the patient asked the service for.
#[derive(Debug, Serialize, ToSchema)]
pub struct Request {
    /// The request.
    id: Uuid,
    /// What about.
    #[schema(example = "another room")]
    subject: String,
    /// In the patient's words.
    #[schema(example = "I want a room where nobody passes at night")]
    text: String,
    /// When.
    asked_at: Moment,
    /// Who received it; null is not recorded.
    received_by: Option<ProfessionalRef>,
    /// Who is to answer; null for nobody.
    decider: Option<ProfessionalRef>,
    /// By when; null is not recorded.
    due_on: Option<NaiveDate>,
    /// The answer; null while it waits.
    answer: Option<codes::RequestAnswer>,
    /// When it was answered.
    answered_at: Option<Moment>,
    /// Why.
    reason: Option<String>,
    /// Its version: the etag to send as if-match.
    version: i32,
}

/// What the patient asked for.
#[derive(Debug, Serialize, ToSchema)]
pub struct Requests {
    /// Those that wait first, the oldest first; then the answered, the last first. A hundred of each at most.
    items: Vec<Request>,
}

/// Something that the patient asks for.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct NewRequest {
    /// What about, at most 120 characters.
    #[schema(example = "another room")]
    subject: String,
    /// In the patient's words, at most 1 500 characters.
    #[schema(example = "I want a room where nobody passes at night")]
    text: String,
    /// When; where it is not given: now.
    asked_at: Option<String>,
    /// Who received it: the id of a professional; where it is not given: who records.
    received_by: Option<String>,
    /// Who is to answer.
    decider: Option<String>,
    /// By when.
    due_on: Option<NaiveDate>,
}

/// Something in the record that the patient asks to be put right.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct NewCorrection {
    /// What is wrong, in the patient's words, at most 1 500 characters.
    #[schema(example = "I was not admitted in March, I was on a visit")]
    text: String,
    /// What it stands in, at most 120 characters.
    #[schema(example = "the stay of March 2025")]
    concerns: Option<String>,
    /// When; where it is not given: now.
    asked_at: Option<String>,
    /// Who received it: the id of a professional; where it is not given: who records.
    received_by: Option<String>,
    /// Who is to answer.
    decider: Option<String>,
}

/// Who answers a request from now on.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct HandOn {
    /// The id of a professional.
    decider: String,
    /// By when; what is not given stays.
    due_on: Option<NaiveDate>,
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
    let found = plans::crisis_plan(&app, &caller.actor(), PatientId(id)).await?;
    let Some(plan) = found.plan else {
        return Ok(Json(CrisisPlanInForce { plan: None }).into_response());
    };
    let answers = Answers::read(plan.patient.as_deref().unwrap_or_default());
    let of = |question| Some(answers.of(question).to_owned()).filter(|text| !text.is_empty());
    let tag = etag(u64::try_from(plan.version).unwrap_or_default());
    let plan = CrisisPlan {
        id: plan.id.0,
        agreed_on: plan.agreed_on,
        edition: plan.edition,
        reviewed_on: plan.reviewed_on,
        review_by: plan.review_by,
        outside: Some(answers.outside.clone()).filter(|text| !text.is_empty()),
        early_signs: of(Question::EarlySigns),
        helps: of(Question::Helps),
        worsens: of(Question::Worsens),
        call: of(Question::Call),
        call_not: of(Question::CallNot),
        supporters: of(Question::Supporters),
        staff: plan.staff,
        version: plan.version,
    };
    Ok((tag, Json(CrisisPlanInForce { plan: Some(plan) })).into_response())
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

/// Changes a crisis plan: its next edition. The one before is kept.
#[utoipa::path(post, path = "/api/v1/patients/{id}/plans/{record}/revise", operation_id = "revise_crisis_plan",
    tag = tags::RECORDING, params(RecordAt, IfMatch), request_body = NewCrisisPlan,
    responses((status = 200, description = "What was recorded", body = Recorded)))]
async fn revise(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
    Typed(fields, ..): Typed<NewCrisisPlan>,
) -> Result<Response, Problem> {
    let sent = Sent::new(at.patient()?, "crisis-plan-revise", fields);
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

/// What the patient asked the service for.
#[utoipa::path(get, path = "/api/v1/patients/{id}/requests", operation_id = "list_requests",
    tag = tags::PATIENTS, params(("id" = Uuid, Path, description = "The patient")),
    responses((status = 200, description = "The requests", body = Requests)))]
async fn requests(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
) -> Result<Json<Requests>, Problem> {
    let found = plans::requests(&app, &caller.actor(), PatientId(id)).await?;
    let directory = &*found.opened.directory;
    let items = found.requests.iter();
    Ok(Json(Requests {
        items: items
            .map(|request| Request::of(request, directory))
            .collect(),
    }))
}

/// Writes down what the patient asks for.
#[utoipa::path(post, path = "/api/v1/patients/{id}/requests", operation_id = "add_request",
    tag = tags::RECORDING,
    params(("id" = Uuid, Path, description = "The patient"), IdempotencyKey),
    request_body = NewRequest,
    responses((status = 201, description = "What was recorded", body = Recorded)))]
async fn ask(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    IdempotencyKey(once): IdempotencyKey,
    Typed(fields, ..): Typed<NewRequest>,
) -> Result<Response, Problem> {
    let sent = Sent::new(id, "request", fields);
    record(&app, &caller, sent.once(once)).await
}

/// Writes down that the patient asks for something in the record to be put right. It is a request of the subject
/// `correction`, due within a month; what is written stays until it is answered.
#[utoipa::path(post, path = "/api/v1/patients/{id}/requests/correction", operation_id = "ask_correction",
    tag = tags::RECORDING,
    params(("id" = Uuid, Path, description = "The patient"), IdempotencyKey),
    request_body = NewCorrection,
    responses((status = 201, description = "What was recorded", body = Recorded)))]
async fn ask_correction(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    IdempotencyKey(once): IdempotencyKey,
    Typed(fields, ..): Typed<NewCorrection>,
) -> Result<Response, Problem> {
    let sent = Sent::new(id, "correction", fields);
    record(&app, &caller, sent.once(once)).await
}

/// Takes a request to somebody else, who answers it from now on.
#[utoipa::path(post, path = "/api/v1/patients/{id}/requests/{record}/hand-on", operation_id = "hand_on_request",
    tag = tags::RECORDING, params(RecordAt, IfMatch), request_body = HandOn,
    responses((status = 200, description = "What was recorded", body = Recorded)))]
async fn hand_on(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
    Typed(fields, ..): Typed<HandOn>,
) -> Result<Response, Problem> {
    let sent = Sent::new(at.patient()?, "request-hand-on", fields);
    record(&app, &caller, sent.about(at.record()?, version)).await
}

impl Request {
    fn of(request: &RequestText, directory: &Directory) -> Self {
        let zone = directory.service_zone;
        let person = |who| ProfessionalRef::of(who, directory);
        Self {
            id: request.id.0,
            subject: request.subject.clone(),
            text: request.text.clone(),
            asked_at: Moment(time::to_rfc3339(request.asked_at, zone)),
            received_by: request.received_by.map(person),
            decider: request.decider.map(person),
            due_on: request.due_on,
            answer: request.answer.map(|(answer, _)| answer.into()),
            answered_at: request
                .answer
                .map(|(_, at)| Moment(time::to_rfc3339(at, zone))),
            reason: request.reason.clone(),
            version: request.version,
        }
    }
}
