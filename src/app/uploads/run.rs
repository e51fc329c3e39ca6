//! The dry run of an upload, and applying it: in the background, so that neither needs the browser.

use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::json;
use tempfile::TempDir;

use super::receive::note;
use super::{Form, State, Upload, UploadId, lock, owner};
use crate::app::import::{self, Counts, ImportFiles, ImportReport};
use crate::app::{Actor, App, AppError};
use crate::domain::ids::AccountId;
use crate::store::{Db, StoreError};

/// Why a dry run or applying could not come to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// A file is not what it seemed at first sight.
    BadFile,
    /// There is no room for the records, or for what checking them needs.
    DiskFull,
    /// The database has too much to do.
    Busy,
    /// The database does not answer.
    Unavailable,
    /// The service was stopped meanwhile.
    Stopped,
    /// A fault of ours.
    Internal,
}

impl Failure {
    /// Every failure.
    pub const ALL: [Self; 6] = [
        Self::BadFile,
        Self::DiskFull,
        Self::Busy,
        Self::Unavailable,
        Self::Stopped,
        Self::Internal,
    ];

    /// The stable code of this failure.
    pub const fn code(self) -> &'static str {
        match self {
            Self::BadFile => "bad_file",
            Self::DiskFull => "disk_full",
            Self::Busy => "busy",
            Self::Unavailable => "unavailable",
            Self::Stopped => "stopped",
            Self::Internal => "internal",
        }
    }

    fn of(error: &AppError) -> Self {
        match error {
            AppError::BadFile(_) | AppError::InvalidInput { .. } => Self::BadFile,
            AppError::Unwritable { kind, .. } | AppError::Unreadable { kind, .. }
                if matches!(kind, ErrorKind::StorageFull | ErrorKind::QuotaExceeded) =>
            {
                Self::DiskFull
            }
            AppError::Store(StoreError::DiskFull) => Self::DiskFull,
            AppError::Store(StoreError::Busy | StoreError::TimedOut) | AppError::Conflict(_) => {
                Self::Busy
            }
            AppError::Store(StoreError::Unavailable(_)) => Self::Unavailable,
            _ => Self::Internal,
        }
    }
}

/// Which of the two is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Check,
    Apply,
}

/// Begins the dry run.
pub(super) fn check(app: &App, upload: &Arc<Upload>) {
    go(app, upload, Step::Check);
}

/// Applies an upload whose dry run is done. Asked for twice, it is done once.
///
/// # Errors
/// [`AppError::NotFound`] when the account has no such upload (any more), and
/// [`AppError::Conflict`] when there is nothing to apply.
pub async fn apply(app: &App, actor: &Actor, id: UploadId) -> Result<(), AppError> {
    let upload = app.uploads.of(owner(actor)?, id)?;
    let report = {
        let mut inside = upload.inside();
        let report = match &inside.state {
            State::Checked(report) => Arc::clone(report),
            State::Applying | State::Applied(_) => return Ok(()),
            _ => return Err(AppError::Conflict("upload")),
        };
        inside.state = State::Applying;
        upload.meter.reset();
        report
    };
    let detail = detail(&report);
    if let Err(error) = note(app, &upload.actor, id, "import.apply", detail).await {
        // Nothing may happen that is not written down: it can be asked for again.
        upload.inside().state = State::Checked(report);
        return Err(error);
    }
    go(app, &upload, Step::Apply);
    Ok(())
}

