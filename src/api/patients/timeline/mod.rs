//! A patient's timeline: what the picture and its table show, as JSON.

mod reading;
mod shapes;
mod wanted;

use axum::extract::State;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::extract::{Id, Json, Query};
use crate::api::{Carer, tags};
use crate::app::{App, timeline};
use crate::domain::ids::PatientId;
use crate::http::{Problem, Server};

use shapes::Timeline;
use wanted::Wanted;

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new().routes(routes!(show))
}

/// A patient's timeline over a window, the last year unless another is asked for.
///
/// What lies partly in the window is there whole, marked as entering or leaving it; what lies
/// outside, or is filtered away, is counted.
#[utoipa::path(get, path = "/api/v1/patients/{id}/timeline", operation_id = "get_timeline",
    tag = tags::PATIENTS, params(("id" = Uuid, Path, description = "The patient"), Wanted),
    responses((status = 200, description = "The timeline", body = Timeline)))]
async fn show(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Timeline>, Problem> {
    let (actor, asked) = (caller.actor(), wanted.asked()?);
    let shown = timeline::show(&app, &actor, PatientId(id), "timeline.read", asked).await?;
    Ok(Json(Timeline::of(&shown.timeline, &shown.directory)))
}
