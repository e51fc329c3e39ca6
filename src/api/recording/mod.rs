//! Writing into patients' records. Changes name the version that was looked at (`if-match`), creates may
//! have a key under which they are done once (`idempotency-key`).

mod bodies;
mod compulsion;
mod outcome;
mod passing;
mod patient;
mod patient_bodies;
mod plan_bodies;
mod plans;
mod register;
mod requests;
mod safety;
mod safety_bodies;
mod staff;
mod staff_bodies;
mod typed;
mod voice;

use axum::extract::State;
use axum::response::Response;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::bodies::{
    At, ContactCorrection, Discharge, Ending, Met, NewContact, NewDecision, NewRelationship,
    NewReview, NewShift, NewTreatmentPeriod, PeriodCorrection, PlannedEnd, RelationshipChange,
    RelationshipCorrection, Settled, ShiftEnd, StayChange, Transfer,
};
use self::outcome::{RecordAt, Recorded, Sent, record};
pub(super) use self::passing::HandoverWay;
use self::passing::pass_on;
use self::typed::{Typed, TypedWithHandover};
use crate::api::extract::Id;
use crate::api::idempotency::IdempotencyKey;
use crate::api::precondition::IfMatch;
use crate::api::{Carer, tags};
use crate::app::App;
use crate::domain::vocabulary::HandoverType;
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(add_contact))
        .routes(routes!(meet))
        .routes(routes!(contact_attended))
        .routes(routes!(contact_no_show))
        .routes(routes!(contact_cancelled))
        .routes(routes!(correct_contact))
        .routes(routes!(start_relationship))
        .routes(routes!(change_relationship))
        .routes(routes!(plan_end))
        .routes(routes!(end_relationship))
        .routes(routes!(correct_relationship))
        .routes(routes!(admit))
        .routes(routes!(transfer))
        .routes(routes!(discharge))
        .routes(routes!(start_leave))
        .routes(routes!(end_leave))
        .routes(routes!(change_stay))
        .routes(routes!(correct_period))
        .routes(routes!(add_decision))
        .routes(routes!(add_review))
        .routes(routes!(start_shift))
        .routes(routes!(end_shift))
        .merge(compulsion::routes())
        .merge(patient::routes())
        .merge(plans::routes())
        .merge(requests::routes())
        .merge(safety::routes())
        .merge(register::routes())
        .merge(staff::routes())
        .merge(voice::routes())
}

/// Records a contact that took place or did not, or books one (`planned`).
#[utoipa::path(post, path = "/api/v1/patients/{id}/contacts", operation_id = "add_contact",
    tag = tags::RECORDING,
    params(("id" = Uuid, Path, description = "The patient"), IdempotencyKey),
    request_body = NewContact,
    responses((status = 201, description = "What was recorded", body = Recorded)))]
async fn add_contact(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    IdempotencyKey(once): IdempotencyKey,
    Typed(fields, ..): Typed<NewContact>,
) -> Result<Response, Problem> {
    let verb = match fields.get("status") {
        Some("planned") => "book",
        _ => "contact",
    };
    let sent = Sent::new(id, verb, fields);
    record(&app, &caller, sent.once(once)).await
}

/// Records that the patient is met now: one call, no time to give.
#[utoipa::path(post, path = "/api/v1/patients/{id}/contacts/met", operation_id = "meet",
    tag = tags::RECORDING,
    params(("id" = Uuid, Path, description = "The patient"), IdempotencyKey),
    request_body = Met,
    responses((status = 201, description = "What was recorded", body = Recorded)))]
async fn meet(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    IdempotencyKey(once): IdempotencyKey,
    Typed(fields, ..): Typed<Met>,
) -> Result<Response, Problem> {
    let sent = Sent::new(id, "met", fields);
    record(&app, &caller, sent.once(once)).await
}

/// A booked contact took place.
#[utoipa::path(post, path = "/api/v1/patients/{id}/contacts/{record}/attended", operation_id = "contact_attended",
    tag = tags::RECORDING, params(RecordAt, IfMatch), request_body = Settled,
    responses((status = 200, description = "What was recorded", body = Recorded)))]
