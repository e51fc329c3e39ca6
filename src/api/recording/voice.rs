//! What the patient asked for is answered, and what became of a break in a working relationship.

use axum::extract::State;
use axum::response::Response;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::outcome::{RecordAt, Recorded, Sent, record};
use super::patient_bodies::{RequestAnswered, RuptureClosed};
use super::typed::Typed;
use crate::api::precondition::IfMatch;
use crate::api::{Carer, tags};
use crate::app::App;
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(answer))
        .routes(routes!(close))
}

/// Answers what the patient asked for. The flag `request_unanswered` names the request.
#[utoipa::path(post, path = "/api/v1/patients/{id}/requests/{record}/answer", operation_id = "answer_request",
    tag = tags::RECORDING, params(RecordAt, IfMatch), request_body = RequestAnswered,
    responses((status = 200, description = "What was recorded", body = Recorded)))]
async fn answer(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
    Typed(fields, ..): Typed<RequestAnswered>,
) -> Result<Response, Problem> {
    let sent = Sent::new(at.patient()?, "request-answer", fields);
    record(&app, &caller, sent.about(at.record()?, version)).await
}

/// Records what became of a break in a working relationship. Only the professional whose it is can; for
/// everybody else there is no such record.
#[utoipa::path(post, path = "/api/v1/patients/{id}/ruptures/{record}/close", operation_id = "close_rupture",
    tag = tags::RECORDING, params(RecordAt, IfMatch), request_body = RuptureClosed,
    responses((status = 200, description = "What was recorded", body = Recorded)))]
async fn close(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
    Typed(fields, ..): Typed<RuptureClosed>,
) -> Result<Response, Problem> {
    let sent = Sent::new(at.patient()?, "rupture-close", fields);
    record(&app, &caller, sent.about(at.record()?, version)).await
}
