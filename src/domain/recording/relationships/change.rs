//! What was agreed about a relationship that lasts: a deputy, how often, how present, and whether the
//! patient calls it important.

use super::of;
use crate::domain::intake::{Kind, Record, Relationship};
use crate::domain::recording::desk::Desk;
use crate::domain::recording::{Edit, Edits, Verb};

/// The verb.
pub const VERB: Verb = Verb {
    code: "relationship-change",
    action: "relationship.change",
    changes: Some(Kind::Relationship),
    looks_at: &[],
    edits,
};

fn edits(mut desk: Desk<'_>) -> Edits {
    let Some((held, was)) = of(desk.about()) else {
        return desk.refuse();
    };
    desk.lasting(was);
    let deputy = desk.beside("deputy", was.professional_id.as_deref());
    let agreed_interval_days = desk.number("agreed_interval_days");
    let mode = desk.code("mode");
    let important_to_patient = desk.important(was.important_to_patient);
    let changed = Relationship {
        deputy_id: deputy.over(was.deputy_id.clone()),
        agreed_interval_days: agreed_interval_days.over(was.agreed_interval_days),
        mode: mode.over(was.mode),
        important_to_patient,
        ..was.clone()
    };
    desk.write(vec![Edit::Replace(held.id, Record::Relationship(changed))])
}
