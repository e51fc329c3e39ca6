//! A measure begins, or is recorded afterwards.

use super::BASIS_MAX;
use crate::domain::intake::{Kind, Measure, Record};
use crate::domain::recording::desk::Desk;
use crate::domain::recording::{Edit, Edits, Verb, Wrong};
use crate::domain::vocabulary::MeasureKind;

/// The verb.
pub const VERB: Verb = Verb {
    code: "measure",
    action: "measure.start",
    changes: None,
    looks_at: &[Kind::Measure],
    edits,
};

fn edits(mut desk: Desk<'_>) -> Edits {
    let kind = desk.code::<MeasureKind>("kind");
    let kind = desk.need("kind", kind);
    let unit = desk.unit("unit");
    let unit = desk.need("unit", unit);
    let zone = desk.zone(unit);
    let from = desk.time("from", zone).value().unwrap_or(desk.scene.now);
    desk.happened("from", from, zone);
    let to = desk.time("to", zone).value();
    if let Some(to) = to {
        desk.happened("to", to, zone);
        desk.follows("to", to, from);
    }
    let decided_by = desk.person("decided_by").value();
    let legal_basis = desk.text("legal_basis", BASIS_MAX).value();
    let known_person_present = desk.yes("known_person_present").value();
    let is_there = desk.scene.records.iter().any(|held| {
        matches!(&held.record, Record::Measure(other)
            if Some(other.kind) == kind && other.to.is_none() && to.is_none())
    });
    if is_there {
        desk.fault("kind", Wrong::AlreadyThere);
    }
    let (Some(kind), Some(unit)) = (kind, unit) else {
        return desk.refuse();
    };
    let measure = Measure {
        id: String::new(),
        patient_id: desk.scene.patient.id.clone(),
        kind,
        from,
        to,
        unit_id: Some(desk.scene.unit_name(unit)),
        legal_basis,
        decided_by_id: decided_by.map(|who| desk.scene.person_name(who)),
        known_person_present,
        debrief_offered_at: None,
        debrief_outcome: None,
        recorded_at: None,
    };
    desk.write(vec![Edit::Add(Record::Measure(measure))])
}
