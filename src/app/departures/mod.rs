//! Planning for somebody who leaves, and for patients whom nobody is named for: who is concerned, who could take
//! the thread, and what becomes of that.
//!
//! Service managers see names and ties of their own units here, with that purpose in the audit log, and nothing of
//! what patients said. Administrators do not: they see no patients.

mod assign;
mod compare;
mod confirm;
mod market;
mod offer;
mod plan;
mod undo;
mod worklist;

pub use assign::{Assignment, PATIENTS_MAX, Unnamed, assign};
pub use compare::{Comparison, Difference, Taken, compare};
pub use confirm::{Confirming, Outcome, confirm};
pub use market::Load;
pub use offer::{Colleague, Offered, offered};
pub use plan::{Affected, Leaving, Plan, Possible, Successor, plan};
pub use undo::{Undoing, Undone, undo};
pub use worklist::{Underway, Waiting, Worklist, is_underway, worklist};

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Actor, App, AppError, Refusal};
use crate::domain::access::Reach;
use crate::domain::ids::{PatientId, UnitId};
use crate::domain::trajectory::Directory;
use crate::domain::vocabulary::Role;
use crate::store::{AuditEntry, audit};

/// Lets in who plans for units.
///
/// # Errors
/// [`AppError::Forbidden`] for everybody else, administrators among them.
pub fn admit(actor: &Actor) -> Result<(), AppError> {
    match actor {
        Actor::CommandLine(_) | Actor::System => Ok(()),
        Actor::Account(viewer) if viewer.has(Role::ServiceManager) => Ok(()),
        Actor::Account(_) | Actor::Patient(_) => Err(Refusal::PlansAreForManagers.into()),
    }
}

/// The units that somebody plans for, with those below them; `None` is all of them, on the command line.
fn managed(actor: &Actor, directory: &Directory) -> Result<Option<BTreeSet<UnitId>>, AppError> {
    admit(actor)?;
    let Actor::Account(viewer) = actor else {
        return Ok(None);
    };
    let managed = viewer.roles.iter();
    let managed = managed.filter(|granted| granted.role == Role::ServiceManager);
    let units = managed
        .filter_map(|granted| granted.unit)
        .flat_map(|unit| directory.downwards(unit));
    Ok(Some(units.collect()))
}

/// The units that are asked for: one of those that somebody plans for with all below it, or all of them.
fn within(
    managed: Option<BTreeSet<UnitId>>,
    unit: Option<UnitId>,
    directory: &Directory,
) -> Result<Option<BTreeSet<UnitId>>, AppError> {
    let Some(unit) = unit else {
        return Ok(managed);
    };
    let is_own = managed.as_ref().is_none_or(|own| own.contains(&unit));
    if !is_own || !directory.units.contains_key(&unit) {
        return Err(AppError::InvalidInput {
            field: "unit",
            expected: "the id of a unit that you manage".to_owned(),
        });
    }
    Ok(Some(directory.downwards(unit).into_iter().collect()))
}

/// Whose own record, and whose family's, is not in it.
fn reader(actor: &Actor) -> Reach {
    let viewer = match actor {
        Actor::Account(viewer) => Some(viewer),
        _ => None,
    };
    Reach {
        account: viewer.map(|viewer| viewer.account),
        professional: viewer.and_then(|viewer| viewer.professional),
        units: Vec::new(),
    }
}

/// Writes down that these patients are about to be named, and why.
async fn note(
    app: &App,
    actor: &Actor,
    patients: &[PatientId],
    action: &'static str,
    detail: &Value,
) -> Result<(), AppError> {
    let entries = patients.iter().map(|patient| AuditEntry {
        patient: Some(*patient),
        ..app.entry(actor, action, "patient", "administration", detail.clone())
    });
    Ok(audit::note(&app.db, entries).await?)
}
