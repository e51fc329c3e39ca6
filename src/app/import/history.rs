//! What was imported, when, and by whom: runs, the latest first.

use super::Counts;
use crate::app::{Actor, App, AppError, Refusal};
use crate::domain::ids::ImportRunId;
use crate::domain::time::Instant;
use crate::domain::vocabulary::Role;
use crate::store::imports::{self, RunCounts, StoredRun};
use chrono::TimeDelta;

/// Runs on a page.
pub const PAGE: u64 = 50;
/// Up to here runs are counted exactly.
pub const COUNTED: u64 = 1_000;
/// A run that goes on stores something every few seconds; one that was silent for longer than this
/// was cut off.
const SILENCE: TimeDelta = TimeDelta::minutes(5);

/// One run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Identity.
    pub id: ImportRunId,
    /// The system that gave the ids.
    pub source: String,
    /// `csv` or `fhir`.
    pub format: String,
    /// Who started it, as in the audit trail (`account:NAME`, `cli:NAME`, `cli`); `None` when that
    /// was not recorded.
    pub actor: Option<String>,
    /// When it began.
    pub started_at: Instant,
    /// When it ended.
    pub finished_at: Option<Instant>,
    /// Where it is.
    pub state: RunState,
    /// What became of the rows; of a run that did not finish, those that are stored.
    pub counts: Counts,
}

/// Where a run is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RunState {
    /// It goes on.
    Running,
    /// Every row was handled.
    Finished,
    /// It could not go on; the code of an [`AppError`] says why.
    Failed(String),
    /// The process that ran it ended. What it stored stays; the same files again complete it.
    CutOff,
}

impl RunState {
    /// The stable code of this state.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Finished => "finished",
            Self::Failed(_) => "failed",
            Self::CutOff => "cut_off",
        }
    }
}

/// The code under which a run that was cut off is remembered.
pub(crate) const CUT_OFF: &str = "cut_off";

/// One file of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunFile {
    /// Its name, without a folder.
    pub name: String,
    /// What became of its rows.
    pub counts: Counts,
}

/// A page of runs, the latest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunPage {
    /// The runs.
    pub runs: Vec<Run>,
    /// The run after which the next page begins; `None` on the last page.
    pub next: Option<ImportRunId>,
    /// How many runs there are: exact up to [`COUNTED`], one more stands for more.
    pub total: u64,
}

/// The runs after one, at most [`PAGE`].
///
/// # Errors
/// [`AppError::Forbidden`] for anybody but administrators.
pub async fn history(
    app: &App,
    actor: &Actor,
    after: Option<ImportRunId>,
) -> Result<RunPage, AppError> {
    admit(actor)?;
    let now = app.clock.now();
    let mut stored = imports::runs(&app.db.read, after, PAGE + 1).await?;
    let has_more = stored.len() as u64 > PAGE;
    stored.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let runs: Vec<Run> = stored.into_iter().map(|run| read(run, now)).collect();
    Ok(RunPage {
        next: runs.last().filter(|_| has_more).map(|run| run.id),
        total: imports::count_runs(&app.db.read, COUNTED + 1).await?,
        runs,
    })
}

/// One run with its files.
///
/// # Errors
/// [`AppError::Forbidden`] for anybody but administrators, [`AppError::NotFound`].
pub async fn show(
    app: &App,
    actor: &Actor,
    id: ImportRunId,
) -> Result<(Run, Vec<RunFile>), AppError> {
    admit(actor)?;
    let stored = imports::run(&app.db.read, id).await?;
    let stored = stored.ok_or(AppError::NotFound("import run"))?;
    let mut run = read(stored, app.clock.now());
    let files: Vec<RunFile> = imports::files(&app.db.read, id)
        .await?
        .into_iter()
        .map(|file| RunFile {
            name: file.name,
            counts: counts(file.counts),
        })
        .collect();
    if run.state != RunState::Finished {
        run.counts = Counts::default();
        for file in &files {
            run.counts.add(file.counts);
        }
    }
    Ok((run, files))
}

/// Imports, and what is told about them, are for administrators and the command line.
pub(crate) fn admit(actor: &Actor) -> Result<(), AppError> {
    match actor {
        Actor::Account(viewer) if !viewer.has(Role::Administrator) => {
            Err(Refusal::ImportsAreForAdministrators.into())
        }
        Actor::Patient(_) => Err(Refusal::ImportsAreForAdministrators.into()),
        _ => Ok(()),
    }
}

fn read(run: StoredRun, now: Instant) -> Run {
    let state = match (run.status.as_str(), run.message) {
        ("finished", _) => RunState::Finished,
        ("running", _) if now - run.seen_at.unwrap_or(run.started_at) <= SILENCE => {
            RunState::Running
        }
        ("running", _) => RunState::CutOff,
        (_, Some(code)) if code == CUT_OFF => RunState::CutOff,
        (_, code) => RunState::Failed(code.unwrap_or_default()),
    };
    Run {
        id: run.id,
        source: run.system,
        format: run.format,
        actor: run.actor,
        started_at: run.started_at,
        finished_at: run.finished_at,
        state,
        counts: counts(run.counts),
    }
}

fn counts(counts: RunCounts) -> Counts {
    Counts {
        created: counts.created,
        updated: counts.updated,
        unchanged: counts.unchanged,
        rejected: counts.rejected,
    }
}
