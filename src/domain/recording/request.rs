//! What the patient asked for is answered: yes, partly, or no, with the reason.

use super::desk::Desk;
use super::{Edit, Edits, Verb, Wrong};
use crate::domain::intake::{Kind, Record, Request};
use crate::domain::vocabulary::RequestAnswer;

/// The verb.
pub(super) const VERB: Verb = Verb {
    code: "request-answer",
    action: "request.answer",
    changes: Some(Kind::Request),
    looks_at: &[],
    edits,
};

fn edits(mut desk: Desk<'_>) -> Edits {
    let Some((held, was)) = desk.about().and_then(|held| match &held.record {
        Record::Request(request) => Some((held, request)),
        _ => None,
    }) else {
        return desk.refuse();
    };
    if was.answer.is_some() {
        desk.fault("answer", Wrong::Answered);
    }
    let told = desk.code::<RequestAnswer>("answer");
    let answer = desk.need("answer", told);
    let reason = desk.words("reason").value();
    let is_less = answer.is_some_and(|answer| answer != RequestAnswer::Yes);
    if is_less && reason.is_none() {
        desk.fault("reason", Wrong::NoReason);
    }
    // Whoever answers it is who it was to be answered by, from now on: a no has somebody who stands for it.
    let who = desk.person("decider").value().or(desk.scene.who);
    let zone = desk.zone(None);
    let at = desk.time("answered_at", zone).value();
    let at = at.unwrap_or(desk.scene.now);
    desk.happened("answered_at", at, zone);
    desk.follows("answered_at", at, was.asked_at);
    let answered = Request {
        answer,
        answered_at: Some(at),
        decider_id: who
            .map(|who| desk.scene.person_name(who))
            .or_else(|| was.decider_id.clone()),
        reason: reason.or_else(|| was.reason.clone()),
        ..was.clone()
    };
    desk.write(vec![Edit::Replace(held.id, Record::Request(answered))])
}