async fn contact_attended(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
    Typed(fields, ..): Typed<Settled>,
) -> Result<Response, Problem> {
    let sent = Sent::new(at.patient()?, "attended", fields);
    record(&app, &caller, sent.about(at.record()?, version)).await
}

/// The patient did not come to a booked contact.
#[utoipa::path(post, path = "/api/v1/patients/{id}/contacts/{record}/no-show", operation_id = "contact_no_show",
    tag = tags::RECORDING, params(RecordAt, IfMatch), request_body = Settled,
    responses((status = 200, description = "What was recorded", body = Recorded)))]
async fn contact_no_show(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
    Typed(fields, ..): Typed<Settled>,
) -> Result<Response, Problem> {
    let sent = Sent::new(at.patient()?, "no-show", fields);
    record(&app, &caller, sent.about(at.record()?, version)).await
}

/// A booked contact is off.
#[utoipa::path(post, path = "/api/v1/patients/{id}/contacts/{record}/cancelled", operation_id = "contact_cancelled",
    tag = tags::RECORDING, params(RecordAt, IfMatch), request_body = Settled,
    responses((status = 200, description = "What was recorded", body = Recorded)))]
async fn contact_cancelled(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
    Typed(fields, ..): Typed<Settled>,
) -> Result<Response, Problem> {
    let sent = Sent::new(at.patient()?, "cancelled", fields);
    record(&app, &caller, sent.about(at.record()?, version)).await
}

/// Puts a contact right. The version before is kept.
#[utoipa::path(post, path = "/api/v1/patients/{id}/contacts/{record}/correct", operation_id = "correct_contact",
    tag = tags::RECORDING, params(RecordAt, IfMatch), request_body = ContactCorrection,
    responses((status = 200, description = "What was recorded", body = Recorded)))]
async fn correct_contact(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
    Typed(fields, ..): Typed<ContactCorrection>,
) -> Result<Response, Problem> {
    let sent = Sent::new(at.patient()?, "contact-correct", fields);
    record(&app, &caller, sent.about(at.record()?, version)).await
}

/// Starts a relationship.
#[utoipa::path(post, path = "/api/v1/patients/{id}/relationships", operation_id = "start_relationship",
    tag = tags::RECORDING,
    params(("id" = Uuid, Path, description = "The patient"), IdempotencyKey),
    request_body = NewRelationship,
    responses((status = 201, description = "What was recorded", body = Recorded)))]
async fn start_relationship(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    IdempotencyKey(once): IdempotencyKey,
    Typed(fields, ..): Typed<NewRelationship>,
) -> Result<Response, Problem> {
    let sent = Sent::new(id, "relationship", fields);
    record(&app, &caller, sent.once(once)).await
}

/// Changes what is agreed about a relationship.
#[utoipa::path(post, path = "/api/v1/patients/{id}/relationships/{record}/change", operation_id = "change_relationship",
    tag = tags::RECORDING, params(RecordAt, IfMatch), request_body = RelationshipChange,
    responses((status = 200, description = "What was recorded", body = Recorded)))]
async fn change_relationship(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
    Typed(fields, ..): Typed<RelationshipChange>,
) -> Result<Response, Problem> {
    let sent = Sent::new(at.patient()?, "relationship-change", fields);
    record(&app, &caller, sent.about(at.record()?, version)).await
}

/// Plans the end of a relationship, or no longer.
#[utoipa::path(post, path = "/api/v1/patients/{id}/relationships/{record}/plan-end", operation_id = "plan_end",
    tag = tags::RECORDING, params(RecordAt, IfMatch), request_body = PlannedEnd,
    responses((status = 200, description = "What was recorded", body = Recorded)))]
async fn plan_end(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
    Typed(fields, ..): Typed<PlannedEnd>,
) -> Result<Response, Problem> {
    let sent = Sent::new(at.patient()?, "relationship-plan-end", fields);
    record(&app, &caller, sent.about(at.record()?, version)).await
}

/// Ends a relationship, with its reason and how it ended.
#[utoipa::path(post, path = "/api/v1/patients/{id}/relationships/{record}/end", operation_id = "end_relationship",
    tag = tags::RECORDING, params(RecordAt, IfMatch), request_body = Ending,
    responses((status = 200, description = "What was recorded", body = Recorded)))]
