//! Correcting a measure. The version before is kept, with the reason.

use super::{BASIS_MAX, of};
use crate::domain::intake::{Kind, Measure, Record};
use crate::domain::recording::desk::Desk;
use crate::domain::recording::{Edit, Edits, Verb};

/// The verb.
pub const VERB: Verb = Verb {
    code: "measure-correct",
    action: "measure.correct",
    changes: Some(Kind::Measure),
    looks_at: &[],
    edits,
};

fn edits(mut desk: Desk<'_>) -> Edits {
    let Some((held, was)) = of(desk.about()) else {
        return desk.refuse();
    };
    let before = was.unit_id.as_deref();
    let before = before.and_then(|unit| desk.scene.unit_of(unit));
    let unit = desk.unit("unit").over(before);
    let zone = desk.zone(unit);
    let kind = desk.code("kind").value().unwrap_or(was.kind);
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
    let decided_by = desk.person("decided_by");
    let decided_by = decided_by.map(|who| desk.scene.person_name(who));
    let basis = desk.text("legal_basis", BASIS_MAX);
    let known = desk.yes("known_person_present");
    desk.words("reason");
    let corrected = Measure {
        kind,
        from,
        to,
        unit_id: unit.map(|unit| desk.scene.unit_name(unit)),
        decided_by_id: decided_by.over(was.decided_by_id.clone()),
        legal_basis: basis.over(was.legal_basis.clone()),
        known_person_present: known.over(was.known_person_present),
        ..was.clone()
    };
    desk.write(vec![Edit::Replace(held.id, Record::Measure(corrected))])
}
