//! What the patient asks the service for: asked, handed on. [`super::voice`] answers it.

use axum::extract::State;
use axum::response::Response;
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
use crate::api::precondition::IfMatch;
use crate::api::{Carer, tags};
use crate::app::App;
use crate::app::plans::{self, RequestText};
use crate::domain::ids::PatientId;
use crate::domain::time;
use crate::domain::trajectory::Directory;
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(requests, ask))
        .routes(routes!(hand_on))
        .routes(routes!(ask_correction))
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
    pub(super) fn of(request: &RequestText, directory: &Directory) -> Self {
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
