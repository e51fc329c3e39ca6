//! A relationship begins.

use crate::domain::intake::{Kind, Record, Relationship};
use crate::domain::recording::desk::Desk;
use crate::domain::recording::{Edit, Edits, NAME_MAX, Verb, Wrong};
use crate::domain::time;
use crate::domain::vocabulary::RelationshipKind;

/// The verb.
pub const VERB: Verb = Verb {
    code: "relationship",
    action: "relationship.start",
    changes: None,
    looks_at: &[Kind::Relationship],
    edits,
};

fn edits(mut desk: Desk<'_>) -> Edits {
    let kind = desk.code::<RelationshipKind>("kind");
    let kind = desk.need("kind", kind);
    let professional = desk.person("professional").value();
    let person_name = desk.text("person_name", NAME_MAX).value();
    if professional.is_some() == person_name.is_some() {
        desk.fault("professional", Wrong::NoHolder);
    }
    let unit = desk.unit("unit").value();
    let zone = desk.zone(unit);
    let from = desk.time("from", zone).value().unwrap_or(desk.scene.now);
    desk.happened("from", from, zone);
    let planned_end = desk.day("planned_end").value();
    if planned_end.is_some_and(|end| end < time::local_date(from, zone)) {
        desk.fault("planned_end", Wrong::EndBeforeStart);
    }
    let holder = professional.map(|id| desk.scene.person_name(id));
    let deputy = desk.beside("deputy", holder.as_deref()).value();
    let agreed_interval_days = desk.number("agreed_interval_days").value();
    let mode = desk.code("mode").value();
    let is_temporary_cover = desk.yes("is_temporary_cover").value().unwrap_or(false);
    let important_to_patient = desk.important(false);
    let is_there = |tie: &Relationship| {
        tie.to.is_none()
            && Some(tie.kind) == kind
            && (&tie.professional_id, &tie.person_name) == (&holder, &person_name)
    };
    if desk.scene.ties().any(|(_, tie)| is_there(tie)) {
        desk.fault("professional", Wrong::AlreadyThere);
    }
    let Some(kind) = kind else {
        return desk.refuse();
    };
    let tie = Relationship {
        id: String::new(),
        patient_id: desk.scene.patient.id.clone(),
        kind,
        from,
        professional_id: holder,
        person_name,
        unit_id: unit.map(|unit| desk.scene.unit_name(unit)),
        to: None,
        planned_end,
        end_reason: None,
        told_in_time: None,
        goodbye: None,
        joint_meeting: None,
        successor_known: None,
        successor_id: None,
        agreed_interval_days,
        important_to_patient,
        mode,
        is_temporary_cover,
        deputy_id: deputy,
        recorded_at: None,
    };
    desk.write(vec![Edit::Add(Record::Relationship(tie))])
}
