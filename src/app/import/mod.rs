//! Import: records of another system, taken in.
//!
//! Two front doors, [`csv()`] and [`fhir()`], and one engine behind them. Files are gone through twice:
//! first to find what is wrong with a whole file and which ids occur more than once, before
//! anything is stored; then, in stages and chunk by chunk, each record is planned (pure: created,
//! updated, unchanged or rejected with its reason) and applied, one transaction per chunk with its
//! audit entry. Memory does not grow with the input. Running the same files again changes nothing,
//! and completes what a run that was stopped left undone.

mod apply;
#[path = "csv.rs"]
mod csv_feed;
mod duplicates;
mod effects;
mod engine;
mod feed;
#[path = "fhir.rs"]
mod fhir_feed;
pub mod history;
mod plan;
mod rejects;
mod report;
mod resolve;
mod sorted;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::evaluate::{Which, keep};
use super::{Actor, App, AppError, Progress};
use crate::interop;
use csv_feed::CsvFeed;
use feed::Feed;
use fhir_feed::FhirFeed;

pub use report::{Counts, Fault, FileReport, ImportReport, ROWS_KEPT};

/// What to take in, and how.
#[derive(Debug, Clone)]
pub struct ImportFiles {
    /// Files, or folders of them.
    pub paths: Vec<PathBuf>,
    /// The system that gave the ids.
    pub source: String,
    /// How the source's columns and codes map onto ours: a path, or for CSV the name of a mapping
    /// that ships with the program.
    pub mapping: Option<String>,
    /// Whether to check everything and store nothing.
    pub dry_run: bool,
    /// Where rejected rows go; `None` is a file in `folder` named after source and time.
    pub rejects: Option<PathBuf>,
    /// The data directory: scratch files and, by default, the rejects.
    pub folder: PathBuf,
}

/// Takes in CSV files: of the format, or any others under a mapping.
pub async fn csv(
    app: &App,
    actor: &Actor,
    command: &ImportFiles,
    progress: &dyn Progress,
) -> Result<ImportReport, AppError> {
    check(command)?;
    let mapping = command
        .mapping
        .as_deref()
        .map(interop::csv::Mapping::load)
        .transpose()
        .map_err(|error| AppError::BadFile(error.to_string()))?;
    let (feed, left_out) = CsvFeed::open(&command.paths, mapping.as_ref())?;
    let mut report = run(app, actor, command, Arc::new(feed), progress).await?;
    report.not_read = left_out
        .into_iter()
        .map(|file| (file_name(&file.path), file.why.words()))
        .collect();
    Ok(report)
}

/// Takes in FHIR R4: Bundles, NDJSON and single resources.
pub async fn fhir(
    app: &App,
    actor: &Actor,
    command: &ImportFiles,
    progress: &dyn Progress,
) -> Result<ImportReport, AppError> {
    check(command)?;
    let mapping = match &command.mapping {
        None => interop::fhir::Mapping::default(),
        Some(path) => {
            let path = Path::new(path);
            let text = std::fs::read_to_string(path)
                .map_err(|error| AppError::unreadable(path, &error))?;
            interop::fhir::Mapping::from_toml(&text)
                .map_err(|error| AppError::BadFile(format!("{}: {error}", path.display())))?
        }
    };
    let feed = FhirFeed::open(&command.paths, mapping, app.zone)?;
    run(app, actor, command, Arc::new(feed), progress).await
}

async fn run(
    app: &App,
    actor: &Actor,
    command: &ImportFiles,
    feed: Arc<dyn Feed>,
    progress: &dyn Progress,
) -> Result<ImportReport, AppError> {
    let mut report = engine::run(app, actor, command, feed, progress).await?;
    if !command.dry_run {
        // Those of this run, and those that an earlier run was stopped before evaluating.
        report.evaluated = keep(app, actor, Which::Due, progress).await?.patients;
    }
    Ok(report)
}

/// The longest name of a system, in bytes.
pub(crate) const LONGEST_SOURCE: usize = 255;

/// What can be told from the command alone. A system's name stands before `|` in output, so that
/// it cannot hold one.
fn check(command: &ImportFiles) -> Result<(), AppError> {
    let source = &command.source;
    let is_odd = source.contains('|') || source.chars().any(char::is_control);
    if source.is_empty() || source.len() > LONGEST_SOURCE || is_odd {
        return Err(AppError::InvalidInput {
            field: "--source",
            expected: "the name of the system that gave the ids, without | or control characters"
                .to_owned(),
        });
    }
    match command.paths.iter().find(|path| !path.exists()) {
        None => Ok(()),
        Some(path) => Err(AppError::InvalidInput {
            field: "PATH",
            expected: format!(
                "an existing file or folder ({} is not there)",
                path.display()
            ),
        }),
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

/// The scratch files of a run cannot be written.
fn scratch_error(error: &io::Error) -> AppError {
    AppError::Unwritable {
        path: PathBuf::from("scratch files in the data directory"),
        kind: error.kind(),
    }
}
