//! The answer to what the patient asked for. A no needs its reason.

use super::waiting;
use crate::domain::intake::{Kind, Record};
use crate::domain::recording::desk::Desk;
use crate::domain::recording::{Edit, Edits, Verb, Wrong};
use crate::domain::vocabulary::RequestAnswer;

/// The verb.
pub const VERB: Verb = Verb {
    code: "request-answer",
    action: "request.answer",
    changes: Some(Kind::Request),
    looks_at: &[],
    edits,
};

fn edits(mut desk: Desk<'_>) -> Edits {
    let Some((held, request)) = waiting(&mut desk, "answer") else {
        return desk.refuse();
    };
    let zone = desk.zone(None);
    let answer = desk.code::<RequestAnswer>("answer");
    let answer = desk.need("answer", answer);
    let answered_at = desk.time("answered_at", zone).value();
    let answered_at = answered_at.unwrap_or(desk.scene.now);
    desk.happened("answered_at", answered_at, zone);
    if answered_at < request.asked_at {
        desk.fault("answered_at", Wrong::EndBeforeStart);
    }
    let reason = desk.words("reason").value();
    if matches!(answer, Some(RequestAnswer::No | RequestAnswer::Partly)) && reason.is_none() {
        desk.fault("reason", Wrong::NoReason);
    }
    let Some(answer) = answer else {
        return desk.refuse();
    };
    let mut request = request.clone();
    request.answer = Some(answer);
    request.answered_at = Some(answered_at);
    request.reason = reason;
    desk.write(vec![Edit::Replace(held.id, Record::Request(request))])
}
