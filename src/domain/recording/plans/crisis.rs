//! The crisis plan, made with the patient: six questions to them, and what staff add.

use super::{added, make};
use crate::domain::intake::Kind;
use crate::domain::recording::desk::Desk;
use crate::domain::recording::{Edits, Verb};
use crate::domain::vocabulary::PlanKind;

/// Makes the first one.
pub const MAKE: Verb = Verb {
    code: "crisis-plan",
    action: "plan.make",
    changes: None,
    looks_at: &[Kind::Plan],
    edits,
};

fn edits(mut desk: Desk<'_>) -> Edits {
    let plan = make(&mut desk, PlanKind::CrisisPlan, "agreed_on");
    added(desk, plan)
}
