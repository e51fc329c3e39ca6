//! Correcting a treatment period, an ended one too. The version before is kept, with the reason.

use super::of;
use crate::domain::intake::{Kind, Record, TreatmentPeriod};
use crate::domain::recording::desk::Desk;
use crate::domain::recording::{Edit, Edits, Verb, Wrong};

/// The verb.
pub const VERB: Verb = Verb {
    code: "period-correct",
    action: "treatment_period.correct",
    changes: Some(Kind::TreatmentPeriod),
    looks_at: &[Kind::TreatmentPeriod],
    edits,
};

fn edits(mut desk: Desk<'_>) -> Edits {
    let Some((held, was)) = of(desk.about()) else {
        return desk.refuse();
    };
    let unit = desk.unit("unit").over(desk.scene.unit_of(&was.unit_id));
    let zone = desk.zone(unit);
    let from = desk.time("from", zone).value().unwrap_or(was.from);
    if from != was.from {
        desk.happened("from", from, zone);
    }
    let to = desk.time("to", zone).over(was.to);
    if let Some(to) = to {
        desk.follows("to", to, from);
        if Some(to) != was.to {
            desk.happened("to", to, zone);
        }
    }
    if to.is_some() && was.leave.iter().any(|leave| leave.to.is_none()) {
        desk.fault("to", Wrong::OnLeave);
    }
    // Leave lies within the stay, whichever end is moved.
    let outside = |at| at < from || to.is_some_and(|to| at > to);
    if (from, to) != (was.from, was.to)
        && was
            .leave
            .iter()
            .any(|leave| outside(leave.from) || leave.to.is_some_and(outside))
    {
        desk.fault("from", Wrong::LeaveOverlaps);
    }
    let admission_kind = desk.code("admission_kind").over(was.admission_kind);
    let end_reason = desk.code("end_reason").over(was.end_reason);
    desk.words("reason");
    if let Some(unit) = unit
        && to.is_none()
    {
        desk.is_free(unit, Some(was));
    }
    let corrected = TreatmentPeriod {
        unit_id: unit.map_or_else(|| was.unit_id.clone(), |unit| desk.scene.unit_name(unit)),
        from,
        to,
        admission_kind,
        end_reason: end_reason.filter(|_| to.is_some()),
        ..was.clone()
    };
    desk.write(vec![Edit::Replace(
        held.id,
        Record::TreatmentPeriod(corrected),
    )])
}
