//! Broken glasses, for privacy officers.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::{tag, version_of};
use crate::api::codes::{self, Moment};
use crate::api::extract::{Json, Query, RecordAt};
use crate::api::paging::{self, Here, Limit, Page, Total};
use crate::api::precondition::IfMatch;
use crate::api::{PrivacyOfficer, tags};
use crate::app::App;
use crate::app::access::{self, Glass, Reviewing, Waiting};
use crate::domain::time::{self, Instant};
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(queue))
        .routes(routes!(review))
}

/// A broken glass that waits for a review. Patients are named by their id only.
#[derive(Debug, Serialize, ToSchema)]
pub struct GlassToReview {
    /// The glass.
    id: Uuid,
    /// Whose record.
    patient_id: Uuid,
    /// The patient's id as the source writes it.
    #[schema(example = "solveig")]
    patient: String,
    /// Who broke it.
    #[schema(example = "Kari Berg")]
    who: String,
    /// The units at which they work.
    units: Vec<String>,
    /// Why.
    reason: codes::GlassReason,
    /// In their words.
    words: String,
    /// When it was broken.
    opened_at: Moment,
    /// When it was, or will be, closed.
    closes_at: Moment,
    /// By when it is to be looked at.
    due_at: Moment,
    /// The version that a review is for: the etag to send as if-match.
    version: i32,
}

/// What was found of a broken glass.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReview {
    /// What was found.
    #[schema(value_type = Option<codes::GlassOutcome>)]
    outcome: Option<String>,
    /// In words.
    #[schema(example = "Was on duty in the emergency room when the patient came in")]
    words: Option<String>,
}

/// A broken glass that was looked at.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewedGlass {
    /// The glass.
    id: Uuid,
    /// What was found.
    outcome: Option<codes::GlassOutcome>,
    /// When.
    reviewed_at: Option<Moment>,
    /// By whom.
    #[schema(example = "account:privacy")]
    reviewed_by: Option<String>,
}

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// How many items at most, 1 to 200; 50 where it is not given.
    #[serde(default)]
    #[param(value_type = Option<u16>, minimum = 1, maximum = 200, example = 50)]
    limit: Limit,
    /// Where the page begins: taken from the `next` link of the page before, never put together.
    cursor: Option<String>,
}

/// The broken glasses that nobody looked at yet, the oldest first.
#[utoipa::path(get, path = "/api/v1/glass-reviews", operation_id = "list_glass_reviews",
    tag = tags::ACCESS, params(Wanted),
    responses((status = 200, description = "A page of broken glasses", body = Page<GlassToReview>)))]
async fn queue(
    State(app): State<App>,
    PrivacyOfficer(caller): PrivacyOfficer,
    Query(wanted): Query<Wanted>,
    here: Here,
) -> Result<Json<Page<GlassToReview>>, Problem> {
    let after = wanted.cursor.as_deref();
    let limit = Some(wanted.limit.items());
    let queue = access::queue(&app, &caller.actor(), after, limit)
        .await
        .map_err(paging::told)?;
    let items = queue.waiting.iter().map(|waiting| item(waiting, &app));
    Ok(Json(Page {
        items: items.collect(),
        total: Total::from(queue.count),
        next: queue.next.as_deref().map(|mark| here.with_cursor(mark)),
    }))
}

fn moment(at: Instant, app: &App) -> Moment {
    Moment(time::to_rfc3339(at, app.zone))
}

fn item(waiting: &Waiting, app: &App) -> GlassToReview {
    let glass = &waiting.glass;
    GlassToReview {
        id: glass.id.0,
        patient_id: glass.patient.0,
        patient: waiting.label.clone(),
        who: waiting.who.clone(),
        units: waiting.units.clone(),
        reason: glass.opening.reason.into(),
        words: glass.opening.words.clone(),
        opened_at: moment(glass.opened_at, app),
        closes_at: moment(glass.ended_at.unwrap_or(glass.until), app),
        due_at: moment(waiting.due_at, app),
        version: glass.version,
    }
}

/// Writes down what was found of a broken glass, once.
#[utoipa::path(post, path = "/api/v1/patients/{id}/glass/{glass}/review",
    operation_id = "review_glass", tag = tags::ACCESS,
    params(("id" = Uuid, Path, description = "The patient"),
        ("glass" = Uuid, Path, description = "The glass"), IfMatch),
    request_body = NewReview,
    responses((status = 200, description = "What is written down", body = ReviewedGlass)))]
async fn review(
    State(app): State<App>,
    PrivacyOfficer(caller): PrivacyOfficer,
    RecordAt(patient, glass): RecordAt,
    IfMatch(state): IfMatch,
    Json(sent): Json<NewReview>,
) -> Result<Response, Problem> {
    let said = Reviewing {
        patient,
        glass,
        version: version_of(state),
        outcome: sent.outcome.as_deref().and_then(|code| code.parse().ok()),
        words: sent.words.unwrap_or_default(),
    };
    let glass = access::review(&app, &caller.actor(), &said).await?;
    Ok((tag(glass.version), Json(reviewed(&glass, &app))).into_response())
}

fn reviewed(glass: &Glass, app: &App) -> ReviewedGlass {
    let review = glass.review.as_ref();
    ReviewedGlass {
        id: glass.id.0,
        outcome: review.map(|review| review.outcome.into()),
        reviewed_at: review.map(|review| moment(review.at, app)),
        reviewed_by: review.map(|review| review.by.clone()),
    }
}
