//! The patient's story: what is shared with the caller, what is told, and what the patient decides about it.

mod acts;
mod capacity;
mod shapes;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::shapes::{NarrativeEntry, NewNarrativeEntry, ReadEntry, Written};
use super::extract::{Id, Json, Query, RecordAt};
use super::idempotency::IdempotencyKey;
use super::paging::{Here, List, Page, Paging, Total};
use super::precondition::etag;
use super::{Carer, tags};
use crate::app::App;
use crate::app::story::{self, Heard, Tell};
use crate::domain::ids::{PatientId, RecordId};
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(list, tell))
        .routes(routes!(one))
        .merge(acts::routes())
        .merge(capacity::routes())
}

/// The patient's own words, as far as they are shared with the caller, the last written first. That the caller
/// opened them is written down for the patient.
#[utoipa::path(get, path = "/api/v1/patients/{id}/narrative", operation_id = "list_narrative_entries",
    tag = tags::STORY, params(("id" = Uuid, Path, description = "The patient"), Paging),
    responses((status = 200, description = "A page of entries", body = Page<NarrativeEntry>)))]
async fn list(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    Query(paging): Query<Paging>,
    here: Here,
) -> Result<Json<Page<NarrativeEntry>>, Problem> {
    let after = paging.after(List::NarrativeEntries)?.map(RecordId);
    let page = (after, paging.limit() as u64);
    let found = story::story(&app, &caller.actor(), PatientId(id), page).await?;
    let shape = |heard: &Heard| {
        let about = found.about.get(&heard.entry.id);
        let about = about.map(Vec::as_slice).unwrap_or_default();
        NarrativeEntry::of(heard, about, &found.opened)
    };
    let count = usize::try_from(found.count).unwrap_or(usize::MAX);
    Ok(Json(Page {
        items: found.entries.iter().map(shape).collect(),
        total: Total::of(count),
        next: found
            .next
            .map(|last| here.next(List::NarrativeEntries, last.0)),
    }))
}

/// Writes down what is told. It is told to staff, written together or the next of kin's: never the patient's own
/// typing. It is shared with nobody unless a level says otherwise.
#[utoipa::path(post, path = "/api/v1/patients/{id}/narrative", operation_id = "tell",
    tag = tags::STORY, params(("id" = Uuid, Path, description = "The patient"), IdempotencyKey),
    request_body = NewNarrativeEntry,
    responses((status = 201, description = "What was written", body = Written)))]
async fn tell(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    IdempotencyKey(once): IdempotencyKey,
    Json(sent): Json<NewNarrativeEntry>,
) -> Result<Response, Problem> {
    let command = Tell {
        patient: PatientId(id),
        telling: sent.into(),
        once,
    };
    let changed = story::tell(&app, &caller.actor(), &command).await?;
    let tag = etag(u64::try_from(changed.version).unwrap_or_default());
    Ok((StatusCode::CREATED, tag, Json(Written::from(changed))).into_response())
}

/// One entry, with everybody who has opened it. One that is not shared with the caller is not there.
#[utoipa::path(get, path = "/api/v1/patients/{id}/narrative/{record}", operation_id = "get_narrative_entry",
    tag = tags::STORY,
    params(("id" = Uuid, Path, description = "The patient"), ("record" = Uuid, Path, description = "The entry")),
    responses((status = 200, description = "The entry", body = ReadEntry)))]
async fn one(
    State(app): State<App>,
    Carer(caller): Carer,
    RecordAt(patient, record): RecordAt,
) -> Result<Response, Problem> {
    let shown = story::entry(&app, &caller.actor(), patient, record).await?;
    let version = shown.heard.entry.version;
    let tag = etag(u64::try_from(version).unwrap_or_default());
    Ok((tag, Json(ReadEntry::of(&shown))).into_response())
}
