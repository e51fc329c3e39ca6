//! Employments: they begin, are planned to end, and end.

use chrono::NaiveDate;

use crate::domain::ids::ProfessionalId;
use crate::domain::intake::Employment;
use crate::domain::recording::desk::Desk;
use crate::domain::recording::{Fault, Fields, Scene, Told, Wrong};
use crate::domain::time;

/// Years that nobody has worked longer.
const YEARS_AGO: i32 = 60;

/// Years ahead that somebody may be employed from, or planned to leave.
const YEARS_AHEAD: i32 = 10;

/// A time at a unit that is there already.
pub type Term<'a> = &'a Employment;

/// A professional begins at a unit. `others` are their employments so far.
///
/// # Errors
/// The fields that cannot be used.
pub fn begin(
    fields: &Fields,
    scene: &Scene<'_>,
    who: ProfessionalId,
    others: &[Term<'_>],
) -> Result<Employment, Vec<Fault>> {
    let mut desk = Desk::new(fields, scene);
    let unit = desk.unit("unit");
    let unit = desk.need("unit", unit);
    let today = time::local_date(scene.now, desk.zone(unit));
    let from = desk.day("from").value().unwrap_or(today);
    if from < time::add_years(today, -YEARS_AGO) {
        desk.fault("from", Wrong::TooLongAgo);
    }
    if from > time::add_years(today, YEARS_AHEAD) {
        desk.fault("from", Wrong::TooFar);
    }
    let planned_end = desk.day("planned_end").value();
    desk.leaves(planned_end, from, today);
    let employment = Employment {
        professional_id: scene.person_name(who),
        unit_id: unit.map(|unit| scene.unit_name(unit)).unwrap_or_default(),
        from,
        to: None,
        planned_end,
        is_locum: desk.yes("is_locum").value().unwrap_or(false),
        caseload_limit: desk.number("caseload_limit").value(),
    };
    desk.works_once(&employment, others);
    desk.faults()?;
    Ok(employment)
}

/// What is agreed about an employment that lasts: its planned end, how many patients, whether a locum.
///
/// # Errors
/// The fields that cannot be used.
pub fn change(
    fields: &Fields,
    scene: &Scene<'_>,
    was: &Employment,
) -> Result<Employment, Vec<Fault>> {
    let mut desk = Desk::new(fields, scene);
    let today = time::local_date(scene.now, desk.zone(scene.unit_of(&was.unit_id)));
    if was.to.is_some() {
        desk.fault("planned_end", Wrong::EmploymentOver);
    }
    let planned_end = desk.day("planned_end").over(was.planned_end);
    if planned_end != was.planned_end {
        desk.leaves(planned_end, was.from, today);
    }
    desk.words("reason");
    let changed = Employment {
        planned_end,
        is_locum: desk.yes("is_locum").value().unwrap_or(was.is_locum),
        caseload_limit: desk.number("caseload_limit").over(was.caseload_limit),
        ..was.clone()
    };
    desk.faults()?;
    Ok(changed)
}

/// An employment ends; of one that has ended, the day is put right, or it goes on.
///
/// # Errors
/// The fields that cannot be used.
pub fn end(
    fields: &Fields,
    scene: &Scene<'_>,
    was: &Employment,
    others: &[Term<'_>],
) -> Result<Employment, Vec<Fault>> {
    let mut desk = Desk::new(fields, scene);
    let today = time::local_date(scene.now, desk.zone(scene.unit_of(&was.unit_id)));
    let told = desk.day("to");
    let to = match (told, was.to) {
        (Told::Untold, _) | (Told::None, None) => Some(today),
        (told, _) => told.value(),
    };
    if let Some(to) = to {
        if to < was.from {
            desk.fault("to", Wrong::EndBeforeStart);
        }
        // Who works today for the last time is no longer employed tomorrow.
        if to > time::add_days(today, 1) {
            desk.fault("to", Wrong::InFuture);
        }
    }
    desk.words("reason");
    let ended = Employment { to, ..was.clone() };
    desk.works_once(&ended, others);
    desk.faults()?;
    Ok(ended)
}

impl Desk<'_> {
    /// A planned end lies ahead, and not before the start.
    fn leaves(&mut self, planned_end: Option<NaiveDate>, from: NaiveDate, today: NaiveDate) {
        let Some(end) = planned_end else { return };
        if end < from {
            self.fault("planned_end", Wrong::EndBeforeStart);
        } else if end < today {
            self.fault("planned_end", Wrong::InPast);
        } else if end > time::add_years(today, YEARS_AHEAD) {
            self.fault("planned_end", Wrong::TooFar);
        }
    }

    /// Nobody is employed twice at one unit at a time.
    fn works_once(&mut self, one: &Employment, others: &[Term<'_>]) {
        let begins_before = |end: Option<NaiveDate>, from| end.is_none_or(|end| end > from);
        let is_there = others.iter().any(|other| {
            other.unit_id == one.unit_id
                && other.professional_id == one.professional_id
                && (other.from == one.from
                    || begins_before(other.to, one.from) && begins_before(one.to, other.from))
        });
        if is_there {
            self.fault("unit", Wrong::EmployedThere);
        }
    }
}
