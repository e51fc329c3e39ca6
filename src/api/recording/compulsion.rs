//! Formal status and restrictive measures: begun, ended, corrected; who was there, and the conversation
//! afterwards.

use axum::extract::State;
use axum::response::Response;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::outcome::{RecordAt, Recorded, Sent, record};
use super::typed::Typed;
use crate::api::extract::Id;
use crate::api::idempotency::IdempotencyKey;
use crate::api::precondition::IfMatch;
use crate::api::{Carer, codes, tags};
use crate::app::App;
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(start_measure))
        .routes(routes!(end_measure))
        .routes(routes!(add_visit))
        .routes(routes!(offer_debrief))
        .routes(routes!(correct_measure))
        .routes(routes!(start_status))
        .routes(routes!(end_status))
        .routes(routes!(correct_status))
}

/// A restrictive measure that begins, or that was used.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct NewMeasure {
    /// What it does.
    kind: codes::MeasureKind,
    /// Where: the id of a unit.
    unit: String,
    /// Since when; where it is not given: now.
    #[schema(example = "2026-03-02T09:00:00+01:00")]
    from: Option<String>,
    /// Until when, where it is over.
    #[schema(example = "2026-03-02T11:00:00+01:00")]
    to: Option<String>,
    /// Who decided: the id of a professional.
    decided_by: Option<String>,
    /// The legal basis, at most 120 characters.
    #[schema(example = "no-4-3")]
    legal_basis: Option<String>,
    /// Whether somebody whom the patient knows was there.
    #[schema(example = true)]
    known_person_present: Option<bool>,
}

/// The end of a measure.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct MeasureEnd {
    /// When; where it is not given: now.
    #[schema(example = "2026-03-02T11:00:00+01:00")]
    to: Option<String>,
    /// Whether somebody whom the patient knows was there; what is not given stays.
    #[schema(example = true)]
    known_person_present: Option<bool>,
}

/// Somebody of the staff with the patient during a measure.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct NewMeasureVisit {
    /// Who; where it is not given: who records.
    professional: Option<String>,
    /// When; where it is not given: now.
    #[schema(example = "2026-03-02T10:15:00+01:00")]
    at: Option<String>,
}

/// An offer to talk about a measure, and what came of it.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct Debrief {
    /// When it was offered; where it is not given: now.
    #[schema(example = "2026-03-04T13:00:00+01:00")]
    offered_at: Option<String>,
    /// What came of it; not given is offered only.
    outcome: Option<codes::DebriefOutcome>,
}

/// What is put right about a measure; what is not given stays.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct MeasureCorrection {
    /// What it does.
    kind: Option<codes::MeasureKind>,
    /// Where.
    unit: Option<String>,
    /// Since when.
    #[schema(example = "2026-03-02T09:00:00+01:00")]
    from: Option<String>,
    /// Until when; null while it lasts.
    #[schema(example = "2026-03-02T11:00:00+01:00")]
    to: Option<String>,
    /// Who decided; null is not recorded.
    decided_by: Option<String>,
    /// The legal basis; null is not recorded.
    #[schema(example = "no-4-3")]
    legal_basis: Option<String>,
    /// Whether somebody whom the patient knows was there; null is not recorded.
    #[schema(example = true)]
    known_person_present: Option<bool>,
    /// Why it is put right; kept with the version before.
    #[schema(example = "It began an hour earlier")]
    reason: Option<String>,
}

/// A formal status that begins. The one that lasts ends with it.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct NewLegalPeriod {
    /// The status, by the code under which it is kept: at most 40 characters.
    #[schema(example = "no-3-3-in")]
    status: String,
    /// Since when; where it is not given: now.
    #[schema(example = "2026-03-02T09:00:00+01:00")]
    from: Option<String>,
    /// Whether the patient feels forced, whatever the paper says.
    #[schema(example = true)]
    felt_forced: Option<bool>,
}

/// The end of a formal status, when no other begins.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct LegalPeriodEnd {
    /// When; where it is not given: now.
    #[schema(example = "2026-03-12T09:00:00+01:00")]
    to: Option<String>,
    /// Whether the patient felt forced; what is not given stays.
    #[schema(example = true)]
    felt_forced: Option<bool>,
}

/// What is put right about a formal status; what is not given stays.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes a body, which is read by name")]
pub struct LegalPeriodCorrection {
    /// The status.
    #[schema(example = "no-3-2")]
    status: Option<String>,
    /// Since when.
    #[schema(example = "2026-03-02T09:00:00+01:00")]
    from: Option<String>,
    /// Until when; null while it lasts.
    #[schema(example = "2026-03-12T09:00:00+01:00")]
    to: Option<String>,
    /// Whether the patient felt forced; null is not recorded.
    #[schema(example = true)]
    felt_forced: Option<bool>,
    /// Why it is put right; kept with the version before.
    #[schema(example = "The decision was of the day before")]
    reason: Option<String>,
}

