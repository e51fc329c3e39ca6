//! From one unit to the next: one period ends and the other begins at the same instant.

use super::of;
use crate::domain::intake::{Kind, Record, TreatmentPeriod};
use crate::domain::recording::desk::Desk;
use crate::domain::recording::{Edit, Edits, NAME_MAX, Verb, Wrong};
use crate::domain::vocabulary::PeriodEndReason;

/// The verb.
pub const VERB: Verb = Verb {
    code: "transfer",
    action: "treatment_period.transfer",
    changes: Some(Kind::TreatmentPeriod),
    looks_at: &[Kind::TreatmentPeriod],
    edits,
};

fn edits(mut desk: Desk<'_>) -> Edits {
    let Some((held, was)) = of(desk.about()) else {
        return desk.refuse();
    };
    desk.open(was);
    let from_unit = desk.scene.unit_of(&was.unit_id);
    let zone = desk.zone(from_unit);
    let unit = desk.unit("unit");
    let unit = desk.need("unit", unit);
    let at = desk.time("at", zone).value().unwrap_or(desk.scene.now);
    desk.happened("at", at, zone);
    let room = desk.text("room", NAME_MAX).value();
    let left = TreatmentPeriod {
        end_reason: Some(PeriodEndReason::OtherWard),
        ..desk.ended("at", was, at)
    };
    let Some(unit) = unit else {
        return desk.refuse();
    };
    if Some(unit) == from_unit {
        desk.fault("unit", Wrong::SameUnit);
    }
    desk.is_free(unit, Some(was));
    let next = TreatmentPeriod {
        unit_id: desk.scene.unit_name(unit),
        from: at,
        room,
        id: String::new(),
        planned_from: None,
        leave: Vec::new(),
        recorded_at: None,
        ..was.clone()
    };
    desk.write(vec![
        Edit::Add(Record::TreatmentPeriod(next)),
        Edit::Replace(held.id, Record::TreatmentPeriod(left)),
    ])
}
