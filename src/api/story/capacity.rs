//! That it is in question whether the patient can consent to sharing.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::shapes::moment;
use crate::api::codes::Moment;
use crate::api::directory::ProfessionalRef;
use crate::api::extract::{Id, Json};
use crate::api::{Carer, tags};
use crate::app::App;
use crate::app::capacity::{self, Question, Statement};
use crate::domain::ids::PatientId;
use crate::domain::trajectory::Directory;
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(show, state))
        .routes(routes!(settle))
}

/// What was stated of a patient's capacity to consent.
#[derive(Debug, Serialize, ToSchema)]
pub struct Capacity {
    /// Whether it is in question now: then nothing is shared more widely, whoever asks for it.
    is_in_question: bool,
    /// Every statement, the newest first.
    statements: Vec<CapacityStatement>,
}

/// A statement that it is in question.
#[derive(Debug, Serialize, ToSchema)]
pub struct CapacityStatement {
    /// The statement.
    id: Uuid,
    /// From when.
    from: Moment,
    /// Until when; null for no end.
    until: Option<Moment>,
    /// Why, in words.
    #[schema(example = "Confused since the night; looked at again tomorrow.")]
    reason: String,
    /// Who stated it.
    stated_by: ProfessionalRef,
    /// When it was settled; null where it was not.
    settled_at: Option<Moment>,
}

/// A statement that it is in question.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewCapacityStatement {
    /// The first day; empty for today.
    #[schema(example = "2026-03-02")]
    from: String,
    /// The last day; empty for no end.
    #[schema(example = "2026-03-05")]
    until: String,
    /// Why, in words, at most 500 characters.
    #[schema(example = "Confused since the night; looked at again tomorrow.")]
    reason: String,
}

/// A statement that was written down.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatedCapacity {
    /// The statement.
    id: Uuid,
}

/// What was stated of the patient's capacity to consent, and whether it is in question now.
#[utoipa::path(get, path = "/api/v1/patients/{id}/narrative/capacity", operation_id = "get_capacity",
    tag = tags::STORY, params(("id" = Uuid, Path, description = "The patient")),
    responses((status = 200, description = "What was stated", body = Capacity)))]
async fn show(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
) -> Result<Json<Capacity>, Problem> {
    let found = capacity::show(&app, &caller.actor(), PatientId(id)).await?;
    let directory = &*found.opened.directory;
    Ok(Json(Capacity {
        is_in_question: found.is_in_question(),
        statements: found
            .questions
            .iter()
            .map(|question| CapacityStatement::of(question, directory))
            .collect(),
    }))
}

/// States that it is in question: from then on nothing is shared more widely.
#[utoipa::path(post, path = "/api/v1/patients/{id}/narrative/capacity", operation_id = "state_capacity",
    tag = tags::STORY, params(("id" = Uuid, Path, description = "The patient")),
    request_body = NewCapacityStatement,
    responses((status = 201, description = "What was stated", body = StatedCapacity)))]
async fn state(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    Json(sent): Json<NewCapacityStatement>,
) -> Result<Response, Problem> {
    let statement = Statement {
        from: sent.from,
        until: sent.until,
        reason: sent.reason,
    };
    let stated = capacity::state(&app, &caller.actor(), PatientId(id), &statement).await?;
    let stated = StatedCapacity { id: stated.0 };
    Ok((StatusCode::CREATED, Json(stated)).into_response())
}

/// Settles that the patient can consent: every statement that is open ends.
#[utoipa::path(post, path = "/api/v1/patients/{id}/narrative/capacity/settle", operation_id = "settle_capacity",
    tag = tags::STORY, params(("id" = Uuid, Path, description = "The patient")),
    responses((status = 204, description = "It is settled")))]
async fn settle(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
) -> Result<StatusCode, Problem> {
    capacity::settle(&app, &caller.actor(), PatientId(id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl CapacityStatement {
    fn of(question: &Question, directory: &Directory) -> Self {
        Self {
            id: question.id.0,
            from: moment(question.from, directory),
            until: question.until.map(|until| moment(until, directory)),
            reason: question.reason.clone(),
            stated_by: ProfessionalRef::of(question.stated_by, directory),
            settled_at: question.settled.map(|(at, _)| moment(at, directory)),
        }
    }
}
