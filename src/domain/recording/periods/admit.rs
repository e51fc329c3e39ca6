//! Somebody is admitted to a ward, or comes onto a team's books.

use crate::domain::intake::{Kind, Record, TreatmentPeriod};
use crate::domain::recording::desk::Desk;
use crate::domain::recording::{Edit, Edits, NAME_MAX, Verb};
use crate::domain::vocabulary::{AdmissionKind, SettingClass};

/// The verb.
pub const VERB: Verb = Verb {
    code: "admit",
    action: "treatment_period.admit",
    changes: None,
    looks_at: &[Kind::TreatmentPeriod],
    edits,
};

fn edits(mut desk: Desk<'_>) -> Edits {
    let unit = desk.unit("unit");
    let unit = desk.need("unit", unit);
    let zone = desk.zone(unit);
    let from = desk.time("at", zone).value().unwrap_or(desk.scene.now);
    desk.happened("at", from, zone);
    let kind = desk.code::<AdmissionKind>("admission_kind").value();
    let room = desk.text("room", NAME_MAX).value();
    let planned_to = desk.time("planned_to", zone).value();
    if let Some(planned) = planned_to {
        desk.follows("planned_to", planned, from);
        desk.is_near("planned_to", planned, zone);
    }
    let Some(unit) = unit else {
        return desk.refuse();
    };
    desk.is_free(unit, None);
    let is_ward = desk.scene.directory.class(unit) == SettingClass::Inpatient;
    let period = TreatmentPeriod {
        id: String::new(),
        patient_id: desk.scene.patient.id.clone(),
        unit_id: desk.scene.unit_name(unit),
        from,
        to: None,
        // How somebody came onto a team's books is no admission.
        admission_kind: kind.filter(|_| is_ward),
        planned_from: None,
        planned_to,
        room: room.filter(|_| is_ward),
        end_reason: None,
        leave: Vec::new(),
        recorded_at: None,
    };
    desk.write(vec![Edit::Add(Record::TreatmentPeriod(period))])
}
