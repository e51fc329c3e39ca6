//! That a plan was gone through with the patient and stands as it is.

use super::lasting;
use crate::domain::intake::{Kind, Record};
use crate::domain::recording::desk::Desk;
use crate::domain::recording::{Edit, Edits, Verb, Wrong};
use crate::domain::time;

/// The verb.
pub const VERB: Verb = Verb {
    code: "plan-review",
    action: "plan.review",
    changes: Some(Kind::Plan),
    looks_at: &[],
    edits,
};

fn edits(mut desk: Desk<'_>) -> Edits {
    let Some((held, before)) = lasting(&mut desk, "reviewed_on") else {
        return desk.refuse();
    };
    let mut plan = before.clone();
    let today = desk.today();
    let on = desk.day("reviewed_on").value().unwrap_or(today);
    if on > today {
        desk.fault("reviewed_on", Wrong::InFuture);
    }
    if on < plan.agreed_on {
        desk.fault("reviewed_on", Wrong::EndBeforeStart);
    }
    let by = desk.day("review_by").value();
    if by.is_some_and(|by| by <= on) {
        desk.fault("review_by", Wrong::EndBeforeStart);
    }
    plan.reviewed_on = Some(on);
    plan.review_by = Some(by.unwrap_or_else(|| time::add_years(on, 1)));
    desk.write(vec![Edit::Replace(held.id, Record::Plan(plan))])
}
