//! Who knows a patient, and who of them is near.

use super::record::{self, Opened};
use super::{Actor, App, AppError};
use crate::domain::familiarity::{Acquaintance, familiar, near};
use crate::domain::flags::Case;
use crate::domain::ids::{PatientId, UnitId};
use crate::domain::overview::{Place, whereabouts};
use crate::store::shifts;

/// Everybody who knows a patient.
#[derive(Debug, Clone)]
pub struct People {
    /// The patient's record.
    pub opened: Opened,
    /// The unit that they are near to or not.
    pub unit: Option<UnitId>,
    /// The best known first.
    pub people: Vec<Acquaintance>,
}

/// Everybody who knows a patient, and who of them works at a unit: the one that is asked for, else the
/// ward where the patient is.
///
/// # Errors
/// As [`record::open`], and [`AppError::InvalidInput`] for a unit that there is not.
pub async fn show(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    unit: Option<UnitId>,
) -> Result<People, AppError> {
    let opened = record::open(app, actor, patient, "familiarity.show").await?;
    if unit.is_some_and(|unit| !opened.directory.units.contains_key(&unit)) {
        return Err(AppError::InvalidInput {
            field: "unit",
            expected: "the id of a unit".to_owned(),
        });
    }
    let case = opened.case();
    let unit = unit.or_else(|| match whereabouts(&case).place {
        Place::Admitted { ward, .. } => Some(ward),
        _ => None,
    });
    let people = people(app, &case, unit).await?;
    drop(case);
    Ok(People {
        opened,
        unit,
        people,
    })
}

/// Everybody who knows the patient of a record that was opened.
///
/// # Errors
/// Whatever the database reports.
pub async fn people(
    app: &App,
    case: &Case<'_>,
    unit: Option<UnitId>,
) -> Result<Vec<Acquaintance>, AppError> {
    let known = familiar(case);
    let who: Vec<_> = known.iter().map(|known| known.professional).collect();
    let on_shift = shifts::on_shift(&app.db.read, &who, case.as_of).await?;
    Ok(near(known, case, unit, &on_shift))
}
