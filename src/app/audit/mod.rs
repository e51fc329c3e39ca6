//! The audit log: checkpoints, whether it is whole, and what of it is told to whom.

pub mod access_log;
pub mod checkpoint;
pub mod export;
mod sheet;
pub mod verify;

use std::path::PathBuf;

use super::{App, AppError};
use crate::store::{Db, audit};

/// Where checkpoints go, and what of the log is shown.
#[derive(Debug, Clone)]
pub struct Auditing {
    /// Where checkpoints are also written.
    pub checkpoints: Sink,
    /// Whether access logs show reasons in somebody's own words.
    pub shows_reasons: bool,
}

/// Where checkpoints are also written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sink {
    /// Nowhere.
    Nowhere,
    /// The log of the program.
    Log,
    /// A file that is added to.
    File(PathBuf),
}

impl Default for Auditing {
    fn default() -> Self {
        Self {
            checkpoints: Sink::Nowhere,
            shows_reasons: true,
        }
    }
}

/// Whether there is a log in this database, whatever its schema.
///
/// # Errors
/// Whatever the database reports.
pub async fn is_begun(db: &Db) -> Result<bool, AppError> {
    Ok(audit::is_begun(db).await?)
}

/// Whether the log was written with the key at hand.
///
/// # Errors
/// When it was not, and whatever the database reports.
pub async fn check_key(app: &App) -> Result<(), AppError> {
    Ok(audit::check_key(&app.db).await?)
}
