//! Registering a patient.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::bodies::NewPatient;
use super::outcome::{likeness, location};
use super::typed::Typed;
use crate::api::extract::Json;
use crate::api::idempotency::IdempotencyKey;
use crate::api::{Carer, tags};
use crate::app::App;
use crate::app::recording::{self, Outcome};
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new().routes(routes!(register))
}

/// A patient who is registered.
#[derive(Debug, Serialize, ToSchema)]
pub struct RegisteredPatient {
    /// The patient's id.
    id: Uuid,
    /// Whether it was there already: the same was sent before under this key.
    #[schema(example = false)]
    is_repeated: bool,
}

/// Registers a patient and admits them to one of your units.
///
/// Where somebody with the same name and day of birth, or the same identifier, is registered already,
/// the answer is 409 with how many; search for them, or send it again with `sure`.
#[utoipa::path(post, path = "/api/v1/patients", operation_id = "register_patient",
    tag = tags::RECORDING, params(IdempotencyKey), request_body = NewPatient,
    responses((status = 201, description = "The patient", body = RegisteredPatient)))]
async fn register(
    State(app): State<App>,
    Carer(caller): Carer,
    IdempotencyKey(once): IdempotencyKey,
    Typed(fields, ..): Typed<NewPatient>,
) -> Result<Response, Problem> {
    match recording::register(&app, &caller.actor(), &fields, once.as_ref()).await? {
        Outcome::Registered {
            patient,
            is_repeated,
        } => {
            let id = patient.0;
            let body = RegisteredPatient { id, is_repeated };
            let address = location(&format!("/api/v1/patients/{id}"));
            Ok((StatusCode::CREATED, address, Json(body)).into_response())
        }
        Outcome::Alike(alike) => Err(likeness(&alike)),
    }
}
