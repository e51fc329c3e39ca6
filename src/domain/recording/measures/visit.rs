//! Somebody of the staff was with the patient during a measure.

use super::of;
use crate::domain::intake::{Kind, MeasureVisit, Record};
use crate::domain::recording::desk::Desk;
use crate::domain::recording::{Edit, Edits, Verb, Wrong};

/// The verb.
pub const VERB: Verb = Verb {
    code: "measure-visit",
    action: "measure.visit",
    changes: Some(Kind::Measure),
    looks_at: &[Kind::MeasureVisit],
    edits,
};

fn edits(mut desk: Desk<'_>) -> Edits {
    let Some((_, measure)) = of(desk.about()) else {
        return desk.refuse();
    };
    let who = desk.person_or_self("professional");
    let unit = measure.unit_id.as_deref();
    let zone = desk.zone(unit.and_then(|unit| desk.scene.unit_of(unit)));
    let at = desk.time("at", zone).value().unwrap_or(desk.scene.now);
    desk.happened("at", at, zone);
    if at < measure.from || measure.to.is_some_and(|to| at > to) {
        desk.fault("at", Wrong::NotMeanwhile);
    }
    let Some(who) = who else {
        return desk.refuse();
    };
    let name = desk.scene.person_name(who);
    let is_there = desk.scene.records.iter().any(|held| {
        matches!(&held.record, Record::MeasureVisit(other)
            if other.measure_id == measure.id && other.professional_id == name && other.at == at)
    });
    if is_there {
        desk.fault("at", Wrong::AlreadyThere);
    }
    let visit = MeasureVisit {
        patient_id: desk.scene.patient.id.clone(),
        measure_id: measure.id.clone(),
        professional_id: name,
        at,
        recorded_at: None,
    };
    desk.write(vec![Edit::Add(Record::MeasureVisit(visit))])
}
