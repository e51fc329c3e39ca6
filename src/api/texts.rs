//! Finding texts of a record by their words.

use axum::extract::State;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::extract::{Id, Json};
use super::paging::{self, Cursor, Limit, List, Total};
use super::{Carer, tags};
use crate::app::App;
use crate::app::texts::{self, Hit, Search, Source};
use crate::domain::ids::{PatientId, RecordId};
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new().routes(routes!(find))
}

/// What is looked for in a record.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TextSearch {
    /// Words or beginnings of words, spelled in any way: texts that have all of them are found. Whatever it
    /// holds is a valid search; without a letter or digit it finds nothing. Twelve words count.
    #[schema(example = "sove trygg")]
    words: String,
    /// How many at most, 1 to 200; 50 where it is not given.
    #[schema(minimum = 1, maximum = 200)]
    limit: Option<u16>,
    /// The `next_cursor` of the page before, with the same search.
    cursor: Option<String>,
}

/// What a text belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TextSource {
    /// An entry of the patient's story.
    NarrativeEntry,
    /// A plan or agreement.
    Plan,
    /// What the patient asked for.
    Request,
    /// A handover that was accepted.
    Handover,
}

/// A text that was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundText {
    /// What it belongs to.
    source: TextSource,
    /// The record.
    id: Uuid,
    /// The code of its kind or type; of a request what it is about.
    #[schema(example = "next_professional")]
    kind: String,
    /// The day that it is of.
    on: NaiveDate,
    /// In which part of the record the words are.
    #[schema(example = "text")]
    part: String,
    /// What is shown of it: stretches, one after the other.
    snippet: Vec<Stretch>,
    /// Whether the text begins before it.
    is_cut_before: bool,
    /// Whether the text goes on after it.
    is_cut_after: bool,
}

/// A stretch of a text.
#[derive(Debug, Serialize, ToSchema)]
pub struct Stretch {
    /// As it is written.
    #[schema(example = "sove")]
    text: String,
    /// Whether it is a word that was looked for.
    is_found: bool,
}

/// What was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundTexts {
    /// The texts, those that fit best first; of equals the latest.
    items: Vec<FoundText>,
    /// How many there are on all pages together.
    total: Total,
    /// Send it as `cursor` with the same search for the next page; null on the last.
    next_cursor: Option<String>,
}

/// Finds texts of the record among those that the caller may read: the patient's own words as far as they are
/// shared with the caller, plans, requests, and handovers that were accepted. What is not shared is in no count.
///
/// A POST, so that nothing of it is in an address; what is looked for is not written down.
#[utoipa::path(post, path = "/api/v1/patients/{id}/search", operation_id = "search_texts",
    tag = tags::STORY, params(("id" = Uuid, Path, description = "The patient")),
    request_body = TextSearch,
    responses((status = 200, description = "What was found", body = FoundTexts)))]
async fn find(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    Json(wanted): Json<TextSearch>,
) -> Result<Json<FoundTexts>, Problem> {
    let search = Search {
        patient: PatientId(id),
        words: wanted.words,
        after: Cursor(wanted.cursor).after(List::Texts)?.map(RecordId),
        limit: Some(Limit::of(wanted.limit)?.items()),
    };
    let found = texts::find(&app, &caller.actor(), &search)
        .await
        .map_err(paging::told)?;
    Ok(Json(FoundTexts {
        items: found.hits.iter().map(FoundText::of).collect(),
        total: Total::from(found.count),
        next_cursor: found.next.map(|last| Cursor::to(List::Texts, last.0)),
    }))
}

impl FoundText {
    fn of(hit: &Hit) -> Self {
        let (source, kind) = match &hit.source {
            Source::Narrative { kind, .. } => (TextSource::NarrativeEntry, kind),
            Source::Plan(kind) => (TextSource::Plan, kind),
            Source::Request(subject) => (TextSource::Request, subject),
            Source::Handover(kind) => (TextSource::Handover, kind),
        };
        let pieces = hit.snippet.pieces.iter();
        Self {
            source,
            id: hit.id.0,
            kind: kind.clone(),
            on: hit.on,
            part: hit.part.to_owned(),
            snippet: pieces
                .map(|piece| Stretch {
                    text: piece.text.clone(),
                    is_found: piece.is_found,
                })
                .collect(),
            is_cut_before: hit.snippet.is_cut_before,
            is_cut_after: hit.snippet.is_cut_after,
        }
    }
}
