//! What changed about a patient since the caller last looked.

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::codes::Moment;
use crate::api::directory::UnitRef;
use crate::api::extract::{Id, Json};
use crate::api::{Carer, tags};
use crate::app::{App, since};
use crate::domain::ids::PatientId;
use crate::domain::since::KINDS;
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new().routes(routes!(show))
}

/// What changed since the caller last looked.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangesSince {
    /// When the caller had last looked before the present visit; null where never, and then nothing is told.
    since: Option<Moment>,
    /// Where the patient came to and what they left, in time order.
    moved: Vec<MovedTo>,
    /// Records that are new or were changed by somebody else, by kind; kinds without any are left out.
    records: Vec<ChangedRecords>,
}

/// A unit that the patient came to or left.
#[derive(Debug, Serialize, ToSchema)]
pub struct MovedTo {
    /// The unit.
    unit: UnitRef,
    /// When.
    at: Moment,
    /// Whether the patient left it; otherwise they came.
    is_left: bool,
}

/// Records of a kind.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangedRecords {
    /// The kind.
    #[schema(example = "contact")]
    kind: &'static str,
    /// How many are new.
    #[schema(example = 2)]
    new: u64,
    /// How many were there before and were changed.
    #[schema(example = 1)]
    changed: u64,
}

/// What others recorded since the caller last looked at the patient's record. Looks that follow each other
/// within half an hour are one visit: the answer stays the same throughout it.
#[utoipa::path(get, path = "/api/v1/patients/{id}/changes", operation_id = "get_changes",
    tag = tags::PATIENTS, params(("id" = Uuid, Path, description = "The patient")),
    responses((status = 200, description = "What changed", body = ChangesSince)))]
async fn show(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
) -> Result<Json<ChangesSince>, Problem> {
    let (opened, looked) = since::show(&app, &caller.actor(), PatientId(id)).await?;
    let (directory, changed) = (&opened.directory, &looked.since);
    let records = KINDS.into_iter().map(|kind| ChangedRecords {
        kind: kind.code(),
        new: changed.new.get(&kind).copied().unwrap_or(0),
        changed: changed.changed.get(&kind).copied().unwrap_or(0),
    });
    Ok(Json(ChangesSince {
        since: looked.at.map(|at| Moment::at(at, None, directory)),
        moved: changed
            .moved
            .iter()
            .map(|moved| MovedTo {
                unit: UnitRef::of(moved.unit, directory),
                at: Moment::at(moved.at, Some(moved.unit), directory),
                is_left: moved.is_left,
            })
            .collect(),
        records: records
            .filter(|records| records.new + records.changed > 0)
            .collect(),
    }))
}