async fn end_relationship(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
    Typed(fields, ..): Typed<Ending>,
) -> Result<Response, Problem> {
    let sent = Sent::new(at.patient()?, "relationship-end", fields);
    record(&app, &caller, sent.about(at.record()?, version)).await
}

/// Puts a relationship right. The version before is kept.
#[utoipa::path(post, path = "/api/v1/patients/{id}/relationships/{record}/correct", operation_id = "correct_relationship",
    tag = tags::RECORDING, params(RecordAt, IfMatch), request_body = RelationshipCorrection,
    responses((status = 200, description = "What was recorded", body = Recorded)))]
async fn correct_relationship(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
    Typed(fields, ..): Typed<RelationshipCorrection>,
) -> Result<Response, Problem> {
    let sent = Sent::new(at.patient()?, "relationship-correct", fields);
    record(&app, &caller, sent.about(at.record()?, version)).await
}

/// Admits the patient to a ward, or takes them onto a team's books.
#[utoipa::path(post, path = "/api/v1/patients/{id}/treatment-periods", operation_id = "admit",
    tag = tags::RECORDING,
    params(("id" = Uuid, Path, description = "The patient"), IdempotencyKey),
    request_body = NewTreatmentPeriod,
    responses((status = 201, description = "What was recorded", body = Recorded)))]
async fn admit(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    IdempotencyKey(once): IdempotencyKey,
    Typed(fields, ..): Typed<NewTreatmentPeriod>,
) -> Result<Response, Problem> {
    let sent = Sent::new(id, "admit", fields);
    record(&app, &caller, sent.once(once)).await
}

/// Ends a treatment period and begins the next at the same instant; with a handover to the next unit in the
/// same step, where one is given: then both are there or neither.
#[utoipa::path(post, path = "/api/v1/patients/{id}/treatment-periods/{record}/transfer", operation_id = "transfer",
    tag = tags::RECORDING, params(RecordAt, IfMatch), request_body = Transfer,
    responses((status = 200, description = "What was recorded", body = Recorded)))]
async fn transfer(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
    TypedWithHandover(fields, handover, ..): TypedWithHandover<Transfer>,
) -> Result<Response, Problem> {
    let sent = Sent::new(at.patient()?, "transfer", fields).about(at.record()?, version);
    match handover {
        None => record(&app, &caller, sent).await,
        Some(part) => pass_on(&app, &caller, sent, (part, HandoverType::WardTransfer)).await,
    }
}

/// Ends a treatment period. From a ward it takes somebody who meets the patient within 72 hours, or the answer why nobody does. With a handover in the same step, where one is given: then both are there or neither.
#[utoipa::path(post, path = "/api/v1/patients/{id}/treatment-periods/{record}/discharge", operation_id = "discharge",
    tag = tags::RECORDING, params(RecordAt, IfMatch), request_body = Discharge,
    responses((status = 200, description = "What was recorded", body = Recorded)))]
async fn discharge(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
    TypedWithHandover(fields, handover, ..): TypedWithHandover<Discharge>,
) -> Result<Response, Problem> {
    let sent = Sent::new(at.patient()?, "discharge", fields).about(at.record()?, version);
    match handover {
        None => record(&app, &caller, sent).await,
        Some(part) => {
            pass_on(
                &app,
                &caller,
                sent,
                (part, HandoverType::DischargeToCommunity),
            )
            .await
        }
    }
}

/// The patient goes on leave.
#[utoipa::path(post, path = "/api/v1/patients/{id}/treatment-periods/{record}/leave", operation_id = "start_leave",
    tag = tags::RECORDING, params(RecordAt, IfMatch), request_body = At,
    responses((status = 200, description = "What was recorded", body = Recorded)))]
async fn start_leave(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
    Typed(fields, ..): Typed<At>,
) -> Result<Response, Problem> {
    let sent = Sent::new(at.patient()?, "leave", fields);
    record(&app, &caller, sent.about(at.record()?, version)).await
}

/// The patient is back from leave.
#[utoipa::path(post, path = "/api/v1/patients/{id}/treatment-periods/{record}/return", operation_id = "end_leave",
    tag = tags::RECORDING, params(RecordAt, IfMatch), request_body = At,
    responses((status = 200, description = "What was recorded", body = Recorded)))]
