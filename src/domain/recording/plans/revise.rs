//! The next edition of a plan, of whichever kind. The one before is kept.

use super::{agreement, lasting, said};
use crate::domain::intake::{Kind, Record};
use crate::domain::recording::desk::Desk;
use crate::domain::recording::{Edit, Edits, Verb};
use crate::domain::vocabulary::PlanKind;

/// The verb.
pub const VERB: Verb = Verb {
    code: "plan-revise",
    action: "plan.revise",
    changes: Some(Kind::Plan),
    looks_at: &[],
    edits,
};

fn edits(mut desk: Desk<'_>) -> Edits {
    let Some((held, before)) = lasting(&mut desk, "agreed_on") else {
        return desk.refuse();
    };
    let mut plan = said(&mut desk, before);
    if plan.kind == PlanKind::PatientControlledAdmissionAgreement {
        agreement::agreed(&mut desk, &mut plan);
    }
    plan.edition = before.edition.saturating_add(1);
    desk.write(vec![Edit::Replace(held.id, Record::Plan(plan))])
}
