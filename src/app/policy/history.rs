//! Who changed thresholds, when, why, and what was changed.

use std::sync::Arc;

use super::{admit, known};
use crate::app::{Actor, App, AppError};
use crate::domain::flags::Policy;
use crate::domain::flags::policy::{Change, PolicyVersion};
use crate::domain::ids::UnitId;
use crate::domain::trajectory::Directory;

/// One version, with what it changed.
#[derive(Debug, Clone)]
pub struct Version {
    /// The version.
    pub version: PolicyVersion,
    /// What held the moment before.
    pub before: Arc<Policy>,
    /// What is different since.
    pub changes: Change,
    /// Whether it holds now, as the newest of its own.
    pub is_current: bool,
    /// Whether it takes back all that a unit kept for itself.
    pub takes_back: bool,
}

/// Every version of the service and of units, or of one unit alone, the one set last first.
///
/// # Errors
/// [`AppError::Forbidden`] for anybody but administrators, [`AppError::NotFound`] for an unknown unit.
pub async fn history(
    app: &App,
    actor: &Actor,
    unit: Option<UnitId>,
) -> Result<(Vec<Version>, Arc<Directory>), AppError> {
    admit(actor)?;
    let standing = app.standing_now().await?;
    known(&standing.directory, unit)?;
    let (book, directory) = (standing.policies, standing.directory);
    let now = app.clock.now();
    let mut versions: Vec<Version> = book
        .versions()
        .filter(|version| unit.is_none() || version.unit == unit)
        .map(|version| {
            let [before, after] = book.around(&directory, version);
            Version {
                changes: Change::between(&before, &after),
                before,
                is_current: book.own(version.unit, now) == Some(version),
                takes_back: version.unit.is_some() && version.change.is_empty(),
                version: version.clone(),
            }
        })
        .collect();
    versions.sort_by_key(|version| {
        let version = &version.version;
        std::cmp::Reverse((version.recorded_at, version.id))
    });
    Ok((versions, directory))
}
