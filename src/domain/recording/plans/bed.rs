//! Asking for a bed under an agreement on patient-controlled admission. It is answered as every request is, and
//! nobody has to say why they ask.

use crate::domain::agreement::BED;
use crate::domain::intake::{Kind, Record, Request};
use crate::domain::recording::desk::Desk;
use crate::domain::recording::requests::ask::REQUEST_MAX;
use crate::domain::recording::{Edit, Edits, Verb, Wrong};
use crate::domain::time;
use crate::domain::vocabulary::PlanKind;

/// The verb.
pub const VERB: Verb = Verb {
    code: "bed",
    action: "request.ask",
    changes: None,
    looks_at: &[Kind::Plan],
    edits,
};

fn edits(mut desk: Desk<'_>) -> Edits {
    let zone = desk.zone(None);
    let text = desk.long("text", REQUEST_MAX);
    let text = desk.need("text", text);
    let asked_at = desk.time("asked_at", zone).value();
    let asked_at = asked_at.unwrap_or(desk.scene.now);
    desk.happened("asked_at", asked_at, zone);
    let received_by = desk.person_or_self("received_by");
    let asked_on = time::local_date(asked_at, zone);
    let holds = desk.scene.plans().any(|plan| {
        plan.kind == PlanKind::PatientControlledAdmissionAgreement
            && plan.valid_to.is_none_or(|to| to > asked_on)
    });
    if !holds {
        desk.fault("asked_at", Wrong::NoAgreement);
    }
    let (Some(text), Some(received_by)) = (text, received_by) else {
        return desk.refuse();
    };
    let request = Request {
        id: String::new(),
        patient_id: desk.scene.patient.id.clone(),
        subject: BED.to_owned(),
        text,
        asked_at,
        received_by_id: Some(desk.scene.person_name(received_by)),
        decider_id: None,
        due_on: None,
        answered_at: None,
        answer: None,
        reason: None,
        recorded_at: None,
    };
    desk.write(vec![Edit::Add(Record::Request(request))])
}