/// Records a restrictive measure.
#[utoipa::path(post, path = "/api/v1/patients/{id}/measures", operation_id = "start_measure",
    tag = tags::RECORDING,
    params(("id" = Uuid, Path, description = "The patient"), IdempotencyKey),
    request_body = NewMeasure,
    responses((status = 201, description = "What was recorded", body = Recorded)))]
async fn start_measure(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    IdempotencyKey(once): IdempotencyKey,
    Typed(fields, ..): Typed<NewMeasure>,
) -> Result<Response, Problem> {
    let sent = Sent::new(id, "measure", fields);
    record(&app, &caller, sent.once(once)).await
}

/// Ends a restrictive measure.
#[utoipa::path(post, path = "/api/v1/patients/{id}/measures/{record}/end", operation_id = "end_measure",
    tag = tags::RECORDING, params(RecordAt, IfMatch), request_body = MeasureEnd,
    responses((status = 200, description = "What was recorded", body = Recorded)))]
async fn end_measure(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
    Typed(fields, ..): Typed<MeasureEnd>,
) -> Result<Response, Problem> {
    let sent = Sent::new(at.patient()?, "measure-end", fields);
    record(&app, &caller, sent.about(at.record()?, version)).await
}

/// Records who was with the patient during a measure.
#[utoipa::path(post, path = "/api/v1/patients/{id}/measures/{record}/visits", operation_id = "add_measure_visit",
    tag = tags::RECORDING, params(RecordAt, IfMatch), request_body = NewMeasureVisit,
    responses((status = 200, description = "What was recorded", body = Recorded)))]
async fn add_visit(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
    Typed(fields, ..): Typed<NewMeasureVisit>,
) -> Result<Response, Problem> {
    let sent = Sent::new(at.patient()?, "measure-visit", fields);
    record(&app, &caller, sent.about(at.record()?, version)).await
}

/// Records that a conversation about a measure was offered, and what came of it. The flag
/// `coercion_without_debrief` names the measure.
#[utoipa::path(post, path = "/api/v1/patients/{id}/measures/{record}/debrief", operation_id = "offer_debrief",
    tag = tags::RECORDING, params(RecordAt, IfMatch), request_body = Debrief,
    responses((status = 200, description = "What was recorded", body = Recorded)))]
async fn offer_debrief(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
    Typed(fields, ..): Typed<Debrief>,
) -> Result<Response, Problem> {
    let sent = Sent::new(at.patient()?, "measure-debrief", fields);
    record(&app, &caller, sent.about(at.record()?, version)).await
}

/// Puts a restrictive measure right. The version before is kept.
#[utoipa::path(post, path = "/api/v1/patients/{id}/measures/{record}/correct", operation_id = "correct_measure",
    tag = tags::RECORDING, params(RecordAt, IfMatch), request_body = MeasureCorrection,
    responses((status = 200, description = "What was recorded", body = Recorded)))]
async fn correct_measure(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
    Typed(fields, ..): Typed<MeasureCorrection>,
) -> Result<Response, Problem> {
    let sent = Sent::new(at.patient()?, "measure-correct", fields);
    record(&app, &caller, sent.about(at.record()?, version)).await
}

/// Records a formal status. The one that lasts ends with it.
#[utoipa::path(post, path = "/api/v1/patients/{id}/legal-periods", operation_id = "start_legal_period",
    tag = tags::RECORDING,
    params(("id" = Uuid, Path, description = "The patient"), IdempotencyKey),
    request_body = NewLegalPeriod,
    responses((status = 201, description = "What was recorded", body = Recorded)))]
async fn start_status(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    IdempotencyKey(once): IdempotencyKey,
    Typed(fields, ..): Typed<NewLegalPeriod>,
) -> Result<Response, Problem> {
    let sent = Sent::new(id, "legal-status", fields);
    record(&app, &caller, sent.once(once)).await
}

/// Ends a formal status, when no other begins.
#[utoipa::path(post, path = "/api/v1/patients/{id}/legal-periods/{record}/end", operation_id = "end_legal_period",
    tag = tags::RECORDING, params(RecordAt, IfMatch), request_body = LegalPeriodEnd,
    responses((status = 200, description = "What was recorded", body = Recorded)))]
async fn end_status(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
    Typed(fields, ..): Typed<LegalPeriodEnd>,
) -> Result<Response, Problem> {
    let sent = Sent::new(at.patient()?, "legal-status-end", fields);
    record(&app, &caller, sent.about(at.record()?, version)).await
}

/// Puts a formal status right. The version before is kept.
#[utoipa::path(post, path = "/api/v1/patients/{id}/legal-periods/{record}/correct",
    operation_id = "correct_legal_period",
    tag = tags::RECORDING, params(RecordAt, IfMatch), request_body = LegalPeriodCorrection,
    responses((status = 200, description = "What was recorded", body = Recorded)))]
async fn correct_status(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
    Typed(fields, ..): Typed<LegalPeriodCorrection>,
) -> Result<Response, Problem> {
    let sent = Sent::new(at.patient()?, "legal-status-correct", fields);
    record(&app, &caller, sent.about(at.record()?, version)).await
}
