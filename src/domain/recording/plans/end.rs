//! A plan that no longer holds: from a day on, with the reason. It is kept.

use super::lasting;
use crate::domain::intake::{Kind, Record};
use crate::domain::recording::desk::Desk;
use crate::domain::recording::{Edit, Edits, Verb, Wrong};
use crate::domain::time;

/// The verb.
pub const VERB: Verb = Verb {
    code: "plan-end",
    action: "plan.end",
    changes: Some(Kind::Plan),
    looks_at: &[],
    edits,
};

fn edits(mut desk: Desk<'_>) -> Edits {
    let Some((held, before)) = lasting(&mut desk, "valid_to") else {
        return desk.refuse();
    };
    let today = desk.today();
    let from = desk.day("valid_to").value().unwrap_or(today);
    if from < before.agreed_on {
        desk.fault("valid_to", Wrong::EndBeforeStart);
    }
    if from > time::add_years(today, 2) {
        desk.fault("valid_to", Wrong::TooFar);
    }
    // The version before keeps it: who ended what the patient relied on says why.
    if desk.words("reason").value().is_none() {
        desk.fault("reason", Wrong::NoReason);
    }
    let mut plan = before.clone();
    plan.valid_to = Some(from);
    desk.write(vec![Edit::Replace(held.id, Record::Plan(plan))])
}
