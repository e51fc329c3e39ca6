//! What holds, for the service or for a unit, and against what.

use std::sync::Arc;

use super::{admit, known};
use crate::app::{Actor, App, AppError};
use crate::domain::flags::Policy;
use crate::domain::flags::policy::{PolicyBook, PolicyVersion};
use crate::domain::ids::{PolicyVersionId, UnitId};
use crate::domain::time::Instant;
use crate::domain::trajectory::Directory;

/// What holds at an instant.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The unit it is for; `None` is the service.
    pub unit: Option<UnitId>,
    /// The instant.
    pub at: Instant,
    /// What holds.
    pub policy: Arc<Policy>,
    /// What it is read against: of the service the defaults, of a unit what it would have if it kept
    /// nothing for itself.
    pub above: Arc<Policy>,
    /// The newest of the versions that make it up; `None` where nobody ever set one.
    pub version: Option<PolicyVersionId>,
    /// The version of its own that holds.
    pub own: Option<PolicyVersion>,
    /// Versions of its own that will hold later, the next one first.
    pub coming: Vec<PolicyVersion>,
    /// How many versions there are, of anything: who changes the policy says from which state.
    pub mark: u64,
    /// Every version.
    pub policies: Arc<PolicyBook>,
    /// Units by name.
    pub directory: Arc<Directory>,
}

impl Shown {
    /// Whether a unit keeps something for itself.
    pub fn keeps_own(&self) -> bool {
        let own = self.own.as_ref().filter(|_| self.unit.is_some());
        own.is_some_and(|own| !own.change.is_empty())
    }
}

/// What holds for the service (`None`) or a unit, now or at an instant.
///
/// # Errors
/// [`AppError::Forbidden`] for anybody but administrators, [`AppError::NotFound`] for an unknown unit.
pub async fn show(
    app: &App,
    actor: &Actor,
    unit: Option<UnitId>,
    at: Option<Instant>,
) -> Result<Shown, AppError> {
    admit(actor)?;
    let standing = app.standing_now().await?;
    known(&standing.directory, unit)?;
    let at = at.unwrap_or_else(|| app.clock.now());
    let (book, directory) = (standing.policies, standing.directory);
    let held = book.at(&directory, unit, at);
    let coming = book.versions_of(unit).filter(|own| own.valid_from > at);
    Ok(Shown {
        unit,
        at,
        policy: held.policy,
        above: book.above(&directory, unit, at),
        version: held.version,
        own: book.own(unit, at).cloned(),
        coming: coming.cloned().collect(),
        mark: book.len() as u64,
        policies: book,
        directory,
    })
}

/// The unit of a source's id, or of `system|value` where several systems use the same.
///
/// # Errors
/// [`AppError::NotFound`] for none, [`AppError::InvalidInput`] for several.
pub async fn unit_called(app: &App, id: &str) -> Result<UnitId, AppError> {
    let directory = app.directory().await?;
    crate::app::accounts::unit_called(&directory, id)
}
