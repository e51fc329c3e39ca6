//! Breaking the glass.

use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::api::codes::{self, Moment};
use crate::api::extract::{Id, Json};
use crate::api::{Carer, tags};
use crate::app::App;
use crate::app::access::{self, Broken, Glass};
use crate::domain::ids::PatientId;
use crate::domain::time;
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(break_glass))
        .routes(routes!(end))
}

/// Why a record is opened whose care one is not part of.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GlassToBreak {
    /// Which of the reasons there are.
    #[schema(value_type = Option<codes::GlassReason>)]
    reason: Option<String>,
    /// In one's own words: what one needs to know, and for what.
    #[schema(example = "Brought in unconscious; need the crisis plan")]
    words: Option<String>,
}

/// A glass that was broken, or that needs not be.
#[derive(Debug, Serialize, ToSchema)]
pub struct BrokenGlass {
    /// Whether there was no need: the record is open to the caller, for changes too, and no glass was
    /// broken.
    is_needless: bool,
    /// The glass; null where there was no need.
    id: Option<Uuid>,
    /// When it was broken.
    opened_at: Option<Moment>,
    /// Until when the record is open by it.
    until: Option<Moment>,
}

/// Opens a record for twelve hours, with a reason. It is written down at once, the patient can see it,
/// and the privacy officer looks at it. Sent twice, it breaks one glass.
#[utoipa::path(post, path = "/api/v1/patients/{id}/glass", operation_id = "break_glass",
    tag = tags::ACCESS, params(("id" = Uuid, Path, description = "The patient")),
    request_body = GlassToBreak,
    responses((status = 200, description = "The glass", body = BrokenGlass)))]
async fn break_glass(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    Json(sent): Json<GlassToBreak>,
) -> Result<Json<BrokenGlass>, Problem> {
    let reason = sent.reason.as_deref();
    let reason = reason.and_then(|reason| reason.parse().ok());
    let words = sent.words.unwrap_or_default();
    let broken = access::break_glass(&app, &caller.actor(), PatientId(id), reason, &words).await?;
    let glass = match &broken {
        Broken::Opened(glass) | Broken::Already(glass) => Some(glass),
        Broken::NoNeed => None,
    };
    let moment = |at: fn(&Glass) -> time::Instant| {
        glass.map(|glass| Moment(time::to_rfc3339(at(glass), app.zone)))
    };
    Ok(Json(BrokenGlass {
        is_needless: glass.is_none(),
        id: glass.map(|glass| glass.id.0),
        opened_at: moment(|glass| glass.opened_at),
        until: moment(|glass| glass.until),
    }))
}

/// Closes the caller's broken glass before its time.
#[utoipa::path(post, path = "/api/v1/patients/{id}/glass/end", operation_id = "end_glass",
    tag = tags::ACCESS, params(("id" = Uuid, Path, description = "The patient")),
    responses((status = 204, description = "It is closed")))]
async fn end(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
) -> Result<StatusCode, Problem> {
    access::mend(&app, &caller.actor(), PatientId(id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
