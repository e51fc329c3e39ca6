//! The room, and when the patient is to leave.

use super::of;
use crate::domain::intake::{Kind, Record, TreatmentPeriod};
use crate::domain::recording::desk::Desk;
use crate::domain::recording::{Edit, Edits, NAME_MAX, Verb, Wrong};

/// The verb.
pub const VERB: Verb = Verb {
    code: "stay",
    action: "treatment_period.change",
    changes: Some(Kind::TreatmentPeriod),
    looks_at: &[],
    edits,
};

fn edits(mut desk: Desk<'_>) -> Edits {
    let Some((held, was)) = of(desk.about()) else {
        return desk.refuse();
    };
    if was.to.is_some() {
        desk.fault("room", Wrong::NotAdmitted);
    }
    let zone = desk.zone(desk.scene.unit_of(&was.unit_id));
    let room = desk.text("room", NAME_MAX).over(was.room.clone());
    let planned_to = desk.time("planned_to", zone).over(was.planned_to);
    if planned_to != was.planned_to
        && let Some(planned) = planned_to
    {
        desk.is_to_come("planned_to", planned, zone);
    }
    let changed = TreatmentPeriod {
        planned_to,
        room,
        ..was.clone()
    };
    desk.write(vec![Edit::Replace(
        held.id,
        Record::TreatmentPeriod(changed),
    )])
}
