//! Units and professionals in order of name: open to everybody who signed in.

use std::sync::Arc;

use super::{Actor, App, AppError};
use crate::domain::ids::{ProfessionalId, UnitId};
use crate::domain::trajectory::Directory;

/// The directory, and its units in order of name.
///
/// # Errors
/// Whatever the database reports.
pub async fn units(app: &App, _: &Actor) -> Result<(Arc<Directory>, Vec<UnitId>), AppError> {
    let directory = app.directory().await?;
    let mut units: Vec<_> = directory.units.values().collect();
    units.sort_unstable_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    let units = units.into_iter().map(|unit| unit.id).collect();
    Ok((directory, units))
}

/// The directory as it is now: for those who have just changed it.
///
/// # Errors
/// Whatever the database reports.
pub async fn now(app: &App) -> Result<Arc<Directory>, AppError> {
    Ok(app.standing_now().await?.directory)
}

/// The directory, and its professionals in order of name.
///
/// # Errors
/// Whatever the database reports.
pub async fn professionals(
    app: &App,
    _: &Actor,
) -> Result<(Arc<Directory>, Vec<ProfessionalId>), AppError> {
    let directory = app.directory().await?;
    let mut people: Vec<_> = directory.professionals.values().collect();
    people.sort_unstable_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    let people = people.into_iter().map(|person| person.id).collect();
    Ok((directory, people))
}
