//! Whose departure somebody can think through: the people and units that they look after.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::managed;
use crate::app::{Actor, App, AppError};
use crate::domain::ids::{ProfessionalId, UnitId};
use crate::domain::time;
use crate::domain::trajectory::Directory;

/// People and units to choose from.
#[derive(Debug, Clone)]
pub struct Offered {
    /// The units, by name.
    pub units: Vec<UnitId>,
    /// Who works at them today, by name; without guests, who are there for a day.
    pub people: Vec<Colleague>,
    /// Names.
    pub directory: Arc<Directory>,
}

/// Somebody who works there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// Who.
    pub professional: ProfessionalId,
    /// Where, of these units.
    pub units: BTreeSet<UnitId>,
}

/// The people and units that somebody looks after.
///
/// # Errors
/// [`AppError::Forbidden`] for those who manage no unit, and whatever the database reports.
pub async fn offered(app: &App, actor: &Actor) -> Result<Offered, AppError> {
    let directory = app.directory().await?;
    let managed = managed(actor, &directory)?;
    let is_own = |unit: &UnitId| managed.as_ref().is_none_or(|own| own.contains(unit));
    let today = time::local_date(app.clock.now(), app.zone);
    let mut units: Vec<UnitId> = directory.units.keys().copied().filter(is_own).collect();
    let unit_name = |unit: &UnitId| directory.units.get(unit).map(|unit| &unit.name);
    units.sort_by(|a, b| (unit_name(a), a).cmp(&(unit_name(b), b)));
    let everybody = directory.professionals.keys().copied();
    let mut people: Vec<Colleague> = everybody
        .filter(|who| !directory.guests.contains(who))
        .map(|professional| Colleague {
            units: directory
                .workplaces(professional, today)
                .filter(is_own)
                .collect(),
            professional,
        })
        .filter(|one| !one.units.is_empty())
        .collect();
    let name = |one: &Colleague| {
        let known = directory.professionals.get(&one.professional);
        known.map(|known| &known.name)
    };
    people.sort_by(|a, b| (name(a), a.professional).cmp(&(name(b), b.professional)));
    Ok(Offered {
        units,
        people,
        directory,
    })
}
