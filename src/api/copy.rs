//! The patient's own copy of their record.

use axum::extract::State;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::extract::{Id, Json};
use super::{Carer, tags};
use crate::app::App;
use crate::app::copy::{self, Document};
use crate::domain::ids::PatientId;
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new().routes(routes!(read))
}

/// A copy of the record for the patient, as far as it is shared with the caller, who makes it at the patient's
/// wish: the timeline, the story, plans, requests, what the service has not done, and who has read it.
#[utoipa::path(get, path = "/api/v1/patients/{id}/copy", operation_id = "get_patient_copy",
    tag = tags::PATIENTS, params(("id" = Uuid, Path, description = "The patient")),
    responses((status = 200, description = "The copy", body = Document)))]
async fn read(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
) -> Result<Json<Document>, Problem> {
    let copy = copy::copy(&app, &caller.actor(), PatientId(id), "copy.read").await?;
    Ok(Json(Document::of(&copy)))
}
