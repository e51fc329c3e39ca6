//! Who a patient is, and that they died. The version that a change names is the patient's own, which
//! `GET /patients/{id}` gives.

use axum::extract::State;
use axum::response::Response;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::outcome::{Recorded, Sent, record};
use super::patient_bodies::{Death, DeathUndone, PatientCorrection};
use super::typed::Typed;
use crate::api::extract::Id;
use crate::api::precondition::IfMatch;
use crate::api::{Carer, tags};
use crate::app::App;
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(correct))
        .routes(routes!(death))
        .routes(routes!(undo))
}

/// Puts right who a patient is. The version before is kept.
///
/// Where with it the patient would have the name and day of birth of somebody who is registered, the
/// answer is 409 with how many; send it again with `sure`. An identifier of another patient is refused.
#[utoipa::path(patch, path = "/api/v1/patients/{id}", operation_id = "correct_patient",
    tag = tags::RECORDING,
    params(("id" = Uuid, Path, description = "The patient"), IfMatch),
    request_body = PatientCorrection,
    responses((status = 200, description = "What was recorded", body = Recorded)))]
async fn correct(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    version: IfMatch,
    Typed(fields, ..): Typed<PatientCorrection>,
) -> Result<Response, Problem> {
    let sent = Sent::new(id, "patient", fields);
    record(&app, &caller, sent.about(id, version)).await
}

/// Records that a patient has died. Open treatment periods, relationships and shifts end with it, and
/// what was agreed for later is off.
#[utoipa::path(post, path = "/api/v1/patients/{id}/death", operation_id = "record_death",
    tag = tags::RECORDING,
    params(("id" = Uuid, Path, description = "The patient"), IfMatch),
    request_body = Death,
    responses((status = 200, description = "What was recorded", body = Recorded)))]
async fn death(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    version: IfMatch,
    Typed(fields, ..): Typed<Death>,
) -> Result<Response, Problem> {
    let sent = Sent::new(id, "death", fields);
    record(&app, &caller, sent.about(id, version)).await
}

/// Takes a death back that was recorded of the wrong patient, or at the wrong time. What ended with it
/// goes on as before, unless somebody has changed it since.
///
/// It is open also to those who may read only, because the death has ended what tied them to the patient.
#[utoipa::path(post, path = "/api/v1/patients/{id}/death/undo", operation_id = "undo_death",
    tag = tags::RECORDING,
    params(("id" = Uuid, Path, description = "The patient"), IfMatch),
    request_body = DeathUndone,
    responses((status = 200, description = "What was recorded", body = Recorded)))]
async fn undo(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    version: IfMatch,
    Typed(fields, ..): Typed<DeathUndone>,
) -> Result<Response, Problem> {
    let sent = Sent::new(id, "death-undo", fields);
    record(&app, &caller, sent.about(id, version)).await
}
