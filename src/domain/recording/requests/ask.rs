//! Writing down what the patient asks for, in their words, and who is to answer.

use crate::domain::intake::{Record, Request};
use crate::domain::recording::desk::Desk;
use crate::domain::recording::{Edit, Edits, NAME_MAX, Verb, Wrong};
use crate::domain::time;

/// The most characters of a request.
pub const REQUEST_MAX: usize = 1_500;

/// The verb.
pub const VERB: Verb = Verb {
    code: "request",
    action: "request.ask",
    changes: None,
    looks_at: &[],
    edits,
};

fn edits(mut desk: Desk<'_>) -> Edits {
    let zone = desk.zone(None);
    let subject = desk.text("subject", NAME_MAX);
    let subject = desk.need("subject", subject);
    let text = desk.long("text", REQUEST_MAX);
    let text = desk.need("text", text);
    let asked_at = desk.time("asked_at", zone).value();
    let asked_at = asked_at.unwrap_or(desk.scene.now);
    desk.happened("asked_at", asked_at, zone);
    let received_by = desk.person_or_self("received_by");
    let decider = desk.person("decider").value();
    let due_on = desk.day("due_on").value();
    let asked_on = time::local_date(asked_at, zone);
    if due_on.is_some_and(|due| due < asked_on) {
        desk.fault("due_on", Wrong::EndBeforeStart);
    }
    if due_on.is_some_and(|due| due > time::add_years(asked_on, 2)) {
        desk.fault("due_on", Wrong::TooFar);
    }
    let (Some(subject), Some(text), Some(received_by)) = (subject, text, received_by) else {
        return desk.refuse();
    };
    let request = Request {
        id: String::new(),
        patient_id: desk.scene.patient.id.clone(),
        subject,
        text,
        asked_at,
        received_by_id: Some(desk.scene.person_name(received_by)),
        decider_id: decider.map(|who| desk.scene.person_name(who)),
        due_on,
        answered_at: None,
        answer: None,
        reason: None,
        recorded_at: None,
    };
    desk.write(vec![Edit::Add(Record::Request(request))])
}