/// Does a step in a task of its own, and writes down how it ended.
fn go(app: &App, upload: &Arc<Upload>, step: Step) {
    let Some(folder) = upload.inside().folder.clone() else {
        upload.inside().state = ended(step, Err(Failure::Internal));
        return;
    };
    let work = {
        let (app, upload) = (app.clone(), Arc::clone(upload));
        tokio::spawn(async move { work(&app, &upload, step, &folder).await })
    };
    upload.inside().task = Some(work.abort_handle());
    let (app, upload) = (app.clone(), Arc::clone(upload));
    tokio::spawn(async move {
        let outcome = match work.await {
            Ok(Ok(report)) => Ok(Arc::new(report)),
            Ok(Err(error)) => {
                tracing::warn!(code = error.code(), "an upload could not be imported");
                Err(Failure::of(&error))
            }
            Err(error) if error.is_cancelled() => Err(Failure::Stopped),
            Err(_) => Err(Failure::Internal),
        };
        if let (Step::Check, Ok(report)) = (step, &outcome) {
            let detail = detail(report);
            let noted = note(&app, &upload.actor, upload.id, "import.dry_run", detail).await;
            if let Err(error) = noted {
                tracing::warn!(code = error.code(), "a dry run was not written down");
            }
        }
        let mut inside = upload.inside();
        inside.task = None;
        if step == Step::Apply || outcome.is_err() {
            inside.folder = None;
        }
        inside.state = ended(step, outcome);
    });
}

fn ended(step: Step, outcome: Result<Arc<ImportReport>, Failure>) -> State {
    match (step, outcome) {
        (Step::Check, Ok(report)) => State::Checked(report),
        (Step::Check, Err(failure)) => State::CheckFailed(failure),
        (Step::Apply, Ok(report)) => State::Applied(report),
        (Step::Apply, Err(failure)) => State::ApplyFailed(failure),
    }
}

async fn work(
    app: &App,
    upload: &Upload,
    step: Step,
    folder: &TempDir,
) -> Result<ImportReport, AppError> {
    let scratch = tempfile::tempdir_in(folder.path())
        .map_err(|error| AppError::unwritable(folder.path(), &error))?;
    let own = match step {
        Step::Check => Some(app.db.aside(scratch.path()).await?),
        Step::Apply => app.db.unhurried().await?,
    };
    let outcome = import(app, own.as_ref(), upload, step, folder, &scratch).await;
    if let Some(db) = own {
        db.close().await?;
    }
    outcome
}

async fn import(
    app: &App,
    own: Option<&Db>,
    upload: &Upload,
    step: Step,
    folder: &TempDir,
    scratch: &TempDir,
) -> Result<ImportReport, AppError> {
    let worker = match own {
        None => app.clone(),
        Some(db) => App::new(
            db.clone(),
            Arc::clone(&app.clock),
            Arc::clone(&app.ids),
            app.zone,
        ),
    };
    let command = ImportFiles {
        paths: paths(upload, folder),
        source: upload.source.clone(),
        mapping: upload.mapping.clone(),
        dry_run: step == Step::Check,
        // Rows are never shown on a page: this file goes with the folder.
        rejects: Some(scratch.path().join("rejects.csv")),
        folder: scratch.path().to_owned(),
    };
    let (actor, meter) = (&upload.actor, &*upload.meter);
    match upload.form {
        Form::Csv => import::csv(&worker, actor, &command, meter).await,
        Form::Fhir => import::fhir(&worker, actor, &command, meter).await,
    }
}

fn paths(upload: &Upload, folder: &TempDir) -> Vec<PathBuf> {
    let files = upload.files.iter();
    files.map(|file| folder.path().join(&file.name)).collect()
}

/// Counts for the audit trail.
fn detail(report: &ImportReport) -> serde_json::Value {
    let Counts {
        created,
        updated,
        unchanged,
        rejected,
    } = report.total();
    json!({
        "created": created,
        "updated": updated,
        "unchanged": unchanged,
        "rejected": rejected,
    })
}

/// Removes an upload that nobody applies or discards. One that is under way is waited for.
pub(super) fn forget_later(app: &App, owner: AccountId, id: UploadId) {
    let uploads = Arc::downgrade(&app.uploads);
    let keep = app.uploads.settings.keep;
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(keep).await;
            let Some(uploads) = uploads.upgrade() else {
                return;
            };
            let mut held = lock(&uploads.held);
            match held.uploads.get(&owner) {
                Some(upload) if upload.id == id => {
                    if !upload.inside().state.is_under_way() {
                        held.uploads.remove(&owner);
                        return;
                    }
                }
                _ => return,
            }
        }
    });
}
