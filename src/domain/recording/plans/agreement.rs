//! An agreement on patient-controlled admission: where, how many nights at a time, how long between two stays,
//! until when; and in their words what the patient uses it for and how they want to be met.

use super::{added, make};
use crate::domain::intake::{Kind, Plan};
use crate::domain::recording::desk::Desk;
use crate::domain::recording::{Edits, Verb, Wrong};
use crate::domain::time;
use crate::domain::vocabulary::PlanKind;

/// Agrees on the first one.
pub const AGREE: Verb = Verb {
    code: "agreement",
    action: "plan.make",
    changes: None,
    looks_at: &[Kind::Plan],
    edits,
};

fn edits(mut desk: Desk<'_>) -> Edits {
    let kind = PlanKind::PatientControlledAdmissionAgreement;
    let mut plan = make(&mut desk, kind, "agreed_on");
    agreed(&mut desk, &mut plan);
    added(desk, plan)
}

/// What is agreed on, as it is said now. What is not said stays; a unit and a number of nights there must be.
pub(super) fn agreed(desk: &mut Desk<'_>, plan: &mut Plan) {
    let unit = desk.unit("unit");
    let unit = unit.map(|unit| desk.scene.unit_name(unit));
    plan.unit_id = unit.over(plan.unit_id.take());
    plan.max_nights = desk.number("max_nights").over(plan.max_nights);
    plan.quarantine_days = desk.number("quarantine_days").over(plan.quarantine_days);
    plan.valid_to = desk.day("valid_to").over(plan.valid_to);
    if plan.unit_id.is_none() {
        desk.fault("unit", Wrong::Missing);
    }
    if plan.max_nights.is_none() {
        desk.fault("max_nights", Wrong::Missing);
    }
    let today = desk.today();
    if plan.valid_to.is_some_and(|to| to <= today) {
        desk.fault("valid_to", Wrong::InPast);
    }
    if plan
        .valid_to
        .is_some_and(|to| to > time::add_years(today, 2))
    {
        desk.fault("valid_to", Wrong::TooFar);
    }
}
