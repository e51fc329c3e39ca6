//! Imports through the page: files are received, checked by a dry run, looked at, then applied or
//! discarded. For administrators; an upload belongs to the account that made it, which has one at a
//! time.
//!
//! Work goes on in the background and survives the browser. It does not survive the process: an
//! upload is forgotten with it, and a run that was being applied is remembered as cut off. What it had
//! stored stays, and the same files again complete it.

mod inspect;
mod meter;
mod place;
mod receive;
mod recover;
mod run;
mod show;

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tempfile::TempDir;
use tokio::task::AbortHandle;
use uuid::Uuid;

use super::import::ImportReport;
use super::{Actor, AppError, Refusal};
use crate::domain::ids::AccountId;
use crate::domain::time::Instant;

pub use inspect::{FileFault, Problem, mappings};
pub use meter::Distance;
pub use receive::{Asked, Receiving, Refused, begin};
pub use recover::{recover, stop};
pub use run::{Failure, apply};
pub use show::{View, current, discard, show};

use meter::Meter;
use place::Place;

/// Where uploads wait, how long, and how large they may be.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The folder that uploads wait in; created when the first one comes.
    pub folder: PathBuf,
    /// The most that one upload may hold, in bytes.
    pub most_bytes: u64,
    /// How long an upload waits to be applied or discarded.
    pub keep: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            folder: std::env::temp_dir().join("redthread-uploads"),
            most_bytes: 200_000_000,
            keep: Duration::from_hours(6),
        }
    }
}

/// An upload's identity, as in its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UploadId(pub Uuid);

/// The form of an upload's files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// CSV, of the format or under a mapping.
    Csv,
    /// FHIR R4.
    Fhir,
}

impl Form {
    /// The stable code of this form.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Fhir => "fhir",
        }
    }
}

/// A file that was received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The name it is kept and reported under: one of the format's, or a number. Never a path.
    pub name: String,
    /// Its length.
    pub bytes: u64,
}

/// Where an upload is.
#[derive(Debug, Clone)]
pub enum State {
    /// The dry run goes on.
    Checking,
    /// This is what applying it would do.
    Checked(Arc<ImportReport>),
    /// The dry run could not finish.
    CheckFailed(Failure),
    /// It is being applied.
    Applying,
    /// It was applied.
    Applied(Arc<ImportReport>),
    /// It could not be applied to its end.
    ApplyFailed(Failure),
}

impl State {
    /// The stable code of this state.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Checking => "checking",
            Self::Checked(_) => "checked",
            Self::CheckFailed(_) => "check_failed",
            Self::Applying => "applying",
            Self::Applied(_) => "applied",
            Self::ApplyFailed(_) => "apply_failed",
        }
    }

    /// Whether something is going on.
    pub const fn is_under_way(&self) -> bool {
        matches!(self, Self::Checking | Self::Applying)
    }
}

/// One upload.
#[derive(Debug)]
struct Upload {
    id: UploadId,
    /// Who made it.
    actor: Actor,
    source: String,
    mapping: Option<String>,
    form: Form,
    files: Vec<Received>,
    uploaded_at: Instant,
    meter: Arc<Meter>,
    inside: Mutex<Inside>,
}

/// What of an upload changes.
#[derive(Debug)]
struct Inside {
    state: State,
    /// The files; removed when they are not needed any more.
    folder: Option<Arc<TempDir>>,
    task: Option<AbortHandle>,
}

impl Upload {
    fn inside(&self) -> MutexGuard<'_, Inside> {
        lock(&self.inside)
    }
}

/// Every upload of this process.
#[derive(Debug, Default)]
pub struct Uploads {
    settings: Settings,
    held: Mutex<Held>,
}

#[derive(Debug, Default)]
struct Held {
    /// Made with the first upload, removed at the end.
    place: Option<Place>,
    /// Accounts that are sending files at this moment.
    receiving: HashSet<AccountId>,
    uploads: HashMap<AccountId, Arc<Upload>>,
    is_stopping: bool,
}

impl Uploads {
    /// No uploads yet.
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            ..Self::default()
        }
    }

    /// Where uploads wait, how long, and how large they may be.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        lock(&self.held)
    }

    /// The upload of an account under this identity.
    fn of(&self, owner: AccountId, id: UploadId) -> Result<Arc<Upload>, AppError> {
        self.held()
            .uploads
            .get(&owner)
            .filter(|upload| upload.id == id)
            .cloned()
            .ok_or(AppError::NotFound("upload"))
    }
}

/// The account of an administrator.
fn owner(actor: &Actor) -> Result<AccountId, AppError> {
    super::import::history::admit(actor)?;
    match actor {
        Actor::Account(viewer) => Ok(viewer.account),
        Actor::CommandLine(_) | Actor::Patient(_) | Actor::System => {
            Err(Refusal::UploadsAreForAccounts.into())
        }
    }
}

/// What a panic left behind is still true: every change under these locks is one assignment.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
