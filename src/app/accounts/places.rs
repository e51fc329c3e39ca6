//! Professionals and units by the ids that people know: those of the source systems.

use crate::app::{App, AppError};
use crate::domain::access::Granted;
use crate::domain::ids::{ProfessionalId, SourceId, UnitId};
use crate::domain::trajectory::Directory;
use crate::domain::vocabulary::Role;

/// The professional of a source's id, or of `system|value` where several systems use the same.
///
/// # Errors
/// [`AppError::NotFound`] for none, [`AppError::InvalidInput`] for several.
pub async fn professional(app: &App, id: &str) -> Result<ProfessionalId, AppError> {
    let directory = app.directory().await?;
    let all = directory.professionals.values();
    one(
        all.filter(|professional| is_called(&professional.source, id))
            .map(|professional| professional.id),
        "professional",
    )
}

/// The role of `ROLE` or `ROLE@UNIT`, the unit by its source's id.
///
/// # Errors
/// [`AppError::InvalidInput`] for an unknown role or several units of that id,
/// [`AppError::NotFound`] for an unknown unit.
pub async fn granted(app: &App, text: &str) -> Result<Granted, AppError> {
    let (role, unit) = match text.split_once('@') {
        Some((role, unit)) => (role, Some(unit)),
        None => (text, None),
    };
    let role: Role = role.parse().map_err(|_| AppError::InvalidInput {
        field: "role",
        expected: format!("one of {}", Role::CODES.join(", ")),
    })?;
    let unit = match unit {
        Some(id) => Some(unit_called(&*app.directory().await?, id)?),
        None => None,
    };
    Ok(Granted { role, unit })
}

/// The unit of a source's id, or of `system|value` where several systems use the same.
///
/// # Errors
/// [`AppError::NotFound`] for none, [`AppError::InvalidInput`] for several.
pub(in crate::app) fn unit_called(directory: &Directory, id: &str) -> Result<UnitId, AppError> {
    let all = directory.units.values();
    one(
        all.filter(|unit| is_called(&unit.source, id))
            .map(|unit| unit.id),
        "unit",
    )
}

fn is_called(source: &SourceId, id: &str) -> bool {
    source.value == id || source.to_string() == id
}

fn one<T>(mut found: impl Iterator<Item = T>, what: &'static str) -> Result<T, AppError> {
    match (found.next(), found.next()) {
        (None, _) => Err(AppError::NotFound(what)),
        (Some(one), None) => Ok(one),
        (Some(_), Some(_)) => Err(AppError::InvalidInput {
            field: what,
            expected: "system|id, because several systems use this id".to_owned(),
        }),
    }
}
