//! Drafts: begun, written over, put away, and read beside the handovers they become.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::HandoverAt;
use super::shapes::{HandoverLife, NewContent, Shaping};
use crate::api::extract::{Id, Json};
use crate::api::idempotency::IdempotencyKey;
use crate::api::precondition::{IfMatch, etag};
use crate::api::{Caller, Carer, tags};
use crate::app::handovers::{self, Address, Beginning, Begun, Draft, Saved, Saving, Start};
use crate::app::{App, AppError};
use crate::domain::handover::{Content, Receiver};
use crate::domain::ids::PatientId;
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(begin))
        .routes(routes!(read, save))
        .routes(routes!(discard))
        .routes(routes!(restore))
        .routes(routes!(revise))
}

/// Begins a draft with what is sent. An account has one draft about a patient at a time: while there is
/// one, 409 says so, and it is written over instead. Under a key that it was begun with before, what it has
/// become since is given.
#[utoipa::path(post, path = "/api/v1/patients/{id}/handovers", operation_id = "begin_handover",
    tag = tags::HANDOVERS,
    params(("id" = Uuid, Path, description = "The patient"), IdempotencyKey),
    request_body = NewContent,
    responses((status = 200, description = "The draft", body = HandoverLife),
        (status = 409, description = "There is a draft of the caller's about the patient")))]
async fn begin(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    IdempotencyKey(once): IdempotencyKey,
    Json(sent): Json<NewContent>,
) -> Result<Response, Problem> {
    let patient = PatientId(id);
    let start = Start {
        patient,
        kind: sent.kind()?,
        to: sent.to(Receiver::default())?,
    };
    let beginning = Beginning {
        start,
        content: sent.content(&Content::default())?,
        once,
    };
    match handovers::begin(&app, &caller.actor(), &beginning).await? {
        Begun::Draft(draft) => answer(&app, &draft).await,
        Begun::Before(handover) => current(&app, &caller, Address { patient, handover }).await,
        Begun::AnotherIsThere => Err(Problem::new(
            "not_possible",
            "There is a draft of yours about this patient: read it, write over it, or put it away first.",
        )),
    }
}

/// One handover, with what happened to it; or the caller's own draft under this id. Its `etag` is the
/// version to act on.
#[utoipa::path(get, path = "/api/v1/patients/{id}/handovers/{handover}", operation_id = "read_handover",
    tag = tags::HANDOVERS, params(HandoverAt),
    responses((status = 200, description = "The handover", body = HandoverLife)))]
async fn read(
    State(app): State<App>,
    Carer(caller): Carer,
    at: HandoverAt,
) -> Result<Response, Problem> {
    current(&app, &caller, at.address()?).await
}

/// Writes over the caller's draft. What is not sent stays as it is.
#[utoipa::path(patch, path = "/api/v1/patients/{id}/handovers/{handover}",
    operation_id = "write_handover", tag = tags::HANDOVERS, params(HandoverAt, IfMatch),
    request_body = NewContent,
    responses((status = 200, description = "The draft", body = HandoverLife)))]
async fn save(
    State(app): State<App>,
    Carer(caller): Carer,
    at: HandoverAt,
    IfMatch(version): IfMatch,
    Json(sent): Json<NewContent>,
) -> Result<Response, Problem> {
    let (actor, address) = (caller.actor(), at.address()?);
    let there = handovers::own_draft(&app, &actor, address).await?;
    let saving = Saving {
        address,
        version: i32::try_from(version).unwrap_or(-1),
        to: sent.to(there.to)?,
        content: sent.content(&there.content)?,
    };
    match handovers::save(&app, &actor, &saving).await? {
        Saved::Kept(draft) => answer(&app, &draft).await,
        Saved::Stale(_) => Err(AppError::Outdated("draft").into()),
    }
}

/// Puts the caller's draft away. It is kept, and can be taken out again.
#[utoipa::path(post, path = "/api/v1/patients/{id}/handovers/{handover}/discard",
    operation_id = "discard_handover", tag = tags::HANDOVERS, params(HandoverAt),
    responses((status = 200, description = "The draft", body = HandoverLife)))]
async fn discard(
    State(app): State<App>,
    Carer(caller): Carer,
    at: HandoverAt,
) -> Result<Response, Problem> {
    let draft = handovers::discard(&app, &caller.actor(), at.address()?).await?;
    answer(&app, &draft).await
}

/// Takes the caller's draft out again that was put away.
#[utoipa::path(post, path = "/api/v1/patients/{id}/handovers/{handover}/restore",
    operation_id = "restore_handover", tag = tags::HANDOVERS, params(HandoverAt),
    responses((status = 200, description = "The draft", body = HandoverLife)))]
async fn restore(
    State(app): State<App>,
    Carer(caller): Carer,
    at: HandoverAt,
) -> Result<Response, Problem> {
    let draft = handovers::restore(&app, &caller.actor(), at.address()?).await?;
    answer(&app, &draft).await
}

/// Begins a draft with what was written in a handover that was given back or that nobody took on. When it
/// is offered it takes the place of that one.
#[utoipa::path(post, path = "/api/v1/patients/{id}/handovers/{handover}/revise",
    operation_id = "revise_handover", tag = tags::HANDOVERS, params(HandoverAt),
    responses((status = 200, description = "The draft", body = HandoverLife),
        (status = 409, description = "It is not where this is possible")))]
async fn revise(
    State(app): State<App>,
    Carer(caller): Carer,
    at: HandoverAt,
) -> Result<Response, Problem> {
    let draft = handovers::revise(&app, &caller.actor(), at.address()?).await?;
    answer(&app, &draft).await
}

/// The caller's draft where it is one, else the handover that it became.
async fn current(app: &App, caller: &Caller, address: Address) -> Result<Response, Problem> {
    let actor = caller.actor();
    if handovers::is_being_written(app, &actor, address).await? {
        let writing = handovers::write(app, &actor, address).await?;
        return answer(app, &writing.draft).await;
    }
    let shown = handovers::show(app, &actor, address, "handover.read").await?;
    let shape = Shaping(&shown.opened.directory).handover(
        &shown.stored,
        shown.snapshot.as_ref(),
        &shown.steps,
    );
    Ok((tag(shown.stored.version), Json(shape)).into_response())
}

async fn answer(app: &App, draft: &Draft) -> Result<Response, Problem> {
    let directory = app.directory().await?;
    let shape = Shaping(&directory).draft(draft);
    Ok((tag(draft.version), Json(shape)).into_response())
}

/// The header with the version that the next act names.
pub(super) fn tag(version: i32) -> [(axum::http::HeaderName, axum::http::HeaderValue); 1] {
    etag(u64::try_from(version).unwrap_or(0))
}
