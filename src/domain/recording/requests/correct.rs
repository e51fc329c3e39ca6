//! Asking for something in the record to be put right (art. 16 of the GDPR): a request like every other, to be
//! answered within a month. What is disputed stays as it is written until then.

use super::ask::REQUEST_MAX;
use crate::domain::intake::{Record, Request};
use crate::domain::recording::desk::Desk;
use crate::domain::recording::{Edit, Edits, NAME_MAX, Verb};
use crate::domain::time;

/// What such a request is about, as it is kept.
pub const CORRECTION: &str = "correction";

/// Months within which it is to be answered.
const MONTHS: u32 = 1;

/// The verb.
pub const VERB: Verb = Verb {
    code: "correction",
    action: "request.correct",
    changes: None,
    looks_at: &[],
    edits,
};

fn edits(mut desk: Desk<'_>) -> Edits {
    let zone = desk.zone(None);
    let text = desk.long("text", REQUEST_MAX);
    let text = desk.need("text", text);
    let concerns = desk.text("concerns", NAME_MAX).value();
    let asked_at = desk.time("asked_at", zone).value();
    let asked_at = asked_at.unwrap_or(desk.scene.now);
    desk.happened("asked_at", asked_at, zone);
    let received_by = desk.person_or_self("received_by");
    let decider = desk.person("decider").value();
    let (Some(text), Some(received_by)) = (text, received_by) else {
        return desk.refuse();
    };
    let request = Request {
        id: String::new(),
        patient_id: desk.scene.patient.id.clone(),
        subject: CORRECTION.to_owned(),
        text: concerns.map_or_else(|| text.clone(), |what| format!("{what}:\n{text}")),
        asked_at,
        received_by_id: Some(desk.scene.person_name(received_by)),
        decider_id: decider.map(|who| desk.scene.person_name(who)),
        due_on: Some(time::add_months(time::local_date(asked_at, zone), MONTHS)),
        answered_at: None,
        answer: None,
        reason: None,
        recorded_at: None,
    };
    desk.write(vec![Edit::Add(Record::Request(request))])
}
