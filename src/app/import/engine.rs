//! The engine: surveys a feed, then plans and applies it chunk by chunk.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use tokio::sync::mpsc;

use super::duplicates::{Repeats, Survey, Winner};
use super::feed::{Content, Feed, Item};
use super::plan::{Candidate, SeenKey};
use super::rejects::RejectsFile;
use super::report::{ImportReport, Tally};
use super::{ImportFiles, scratch_error};
use crate::app::{Actor, App, AppError, Progress};
use crate::domain::ids::{ImportFileId, ImportRunId};
use crate::domain::intake::ZoneBook;
use crate::store::imports::{self, NewRun, RunCounts, RunEnd};
use crate::store::records::{self, Directory, Naming};
use crate::store::{AuditEntry, StoreError, Tx};

/// Rows per transaction: large enough that committing costs little, small enough to hold.
const CHUNK: usize = 2_000;
/// Chunks that are read ahead of the one that is applied.
const AHEAD: usize = 1;
/// How often a chunk is begun again when others were in its way, and the pauses before.
const PAUSES: [Duration; 2] = [Duration::from_millis(20), Duration::from_millis(100)];

/// A record that waits for a unit which may still come, with what its rejection would need.
#[derive(Debug)]
pub(super) struct Waiting {
    pub candidate: Candidate,
    pub label: String,
    pub content: String,
}

/// One import under way.
pub(super) struct Engine<'a> {
    pub app: &'a App,
    pub actor: String,
    pub source: &'a str,
    pub feed: Arc<dyn Feed>,
    pub run: ImportRunId,
    pub files: Vec<ImportFileId>,
    pub directory: Directory,
    pub repeats: Repeats,
    /// Units, professionals and employments that this run has seen.
    pub seen: HashMap<SeenKey, Winner>,
    pub waiting: Vec<Waiting>,
    pub tally: Tally,
    pub rejects: RejectsFile,
    /// Everything happens in here and is taken back at the end, when nothing is to be stored.
    dry: Option<Tx>,
    /// Chunks applied so far.
    chunks: u64,
}

/// Imports what a feed reads.
pub(super) async fn run(
    app: &App,
    actor: &Actor,
    command: &ImportFiles,
    feed: Arc<dyn Feed>,
    progress: &dyn Progress,
) -> Result<ImportReport, AppError> {
    let naming = Naming::Within(command.source.clone());
    let directory = records::directory(&app.db.read, app.zone, naming).await?;
    progress.begin("checking files", None);
    let surveyed = survey(&feed, directory.zone_book(), command.folder.clone()).await;
    progress.end();
    let (repeats, items) = surveyed?;
    let names = feed.files();
    let mut engine = Engine {
        app,
        actor: actor.to_string(),
        source: &command.source,
        run: ImportRunId(app.ids.next()),
        files: names.iter().map(|_| ImportFileId(app.ids.next())).collect(),
        directory,
        repeats,
        seen: HashMap::new(),
        waiting: Vec::new(),
        tally: Tally::new(names),
        rejects: RejectsFile::at(rejects_path(app, command)),
        dry: None,
        chunks: 0,
        feed,
    };
    engine.start(command.dry_run).await?;
    progress.begin("importing", Some(items));
    let outcome = engine.apply_all(progress).await;
    progress.end();
    let ended = engine.finish(&outcome).await;
    outcome?;
    ended?;
    Ok(engine.report(command.dry_run))
}

/// Goes through the files once: finds what is wrong with a whole file, and repeated ids.
async fn survey(
    feed: &Arc<dyn Feed>,
    zones: ZoneBook,
    folder: PathBuf,
) -> Result<(Repeats, u64), AppError> {
    let feed = Arc::clone(feed);
    let task = tokio::task::spawn_blocking(move || {
        let mut survey = Survey::new(&folder).map_err(|error| scratch_error(&error))?;
        let items = feed.survey(zones, &mut |sequence, record| survey.note(sequence, record))?;
        let repeats = survey
            .finish(&folder)
            .map_err(|error| scratch_error(&error))?;
        Ok((repeats, items))
    });
    task.await
        .map_err(|_| AppError::Internal("the reading of files stopped"))?
}

