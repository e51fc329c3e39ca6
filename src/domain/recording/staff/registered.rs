//! Professionals and units that are not known yet: a service without an import begins with them.

use chrono_tz::Tz;

use super::NAME_MAX;
use crate::domain::folding;
use crate::domain::intake::{Professional, Unit};
use crate::domain::recording::desk::Desk;
use crate::domain::recording::{Fault, Fields, Scene, Wrong};

/// A professional. One of the same name and profession is there already, unless it is said (`sure`) that
/// this is another.
///
/// # Errors
/// The fields that cannot be used.
pub fn professional(fields: &Fields, scene: &Scene<'_>) -> Result<Professional, Vec<Fault>> {
    let mut desk = Desk::new(fields, scene);
    let name = desk.name();
    let told = desk.code("profession");
    let profession = desk.need("profession", told);
    let is_sure = desk.yes("sure").value() == Some(true);
    let mut people = scene.directory.professionals.values();
    let is_there = people
        .any(|other| Some(other.profession) == profession && is_same(&other.name, name.as_deref()));
    if is_there && !is_sure {
        desk.fault("name", Wrong::SameName);
    }
    desk.faults()?;
    let (Some(name), Some(profession)) = (name, profession) else {
        return Err(Vec::new());
    };
    Ok(Professional {
        id: String::new(),
        name,
        profession,
    })
}

/// A unit: a ward, a team, or what they belong to.
///
/// # Errors
/// The fields that cannot be used.
pub fn unit(fields: &Fields, scene: &Scene<'_>) -> Result<Unit, Vec<Fault>> {
    let mut desk = Desk::new(fields, scene);
    let name = desk.name();
    let told = desk.code("setting");
    let setting = desk.need("setting", told);
    let parent = desk.unit("parent").value();
    let time_zone = desk.time_zone();
    let beds = desk.number("beds").value();
    let mut units = scene.directory.units.values();
    if units.any(|other| other.parent == parent && is_same(&other.name, name.as_deref())) {
        desk.fault("name", Wrong::SameName);
    }
    desk.faults()?;
    let (Some(name), Some(setting)) = (name, setting) else {
        return Err(Vec::new());
    };
    Ok(Unit {
        id: String::new(),
        name,
        setting,
        parent_id: parent.map(|parent| scene.unit_name(parent)),
        time_zone,
        beds,
    })
}

fn is_same(other: &str, name: Option<&str>) -> bool {
    name.is_some_and(|name| folding::fold(name) == folding::fold(other))
}

impl Desk<'_> {
    /// A name that can be read.
    fn name(&mut self) -> Option<String> {
        let told = self.text("name", NAME_MAX);
        let name = self.need("name", told);
        if name
            .as_deref()
            .is_some_and(|name| folding::fold(name).is_empty())
        {
            self.fault("name", Wrong::Missing);
        }
        name
    }

    /// A zone by its name, such as `Europe/Oslo`.
    fn time_zone(&mut self) -> Option<Tz> {
        let typed = self.text("time_zone", NAME_MAX).value()?;
        let zone = typed.parse().ok();
        if zone.is_none() {
            self.fault("time_zone", Wrong::NoZone);
        }
        zone
    }
}
