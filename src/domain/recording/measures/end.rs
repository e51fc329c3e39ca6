//! A measure ends.

use super::of;
use crate::domain::intake::{Kind, Measure, Record};
use crate::domain::recording::desk::Desk;
use crate::domain::recording::{Edit, Edits, Verb, Wrong};

/// The verb.
pub const VERB: Verb = Verb {
    code: "measure-end",
    action: "measure.end",
    changes: Some(Kind::Measure),
    looks_at: &[],
    edits,
};

fn edits(mut desk: Desk<'_>) -> Edits {
    let Some((held, was)) = of(desk.about()) else {
        return desk.refuse();
    };
    if was.to.is_some() {
        desk.fault("to", Wrong::MeasureOver);
    }
    let unit = was.unit_id.as_deref();
    let zone = desk.zone(unit.and_then(|unit| desk.scene.unit_of(unit)));
    let to = desk.time("to", zone).value().unwrap_or(desk.scene.now);
    desk.happened("to", to, zone);
    desk.follows("to", to, was.from);
    let known = desk.yes("known_person_present");
    let ended = Measure {
        to: Some(to),
        known_person_present: known.over(was.known_person_present),
        ..was.clone()
    };
    desk.write(vec![Edit::Replace(held.id, Record::Measure(ended))])
}
