//! A conversation about a measure is offered, held or declined.

use super::of;
use crate::domain::intake::{Kind, Measure, Record};
use crate::domain::recording::desk::Desk;
use crate::domain::recording::{Edit, Edits, Verb};
use crate::domain::vocabulary::DebriefOutcome;

/// The verb. An offer that was declined is made once more later: the last one counts, those before are kept as
/// versions.
pub const VERB: Verb = Verb {
    code: "measure-debrief",
    action: "measure.debrief",
    changes: Some(Kind::Measure),
    looks_at: &[],
    edits,
};

fn edits(mut desk: Desk<'_>) -> Edits {
    let Some((held, was)) = of(desk.about()) else {
        return desk.refuse();
    };
    let unit = was.unit_id.as_deref();
    let zone = desk.zone(unit.and_then(|unit| desk.scene.unit_of(unit)));
    let offered = desk.time("offered_at", zone).value();
    let offered = offered.unwrap_or(desk.scene.now);
    desk.happened("offered_at", offered, zone);
    desk.follows("offered_at", offered, was.from);
    let outcome = desk.code::<DebriefOutcome>("outcome").value();
    let told = Measure {
        debrief_offered_at: Some(offered),
        debrief_outcome: outcome,
        ..was.clone()
    };
    desk.write(vec![Edit::Replace(held.id, Record::Measure(told))])
}
