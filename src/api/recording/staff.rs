//! Professionals and units that are registered, and employments that begin, change and end.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::outcome::{RecordAt, location};
use super::staff_bodies::{
    EmploymentChange, EmploymentEnd, NewEmployment, NewProfessional, NewUnit,
};
use super::typed::Typed;
use crate::api::extract::{Id, Json};
use crate::api::idempotency::IdempotencyKey;
use crate::api::precondition::{IfMatch, etag};
use crate::api::{Caller, tags};
use crate::app::App;
use crate::app::recording::staff::{self, Employed, Employing, Registered, Step};
use crate::app::recording::{Fields, Looks, Once};
use crate::domain::ids::{ProfessionalId, RecordId};
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(add_professional))
        .routes(routes!(add_unit))
        .routes(routes!(begin))
        .routes(routes!(change))
        .routes(routes!(end))
}

/// What was registered.
#[derive(Debug, Serialize, ToSchema)]
pub struct RegisteredEntry {
    /// Its id.
    id: Uuid,
    /// Whether it was there already: the same was sent before under this key.
    #[schema(example = false)]
    is_repeated: bool,
}

/// An employment that was written.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecordedEmployment {
    /// Its id.
    id: Uuid,
    /// The version that it has now, which the next change names.
    #[schema(example = 1)]
    version: i32,
    /// Whether it was there already: the same was sent before under this key.
    #[schema(example = false)]
    is_repeated: bool,
}

/// Registers a professional. For administrators.
#[utoipa::path(post, path = "/api/v1/professionals", operation_id = "register_professional",
    tag = tags::DIRECTORY, params(IdempotencyKey), request_body = NewProfessional,
    responses((status = 201, description = "The professional", body = RegisteredEntry)))]
async fn add_professional(
    State(app): State<App>,
    caller: Caller,
    IdempotencyKey(once): IdempotencyKey,
    Typed(fields, ..): Typed<NewProfessional>,
) -> Result<Response, Problem> {
    let actor = caller.actor();
    let made = staff::register_professional(&app, &actor, &fields, once.as_ref()).await?;
    Ok(registered(made, "professionals"))
}

/// Registers a unit. For administrators.
#[utoipa::path(post, path = "/api/v1/units", operation_id = "register_unit",
    tag = tags::DIRECTORY, params(IdempotencyKey), request_body = NewUnit,
    responses((status = 201, description = "The unit", body = RegisteredEntry)))]
async fn add_unit(
    State(app): State<App>,
    caller: Caller,
    IdempotencyKey(once): IdempotencyKey,
    Typed(fields, ..): Typed<NewUnit>,
) -> Result<Response, Problem> {
    let made = staff::register_unit(&app, &caller.actor(), &fields, once.as_ref()).await?;
    Ok(registered(made, "units"))
}

fn registered(made: Registered, of: &str) -> Response {
    let Registered { id, is_repeated } = made;
    let body = RegisteredEntry { id, is_repeated };
    let address = location(&format!("/api/v1/{of}/{id}"));
    (StatusCode::CREATED, address, Json(body)).into_response()
}

/// A professional begins at a unit. For administrators and, at their units, service managers.
#[utoipa::path(post, path = "/api/v1/professionals/{id}/employments", operation_id = "begin_employment",
    tag = tags::DIRECTORY,
    params(("id" = Uuid, Path, description = "The professional"), IdempotencyKey),
    request_body = NewEmployment,
    responses((status = 201, description = "The employment", body = RecordedEmployment)))]
async fn begin(
    State(app): State<App>,
    caller: Caller,
    Id(id): Id,
    IdempotencyKey(once): IdempotencyKey,
    Typed(fields, ..): Typed<NewEmployment>,
) -> Result<Response, Problem> {
    let employed = employ(&app, &caller, id, Step::Begin, fields, once).await?;
    Ok((StatusCode::CREATED, employed).into_response())
}

/// Changes what is agreed about an employment that lasts. The version before is kept.
///
/// With a planned end, the flags of those whom the professional helps are judged anew within moments.
#[utoipa::path(patch, path = "/api/v1/professionals/{id}/employments/{record}", operation_id = "change_employment",
    tag = tags::DIRECTORY,
    params(("id" = Uuid, Path, description = "The professional"),
        ("record" = Uuid, Path, description = "The employment"), IfMatch),
    request_body = EmploymentChange,
    responses((status = 200, description = "The employment", body = RecordedEmployment)))]
async fn change(
    State(app): State<App>,
    caller: Caller,
    at: RecordAt,
    version: IfMatch,
    Typed(fields, ..): Typed<EmploymentChange>,
) -> Result<Response, Problem> {
    let step = Step::Change(looks(at.record()?, version));
    employ(&app, &caller, at.patient()?, step, fields, None).await
}

/// Ends an employment; of one that has ended, the day is put right, or with null it goes on.
#[utoipa::path(post, path = "/api/v1/professionals/{id}/employments/{record}/end", operation_id = "end_employment",
    tag = tags::DIRECTORY,
    params(("id" = Uuid, Path, description = "The professional"),
        ("record" = Uuid, Path, description = "The employment"), IfMatch),
    request_body = EmploymentEnd,
    responses((status = 200, description = "The employment", body = RecordedEmployment)))]
async fn end(
    State(app): State<App>,
    caller: Caller,
    at: RecordAt,
    version: IfMatch,
    Typed(fields, ..): Typed<EmploymentEnd>,
) -> Result<Response, Problem> {
    let step = Step::End(looks(at.record()?, version));
    employ(&app, &caller, at.patient()?, step, fields, None).await
}

fn looks(record: Uuid, IfMatch(version): IfMatch) -> Looks {
    Looks {
        record: RecordId(record),
        // One that is no version of ours is of no record there was.
        version: i32::try_from(version).unwrap_or(-1),
    }
}

async fn employ(
    app: &App,
    caller: &Caller,
    professional: Uuid,
    step: Step,
    fields: Fields,
    once: Option<Once>,
) -> Result<Response, Problem> {
    let command = Employing {
        professional: ProfessionalId(professional),
        step,
        fields,
        once,
    };
    let Employed {
        id,
        version,
        is_repeated,
    } = staff::employ(app, &caller.actor(), &command).await?;
    let body = RecordedEmployment {
        id: id.0,
        version,
        is_repeated,
    };
    let state = etag(u64::try_from(version).unwrap_or(0));
    Ok((state, Json(body)).into_response())
}
