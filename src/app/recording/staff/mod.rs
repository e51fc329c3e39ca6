//! Employments, professionals and units, as people record them. Administrators register both and keep
//! every employment; service managers keep those of the units that they look after. Everybody who signed
//! in may see who works where; how many patients somebody has only those who keep the employment.

mod employ;
mod register;
mod show;

pub use employ::{Employed, Employing, Step, employ};
pub use register::{Registered, register_professional, register_unit};
pub use show::{Shown, Term, professional};

use crate::app::report::units_of;
use crate::app::{Actor, App, AppError, Refusal};
use crate::domain::access::Viewer;
use crate::domain::ids::UnitId;
use crate::domain::vocabulary::Role;

/// The units whose employments an actor keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keeps {
    /// All of them.
    Every,
    /// These; none for those who look after no unit.
    These(Vec<UnitId>),
}

impl Keeps {
    /// Whether it is so at a unit.
    pub fn at(&self, unit: UnitId) -> bool {
        match self {
            Self::Every => true,
            Self::These(units) => units.contains(&unit),
        }
    }
}

/// The units whose employments an actor keeps.
///
/// # Errors
/// Whatever the database reports.
pub async fn keeps(app: &App, actor: &Actor) -> Result<Keeps, AppError> {
    match units_of(app, actor).await {
        Ok(None) => Ok(Keeps::Every),
        Ok(Some(units)) => Ok(Keeps::These(units)),
        Err(AppError::Forbidden(_)) => Ok(Keeps::These(Vec::new())),
        Err(error) => Err(error),
    }
}

/// Whether an actor may register professionals and units.
pub fn registers(actor: &Actor) -> bool {
    let is_administrator = |viewer: &Viewer| viewer.has(Role::Administrator);
    match actor {
        Actor::Account(viewer) => is_administrator(viewer),
        Actor::Patient(_) => false,
        Actor::CommandLine(_) | Actor::System => true,
    }
}

fn may_register(actor: &Actor) -> Result<(), AppError> {
    if registers(actor) {
        Ok(())
    } else {
        Err(Refusal::DirectoryIsForAdministrators.into())
    }
}
