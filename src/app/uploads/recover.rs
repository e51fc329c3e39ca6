//! The beginning and the end of a process: what an earlier one left, and what this one leaves.

use std::time::Duration;

use chrono::TimeDelta;
use serde_json::json;

use super::place;
use crate::app::import::history::CUT_OFF;
use crate::app::{App, AppError};
use crate::domain::ids::ImportRunId;
use crate::store::Engine;
use crate::store::imports::{self, RunCounts, RunEnd, Unfinished};

/// How long work that was told to stop may take to do so.
const PATIENCE: Duration = Duration::from_secs(5);

/// Called once before answering: removes files that an earlier process left, and remembers its runs
/// as cut off. On PostgreSQL, where other processes may be at work, those of which nothing was heard
/// for five minutes.
///
/// # Errors
/// Whatever the database reports.
pub async fn recover(app: &App) -> Result<(), AppError> {
    place::sweep(&app.uploads.settings.folder);
    let silence = match app.db.engine() {
        Engine::Sqlite => TimeDelta::zero(),
        Engine::Postgres => TimeDelta::minutes(5),
    };
    let before = app.clock.now() - silence;
    cut_off(app, Unfinished::OfAccounts, before, "system").await
}

/// Called once after answering: stops what is under way, remembers it as cut off, and removes every
/// upload.
pub async fn stop(app: &App) {
    let running: Vec<_> = {
        let mut held = app.uploads.held();
        held.is_stopping = true;
        held.uploads.values().cloned().collect()
    };
    let mut actors = Vec::new();
    for upload in &running {
        if let Some(task) = upload.inside().task.clone() {
            task.abort();
            actors.push(upload.actor.to_string());
        }
    }
    let is_at_rest = || running.iter().all(|u| !u.inside().state.is_under_way());
    let rest = async {
        while !is_at_rest() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    if tokio::time::timeout(PATIENCE, rest).await.is_err() {
        tracing::warn!("an import did not stop in time");
    }
    for actor in actors {
        let now = app.clock.now();
        if let Err(error) = cut_off(app, Unfinished::Of(&actor), now, &actor).await {
            tracing::warn!(
                code = error.code(),
                "an import that was cut off stays marked as running"
            );
        }
    }
    drop(running);
    let mut held = app.uploads.held();
    held.uploads.clear();
    held.place = None;
}

async fn cut_off(
    app: &App,
    whose: Unfinished<'_>,
    before: chrono::DateTime<chrono::Utc>,
    actor: &str,
) -> Result<(), AppError> {
    for run in imports::unfinished(&app.db.read, whose, before).await? {
        mark(app, run, actor).await?;
    }
    Ok(())
}

async fn mark(app: &App, run: ImportRunId, actor: &str) -> Result<(), AppError> {
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    // What it stored is told by its files.
    let end = RunEnd::Failed(CUT_OFF);
    imports::finish(&*tx, run, now, end, RunCounts::default()).await?;
    let entry = app.entry(
        actor,
        "import.finish",
        format!("import_run/{}", run.0),
        "import",
        json!({"cut_off": true}),
    );
    Ok(tx.commit(entry).await?)
}
