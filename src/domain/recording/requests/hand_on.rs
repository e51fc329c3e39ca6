//! Taking a request to somebody else: it goes on, with who decides it now and by when.

use super::waiting;
use crate::domain::intake::{Kind, Record};
use crate::domain::recording::desk::Desk;
use crate::domain::recording::{Edit, Edits, Verb, Wrong};
use crate::domain::time;

/// The verb.
pub const VERB: Verb = Verb {
    code: "request-hand-on",
    action: "request.hand_on",
    changes: Some(Kind::Request),
    looks_at: &[],
    edits,
};

fn edits(mut desk: Desk<'_>) -> Edits {
    let Some((held, request)) = waiting(&mut desk, "decider") else {
        return desk.refuse();
    };
    let decider = desk.person("decider");
    let decider = desk.need("decider", decider);
    let due_on = desk.day("due_on").over(request.due_on);
    let asked_on = time::local_date(request.asked_at, desk.zone(None));
    if due_on.is_some_and(|due| due < asked_on) {
        desk.fault("due_on", Wrong::EndBeforeStart);
    }
    let Some(decider) = decider else {
        return desk.refuse();
    };
    let mut request = request.clone();
    request.decider_id = Some(desk.scene.person_name(decider));
    request.due_on = due_on;
    desk.write(vec![Edit::Replace(held.id, Record::Request(request))])
}
