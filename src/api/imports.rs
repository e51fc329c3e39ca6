//! Imports: what was taken in, when and by whom. For administrators; no row of a file is told.

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::codes::Moment;
use super::extract::{Id, Json, Query};
use super::paging::{Here, List, Page, Paging, Total};
use super::{Administrator, tags};
use crate::app::App;
use crate::app::import::Counts;
use crate::app::import::history::{self, COUNTED, Run, RunFile, RunState};
use crate::app::paging::Count;
use crate::domain::ids::ImportRunId;
use crate::domain::time;
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(show))
}

/// One run of an import.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportRun {
    /// Identity.
    id: Uuid,
    /// The system that gave the ids.
    #[schema(example = "local")]
    source: String,
    /// `csv` or `fhir`.
    #[schema(example = "csv")]
    format: String,
    /// Who started it, as in the audit trail; null when that was not recorded.
    #[schema(example = "account:admin")]
    actor: Option<String>,
    /// When it began.
    started_at: Moment,
    /// When it ended; null until then.
    finished_at: Option<Moment>,
    /// `running`, `finished`, `failed` or `cut_off`.
    #[schema(example = "finished")]
    state: &'static str,
    /// Why it failed, a code of the list of problems; null unless it did.
    failure: Option<String>,
    /// What became of its rows.
    counts: ImportCounts,
}

/// What became of rows.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportCounts {
    /// New records.
    #[schema(example = 1200)]
    created: u64,
    /// Corrections of stored records.
    #[schema(example = 4)]
    updated: u64,
    /// Records stored already with this content.
    #[schema(example = 0)]
    unchanged: u64,
    /// Rows not taken, each for a reason.
    #[schema(example = 2)]
    rejected: u64,
}

/// One run with its files.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportRunWithFiles {
    /// The run.
    run: ImportRun,
    /// Its files, in the order in which they were read.
    files: Vec<ImportFile>,
}

/// One file of a run.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportFile {
    /// Its name, without a folder.
    #[schema(example = "contacts.csv")]
    name: String,
    /// What became of its rows.
    counts: ImportCounts,
}

/// Runs, the latest first; at most 50 on a page.
#[utoipa::path(get, path = "/api/v1/imports", operation_id = "list_imports", tag = tags::IMPORTS,
    params(Paging), responses((status = 200, description = "A page of runs", body = Page<ImportRun>)))]
async fn list(
    State(app): State<App>,
    Administrator(caller): Administrator,
    Query(paging): Query<Paging>,
    here: Here,
) -> Result<Json<Page<ImportRun>>, Problem> {
    let after = paging.after(List::Imports)?.map(ImportRunId);
    let found = history::history(&app, &caller.actor(), after).await?;
    let runs = &found.runs[..found.runs.len().min(paging.limit())];
    let has_more = runs.len() < found.runs.len() || found.next.is_some();
    let last = runs.last().filter(|_| has_more);
    Ok(Json(Page {
        items: runs.iter().map(|run| ImportRun::of(run, &app)).collect(),
        total: Total::from(Count::up_to(COUNTED, found.total)),
        next: last.map(|run| here.next(List::Imports, run.id.0)),
    }))
}

/// One run, with what became of each of its files.
#[utoipa::path(get, path = "/api/v1/imports/{id}", operation_id = "get_import", tag = tags::IMPORTS,
    params(("id" = Uuid, Path, description = "The run")),
    responses((status = 200, description = "The run", body = ImportRunWithFiles)))]
async fn show(
    State(app): State<App>,
    Administrator(caller): Administrator,
    Id(id): Id,
) -> Result<Json<ImportRunWithFiles>, Problem> {
    let (run, files) = history::show(&app, &caller.actor(), ImportRunId(id)).await?;
    Ok(Json(ImportRunWithFiles {
        run: ImportRun::of(&run, &app),
        files: files.into_iter().map(ImportFile::of).collect(),
    }))
}

impl ImportRun {
    fn of(run: &Run, app: &App) -> Self {
        let moment = |at| Moment(time::to_rfc3339(at, app.zone));
        Self {
            id: run.id.0,
            source: run.source.clone(),
            format: run.format.clone(),
            actor: run.actor.clone(),
            started_at: moment(run.started_at),
            finished_at: run.finished_at.map(moment),
            state: run.state.code(),
            failure: match &run.state {
                RunState::Failed(code) => Some(code.clone()),
                _ => None,
            },
            counts: ImportCounts::of(run.counts),
        }
    }
}

impl ImportCounts {
    fn of(counts: Counts) -> Self {
        Self {
            created: counts.created,
            updated: counts.updated,
            unchanged: counts.unchanged,
            rejected: counts.rejected,
        }
    }
}

impl ImportFile {
    fn of(file: RunFile) -> Self {
        Self {
            name: file.name,
            counts: ImportCounts::of(file.counts),
        }
    }
}