async fn end_leave(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
    Typed(fields, ..): Typed<At>,
) -> Result<Response, Problem> {
    let sent = Sent::new(at.patient()?, "return", fields);
    record(&app, &caller, sent.about(at.record()?, version)).await
}

/// Room and planned discharge.
#[utoipa::path(post, path = "/api/v1/patients/{id}/treatment-periods/{record}/change", operation_id = "change_stay",
    tag = tags::RECORDING, params(RecordAt, IfMatch), request_body = StayChange,
    responses((status = 200, description = "What was recorded", body = Recorded)))]
async fn change_stay(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
    Typed(fields, ..): Typed<StayChange>,
) -> Result<Response, Problem> {
    let sent = Sent::new(at.patient()?, "stay", fields);
    record(&app, &caller, sent.about(at.record()?, version)).await
}

/// Puts a treatment period right. The version before is kept.
#[utoipa::path(post, path = "/api/v1/patients/{id}/treatment-periods/{record}/correct", operation_id = "correct_period",
    tag = tags::RECORDING, params(RecordAt, IfMatch), request_body = PeriodCorrection,
    responses((status = 200, description = "What was recorded", body = Recorded)))]
async fn correct_period(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
    Typed(fields, ..): Typed<PeriodCorrection>,
) -> Result<Response, Problem> {
    let sent = Sent::new(at.patient()?, "period-correct", fields);
    record(&app, &caller, sent.about(at.record()?, version)).await
}

/// Records an offer and its answer.
#[utoipa::path(post, path = "/api/v1/patients/{id}/decisions", operation_id = "add_decision",
    tag = tags::RECORDING,
    params(("id" = Uuid, Path, description = "The patient"), IdempotencyKey),
    request_body = NewDecision,
    responses((status = 201, description = "What was recorded", body = Recorded)))]
async fn add_decision(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    IdempotencyKey(once): IdempotencyKey,
    Typed(fields, ..): Typed<NewDecision>,
) -> Result<Response, Problem> {
    let sent = Sent::new(id, "decision", fields);
    record(&app, &caller, sent.once(once)).await
}

/// Records a relational review.
#[utoipa::path(post, path = "/api/v1/patients/{id}/relational-reviews", operation_id = "add_review",
    tag = tags::RECORDING,
    params(("id" = Uuid, Path, description = "The patient"), IdempotencyKey),
    request_body = NewReview,
    responses((status = 201, description = "What was recorded", body = Recorded)))]
async fn add_review(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    IdempotencyKey(once): IdempotencyKey,
    Typed(fields, ..): Typed<NewReview>,
) -> Result<Response, Problem> {
    let sent = Sent::new(id, "review", fields);
    record(&app, &caller, sent.once(once)).await
}

/// Makes somebody the patient's nurse for a shift. Whoever was it there without an end is it until then.
#[utoipa::path(post, path = "/api/v1/patients/{id}/shift-assignments", operation_id = "start_shift",
    tag = tags::RECORDING,
    params(("id" = Uuid, Path, description = "The patient"), IdempotencyKey),
    request_body = NewShift,
    responses((status = 201, description = "What was recorded", body = Recorded)))]
async fn start_shift(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    IdempotencyKey(once): IdempotencyKey,
    Typed(fields, ..): Typed<NewShift>,
) -> Result<Response, Problem> {
    let sent = Sent::new(id, "shift", fields);
    record(&app, &caller, sent.once(once)).await
}

/// Ends a shift.
#[utoipa::path(post, path = "/api/v1/patients/{id}/shift-assignments/{record}/end", operation_id = "end_shift",
    tag = tags::RECORDING, params(RecordAt, IfMatch), request_body = ShiftEnd,
    responses((status = 200, description = "What was recorded", body = Recorded)))]
async fn end_shift(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
    Typed(fields, ..): Typed<ShiftEnd>,
) -> Result<Response, Problem> {
    let sent = Sent::new(at.patient()?, "shift-end", fields);
    record(&app, &caller, sent.about(at.record()?, version)).await
}
