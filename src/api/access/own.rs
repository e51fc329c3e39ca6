//! Own and family records: kept by administrators, who see nothing of the record itself.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::{tag, version_of};
use crate::api::codes::Moment;
use crate::api::directory::ProfessionalRef;
use crate::api::extract::{Id, Json};
use crate::api::precondition::IfMatch;
use crate::api::{Caller, tags};
use crate::app::App;
use crate::app::access::{self, NewOwn, RecordedOwn};
use crate::domain::ids::{ProfessionalId, RecordId};
use crate::domain::trajectory::Directory;
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(list, enter))
        .routes(routes!(end))
}

/// That a record is a professional's own, or of their family: it is closed to them.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnRecord {
    /// The entry.
    id: Uuid,
    /// The patient.
    patient_id: Uuid,
    /// The patient by the source's id; null where it is not told.
    #[schema(example = "A-17")]
    patient: Option<String>,
    /// Whose own, or family's.
    professional: ProfessionalRef,
    /// From when.
    from: Moment,
    /// Until when; null while it is in force.
    to: Option<Moment>,
    /// Who entered it.
    #[schema(example = "account:k.berg")]
    recorded_by: String,
    /// Its version: the etag to send as if-match.
    #[schema(example = 1)]
    version: i32,
}

/// Own and family records in force.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnRecords {
    /// The entries, the newest first.
    items: Vec<OwnRecord>,
}

/// An own or family record to be entered.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOwnRecord {
    /// The patient, by the source's id, as lists of patients give it.
    #[schema(example = "A-17")]
    patient: Option<String>,
    /// Whose own, or family's.
    professional_id: Option<Uuid>,
}

/// Own and family records in force. For administrators, who see patients' ids only.
#[utoipa::path(get, path = "/api/v1/own-records", operation_id = "list_own_records",
    tag = tags::ACCESS,
    responses((status = 200, description = "Those in force", body = OwnRecords)))]
async fn list(State(app): State<App>, caller: Caller) -> Result<Json<OwnRecords>, Problem> {
    let found = access::owns(&app, &caller.actor()).await?;
    let items = found.rows.iter().map(|(own, label)| OwnRecord {
        patient: Some(label.clone()),
        ..OwnRecord::of(own, &found.directory)
    });
    Ok(Json(OwnRecords {
        items: items.collect(),
    }))
}

/// Enters that a record is a professional's own, or of their family. What is there is not entered twice.
#[utoipa::path(post, path = "/api/v1/own-records", operation_id = "enter_own_record",
    tag = tags::ACCESS, request_body = NewOwnRecord,
    responses((status = 201, description = "The entry", body = OwnRecord)))]
async fn enter(
    State(app): State<App>,
    caller: Caller,
    Json(sent): Json<NewOwnRecord>,
) -> Result<Response, Problem> {
    let new = NewOwn {
        professional: sent.professional_id.map(ProfessionalId),
        patient: sent.patient.unwrap_or_default(),
    };
    let own = access::enter_own(&app, &caller.actor(), &new).await?;
    let shape = OwnRecord::of(&own, &*app.directory().await?);
    Ok((StatusCode::CREATED, tag(own.version), Json(shape)).into_response())
}

/// Ends an entry: the record is open to them again as to others.
#[utoipa::path(post, path = "/api/v1/own-records/{id}/end", operation_id = "end_own_record",
    tag = tags::ACCESS, params(("id" = Uuid, Path, description = "The entry"), IfMatch),
    responses((status = 200, description = "The entry", body = OwnRecord)))]
async fn end(
    State(app): State<App>,
    caller: Caller,
    Id(id): Id,
    IfMatch(state): IfMatch,
) -> Result<Response, Problem> {
    let version = version_of(state);
    let own = access::end_own_at(&app, &caller.actor(), RecordId(id), version).await?;
    let shape = OwnRecord::of(&own, &*app.directory().await?);
    Ok((tag(own.version), Json(shape)).into_response())
}

impl OwnRecord {
    fn of(own: &RecordedOwn, directory: &Directory) -> Self {
        Self {
            id: own.id.0,
            patient_id: own.patient.0,
            patient: None,
            professional: ProfessionalRef::of(own.own.professional, directory),
            from: Moment::at(own.own.from, None, directory),
            to: own.own.to.map(|to| Moment::at(to, None, directory)),
            recorded_by: own.recorded_by.clone(),
            version: own.version,
        }
    }
}
