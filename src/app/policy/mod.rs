//! Thresholds: what holds, since when and why, changing it, and what a change would change.
//! For administrators and the command line.

mod history;
pub mod preview;
mod set;
mod show;
mod wrong;

pub use history::{Version, history};
pub use set::{Set, Wish, set};
pub use show::{Shown, show, unit_called};
pub use wrong::Wrong;

use super::{Actor, AppError, Refusal};
use crate::domain::ids::UnitId;
use crate::domain::trajectory::Directory;
use crate::domain::vocabulary::Role;

/// What is told of a policy tells nothing of patients; all the same it is nobody else's to change.
///
/// # Errors
/// [`AppError::Forbidden`] for anybody but administrators and the command line.
pub fn admit(actor: &Actor) -> Result<(), AppError> {
    match actor {
        Actor::Account(viewer) if !viewer.has(Role::Administrator) => {
            Err(Refusal::PolicyIsForAdministrators.into())
        }
        Actor::Patient(_) => Err(Refusal::PolicyIsForAdministrators.into()),
        _ => Ok(()),
    }
}

fn known(directory: &Directory, unit: Option<UnitId>) -> Result<(), AppError> {
    match unit {
        Some(unit) if !directory.units.contains_key(&unit) => Err(AppError::NotFound("unit")),
        _ => Ok(()),
    }
}
