//! An individual plan, or an advance statement: what the patient wants over a longer time, and what they want
//! where they cannot decide.

use super::{added, make};
use crate::domain::intake::Kind;
use crate::domain::recording::desk::Desk;
use crate::domain::recording::{Edits, Verb, Wrong};
use crate::domain::vocabulary::PlanKind;

/// The kinds that are made so.
pub const KINDS: [PlanKind; 2] = [PlanKind::IndividualPlan, PlanKind::AdvanceStatement];

/// The verb.
pub const VERB: Verb = Verb {
    code: "plan",
    action: "plan.make",
    changes: None,
    looks_at: &[Kind::Plan],
    edits,
};

fn edits(mut desk: Desk<'_>) -> Edits {
    let told = desk.code::<PlanKind>("kind");
    let Some(kind) = desk.need("kind", told) else {
        return desk.refuse();
    };
    if !KINDS.contains(&kind) {
        desk.fault("kind", Wrong::NoChoice);
        return desk.refuse();
    }
    let plan = make(&mut desk, kind, "kind");
    added(desk, plan)
}