fn rejects_path(app: &App, command: &ImportFiles) -> PathBuf {
    command.rejects.clone().unwrap_or_else(|| {
        let name: String = command
            .source
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
            .take(60)
            .collect();
        let time = app.clock.now().format("%Y%m%dT%H%M%SZ");
        // Two runs within a second must not write over each other's rows.
        let base = format!("rejects-{name}-{time}");
        let first = command.folder.join(format!("{base}.csv"));
        let others = (2..).map(|n| command.folder.join(format!("{base}-{n}.csv")));
        std::iter::once(first)
            .chain(others)
            .find(|path| !path.exists())
            .unwrap_or_default()
    })
}

impl Engine<'_> {
    /// Writes down that the run began.
    async fn start(&mut self, dry_run: bool) -> Result<(), AppError> {
        let files: Vec<(ImportFileId, String)> = self
            .files
            .iter()
            .copied()
            .zip(self.tally.files.iter().map(|file| file.name.clone()))
            .collect();
        let tx = self.app.db.begin().await?;
        let run = NewRun {
            id: self.run,
            system: self.source,
            format: self.feed.format(),
            started_at: self.app.clock.now(),
            is_dry_run: dry_run,
            actor: &self.actor,
        };
        imports::start(&*tx, &run, &files).await?;
        if dry_run {
            tx.prefer_indexes().await?;
            self.dry = Some(tx);
        } else {
            let entry = self.audit("import.start", json!({"files": files.len()}));
            tx.commit(entry).await?;
        }
        Ok(())
    }

    async fn apply_all(&mut self, progress: &dyn Progress) -> Result<(), AppError> {
        for stage in 0..self.feed.stages() {
            let (send, mut receive) = mpsc::channel::<Vec<Item>>(AHEAD);
            let feed = Arc::clone(&self.feed);
            let zones = self.directory.zone_book();
            let reader = tokio::task::spawn_blocking(move || {
                let mut chunk = Vec::with_capacity(CHUNK);
                let left_out = feed.read(stage, &zones, &mut |item| {
                    chunk.push(item);
                    chunk.len() < CHUNK || send.blocking_send(std::mem::take(&mut chunk)).is_ok()
                })?;
                // The other end is gone only after an error, which is told from there.
                let _ = send.blocking_send(chunk);
                Ok::<_, AppError>(left_out)
            });
            while let Some(items) = receive.recv().await {
                self.store_chunk(stage, &items).await?;
                progress.advance(items.len() as u64);
            }
            let left_out = reader
                .await
                .map_err(|_| AppError::Internal("the reading of files stopped"))??;
            for left_out in left_out {
                let file = &mut self.tally.files[left_out.file];
                *file.ignored.entry(left_out.why.to_owned()).or_default() += left_out.rows;
            }
            self.store_waiting().await?;
        }
        Ok(())
    }

    /// Plans and applies one chunk in one transaction, and counts it when it is stored.
    async fn store_chunk(&mut self, stage: usize, items: &[Item]) -> Result<(), AppError> {
        self.store(Work::Items { stage, items }).await?;
        Ok(())
    }

    /// Units whose parent may have come meanwhile: again and again while that helps, then for the
    /// last time.
    async fn store_waiting(&mut self) -> Result<(), AppError> {
        while !self.waiting.is_empty() {
            let waiting = std::mem::take(&mut self.waiting);
            let before = waiting.len();
            self.store(Work::Waiting {
                waiting: &waiting,
                last_call: false,
            })
            .await?;
            if self.waiting.len() == before {
                let waiting = std::mem::take(&mut self.waiting);
                self.store(Work::Waiting {
                    waiting: &waiting,
                    last_call: true,
                })
                .await?;
            }
        }
        Ok(())
    }

    async fn store(&mut self, work: Work<'_>) -> Result<(), AppError> {
        let mut pauses = PAUSES.into_iter();
        loop {
            let error = match self.attempt(work).await {
                Ok(()) => return Ok(()),
                Err(error) => error,
            };
            self.directory.take_back();
            // A conflict means that someone else stored the same record meanwhile: planned anew,
            // it is found. A dry run has one transaction, which is over after an error.
            let is_worth_it = matches!(
                &error,
                Attempt::Store(error)
                    if error.is_transient() || matches!(error, StoreError::Conflict { .. })
            );
            match pauses.next() {
                Some(pause) if is_worth_it && self.dry.is_none() => {
                    tokio::time::sleep(pause).await;
                    let naming = self.directory.naming.clone();
                    let db = &self.app.db;
                    self.directory = records::directory(db.writer(), self.app.zone, naming).await?;
                }
                _ => return Err(error.into()),
            }
        }
    }

    async fn attempt(&mut self, work: Work<'_>) -> Result<(), Attempt> {
        let effects = if let Some(tx) = self.dry.take() {
            let effects = self.apply(&tx, work).await;
            self.dry = Some(tx);
            effects?
        } else {
            let tx = self.app.db.begin().await?;
            tx.prefer_indexes().await?;
            let effects = self.apply(&tx, work).await?;
            let entry = self.audit("import.apply", effects.detail());
            tx.commit(entry).await?;
            effects
        };
        self.refresh_statistics().await;
        self.directory.mark();
        self.absorb(effects).map_err(Attempt::App)
    }

    /// Tells the database how large its tables have become, each time the run has doubled: lookups are
    /// planned by it. Failing is no reason to stop: what was applied is stored.
    async fn refresh_statistics(&mut self) {
        self.chunks += 1;
        if self.chunks.is_power_of_two() {
            let refreshed = match &self.dry {
                Some(tx) => records::refresh_statistics(&**tx).await,
                None => records::refresh_statistics(self.app.db.writer()).await,
            };
            if let Err(error) = refreshed {
                tracing::warn!(%error, "statistics were not refreshed");
            }
        }
    }

    fn audit(&self, action: &'static str, detail: serde_json::Value) -> AuditEntry {
        self.app.entry(
            &self.actor,
            action,
            format!("import_run/{}", self.run.0),
            "import",
            detail,
        )
    }

    /// Writes down how the run ended; takes a dry run back.
    async fn finish(&mut self, outcome: &Result<(), AppError>) -> Result<(), AppError> {
        if let Some(tx) = self.dry.take() {
            return Ok(tx.rollback().await?);
        }
        let end = match outcome {
            Ok(()) => RunEnd::Finished,
            Err(error) => RunEnd::Failed(error.code()),
        };
        let mut total = RunCounts::default();
        for file in &self.tally.files {
            let counts = file.total();
            total.created += counts.created;
            total.updated += counts.updated;
            total.unchanged += counts.unchanged;
            total.rejected += counts.rejected;
        }
        let mut pauses = PAUSES.into_iter();
        while let Err(error) = self.write_end(end, total).await {
            // A database that went away closed every connection, and may be back already.
            match pauses.next() {
                Some(pause) => tokio::time::sleep(pause).await,
                None => return Err(error.into()),
            }
        }
        Ok(())
    }

    async fn write_end(&self, end: RunEnd, total: RunCounts) -> Result<(), StoreError> {
        let tx = self.app.db.begin().await?;
        imports::finish(&*tx, self.run, self.app.clock.now(), end, total).await?;
        let detail = json!({
            "created": total.created,
            "updated": total.updated,
            "unchanged": total.unchanged,
            "rejected": total.rejected,
        });
        let entry = self.audit("import.finish", detail);
        tx.commit(entry).await
    }

    fn report(&self, dry_run: bool) -> ImportReport {
        ImportReport {
            run: self.run,
            dry_run,
            files: self.tally.files.clone(),
            not_read: Vec::new(),
            faults: self.tally.faults(),
            rejects: self.rejects.path().map(ToOwned::to_owned),
            evaluated: 0,
        }
    }
}

/// What one transaction does.
#[derive(Clone, Copy)]
pub(super) enum Work<'w> {
    /// A chunk of a stage.
    Items { stage: usize, items: &'w [Item] },
    /// Units that were put off.
    Waiting {
        waiting: &'w [Waiting],
        last_call: bool,
    },
}

impl Work<'_> {
    /// What a row is called and how it came, by its place.
    pub(super) fn row(&self, place: usize) -> (String, String) {
        match self {
            Self::Items { items, .. } => (
                items[place].label.clone(),
                Content::text(&items[place].content),
            ),
            Self::Waiting { waiting, .. } => {
                (waiting[place].label.clone(), waiting[place].content.clone())
            }
        }
    }
}

/// Why a chunk was not stored.
#[derive(Debug)]
pub(super) enum Attempt {
    Store(StoreError),
    App(AppError),
}

impl From<StoreError> for Attempt {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Attempt> for AppError {
    fn from(error: Attempt) -> Self {
        match error {
            Attempt::Store(error) => error.into(),
            Attempt::App(error) => error,
        }
    }
}
