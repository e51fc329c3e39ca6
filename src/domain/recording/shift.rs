//! Who is the patient's nurse on a shift.

use chrono::TimeDelta;

use super::desk::Desk;
use super::{Edit, Edits, Verb, Wrong};
use crate::domain::intake::{Kind, Record, ShiftAssignment};

/// Taking a patient over for a shift. Whoever had the patient at the unit without an end has them
/// until then.
pub(super) const VERB: Verb = Verb {
    code: "shift",
    action: "shift_assignment.start",
    changes: None,
    looks_at: &[Kind::ShiftAssignment],
    edits,
};

/// Ending it.
pub(super) const END: Verb = Verb {
    code: "shift-end",
    action: "shift_assignment.end",
    changes: Some(Kind::ShiftAssignment),
    looks_at: &[],
    edits: end,
};

/// The longest shift, in hours.
const LONGEST: i64 = 24;

fn edits(mut desk: Desk<'_>) -> Edits {
    let unit = desk.unit("unit");
    let unit = desk.need("unit", unit);
    let zone = desk.zone(unit);
    let person = desk.person_or_self("professional");
    let from = desk.time("from", zone).value().unwrap_or(desk.scene.now);
    // A shift that begins within the day may be told of before.
    if from > desk.scene.now + TimeDelta::hours(LONGEST) {
        desk.fault("from", Wrong::InFuture);
    } else if from <= desk.scene.now {
        desk.happened("from", from, zone);
    }
    let to = desk.time("to", zone).value();
    if let Some(to) = to {
        if to <= from {
            desk.fault("to", Wrong::EndBeforeStart);
        }
        if to > from + TimeDelta::hours(LONGEST) {
            desk.fault("to", Wrong::LongShift);
        }
    }
    let (Some(unit), Some(person)) = (unit, person) else {
        return desk.refuse();
    };
    let (unit_name, name) = (desk.scene.unit_name(unit), desk.scene.person_name(person));
    let mut edits = Vec::new();
    for (held, shift) in desk.scene.shifts() {
        let is_there =
            shift.unit_id == unit_name && shift.from <= from && shift.to.is_none_or(|to| to > from);
        if is_there && shift.professional_id == name {
            desk.fault("professional", Wrong::AlreadyThere);
        } else if is_there && shift.to.is_none() {
            let over = ShiftAssignment {
                to: Some(from),
                ..shift.clone()
            };
            edits.push(Edit::Replace(held.id, Record::ShiftAssignment(over)));
        }
    }
    let shift = ShiftAssignment {
        id: String::new(),
        patient_id: desk.scene.patient.id.clone(),
        professional_id: name,
        unit_id: unit_name,
        from,
        to,
        recorded_at: None,
    };
    edits.insert(0, Edit::Add(Record::ShiftAssignment(shift)));
    desk.write(edits)
}

fn end(mut desk: Desk<'_>) -> Edits {
    let Some((held, shift)) = desk.about().and_then(|held| match &held.record {
        Record::ShiftAssignment(shift) => Some((held, shift)),
        _ => None,
    }) else {
        return desk.refuse();
    };
    let zone = desk.zone(desk.scene.unit_of(&shift.unit_id));
    // One that is over stays as it ended, unless a time is said.
    let now = desk.scene.now;
    let ended = shift.to.map_or(now, |to| to.min(now));
    let to = desk.time("to", zone).value().unwrap_or(ended);
    desk.follows("to", to, shift.from);
    if to > shift.from + TimeDelta::hours(LONGEST) {
        desk.fault("to", Wrong::LongShift);
    }
    let ended = ShiftAssignment {
        to: Some(to),
        ..shift.clone()
    };
    desk.write(vec![Edit::Replace(held.id, Record::ShiftAssignment(ended))])
}
