//! Leave with the bed kept, and the return from it.

use super::of;
use crate::domain::intake::{Kind, Leave, Record, TreatmentPeriod};
use crate::domain::recording::desk::Desk;
use crate::domain::recording::{Edit, Edits, Verb, Wrong};
use crate::domain::vocabulary::SettingClass;

/// Leave begins.
pub const START: Verb = Verb {
    code: "leave",
    action: "treatment_period.leave",
    changes: Some(Kind::TreatmentPeriod),
    looks_at: &[],
    edits: start,
};

/// The patient is back.
pub const RETURN: Verb = Verb {
    code: "return",
    action: "treatment_period.return",
    edits: back,
    ..START
};

fn start(mut desk: Desk<'_>) -> Edits {
    let Some((held, was)) = of(desk.about()) else {
        return desk.refuse();
    };
    desk.open(was);
    let unit = desk.scene.unit_of(&was.unit_id);
    let is_ward =
        unit.is_some_and(|unit| desk.scene.directory.class(unit) == SettingClass::Inpatient);
    if !is_ward {
        desk.fault("at", Wrong::NotAWard);
    }
    let zone = desk.zone(unit);
    let at = desk.time("at", zone).value().unwrap_or(desk.scene.now);
    desk.happened("at", at, zone);
    desk.follows("at", at, was.from);
    if was.leave.iter().any(|leave| leave.to.is_none()) {
        desk.fault("at", Wrong::OnLeave);
    } else if was
        .leave
        .iter()
        .any(|leave| leave.to.is_some_and(|to| to > at))
    {
        desk.fault("at", Wrong::LeaveOverlaps);
    }
    let mut away = was.clone();
    away.leave.push(Leave { from: at, to: None });
    desk.write(vec![Edit::Replace(held.id, Record::TreatmentPeriod(away))])
}

fn back(mut desk: Desk<'_>) -> Edits {
    let Some((held, was)) = of(desk.about()) else {
        return desk.refuse();
    };
    desk.open(was);
    let zone = desk.zone(desk.scene.unit_of(&was.unit_id));
    let at = desk.time("at", zone).value().unwrap_or(desk.scene.now);
    desk.happened("at", at, zone);
    let mut here: TreatmentPeriod = was.clone();
    match here.leave.iter_mut().find(|leave| leave.to.is_none()) {
        None => desk.fault("at", Wrong::NotOnLeave),
        Some(leave) => {
            desk.follows("at", at, leave.from);
            leave.to = Some(at);
        }
    }
    desk.write(vec![Edit::Replace(held.id, Record::TreatmentPeriod(here))])
}
