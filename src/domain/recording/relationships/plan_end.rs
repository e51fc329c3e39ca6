//! The end of a relationship is planned, or no longer.

use super::of;
use crate::domain::intake::{Kind, Record, Relationship};
use crate::domain::recording::desk::Desk;
use crate::domain::recording::{Edit, Edits, Verb, Wrong};
use crate::domain::time;

/// The verb.
pub const VERB: Verb = Verb {
    code: "relationship-plan-end",
    action: "relationship.plan_end",
    changes: Some(Kind::Relationship),
    looks_at: &[],
    edits,
};

fn edits(mut desk: Desk<'_>) -> Edits {
    let Some((held, was)) = of(desk.about()) else {
        return desk.refuse();
    };
    desk.lasting(was);
    let zone = desk.zone(
        was.unit_id
            .as_deref()
            .and_then(|unit| desk.scene.unit_of(unit)),
    );
    let planned = desk.day("planned_end");
    let planned_end = planned.over(was.planned_end);
    if planned_end != was.planned_end
        && let Some(end) = planned_end
    {
        let today = time::local_date(desk.scene.now, zone);
        if end < today {
            desk.fault("planned_end", Wrong::InPast);
        } else if end > time::add_years(today, 2) {
            desk.fault("planned_end", Wrong::TooFar);
        }
    }
    let successor = desk.beside("successor", was.professional_id.as_deref());
    let planned = Relationship {
        planned_end,
        successor_id: successor.over(was.successor_id.clone()),
        ..was.clone()
    };
    desk.write(vec![Edit::Replace(held.id, Record::Relationship(planned))])
}
