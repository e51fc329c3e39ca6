//! `no_crisis_plan`: admitted within the last two years, and no crisis plan in force that was gone
//! through within the last 365 days.
//!
//! Source: Wang-Iversen et al. 2025 (patients ask for a plan in the record that the next service
//! sees); the numbers are this project's. *Any* inpatient stay asks for one, also one that counts in
//! no other rule. Making a plan is going through it. A patient's "no" is a valid end state: it
//! silences the rule for six months.
//!
//! | case | fires |
//! |---|---|
//! | left hospital two years ago less a day, no plan | yes |
//! | left hospital two years ago | no |
//! | plan gone through 365 days ago | no |
//! | plan gone through 366 days ago | yes |
//! | plan no longer in force since today | yes |
//! | declined six months ago less a day | no |
//! | declined six months ago | yes: the patient is asked again |
//! | a safety plan only | yes |

use crate::domain::admission::Admission;
use crate::domain::flags::{Case, Evidence, Subject, Verdict};
use crate::domain::ids::RecordId;
use crate::domain::time;
use crate::domain::trajectory::Plan;
use crate::domain::vocabulary::{DecisionSubject, PlanKind, Severity};

/// Judges a case.
pub fn judge(case: &Case<'_>) -> Verdict {
    let mut verdict = Verdict::on(case);
    let policy = case.policy;
    if case.in_service_since().is_none() {
        return verdict;
    }
    for left in case.admissions.iter().filter_map(|a| a.to_on) {
        verdict.again_years_after(left, policy.crisis_lookback_years);
    }
    for ends in case.plans(PlanKind::CrisisPlan).filter_map(|p| p.valid_to) {
        verdict.again_on(ends);
    }
    let reviewed = in_force(case).map(Plan::gone_through_on).max();
    if let Some(reviewed) = reviewed {
        verdict.again_on(time::add_days(reviewed, policy.crisis_review_days + 1));
    }
    let asked_again = case
        .declined(DecisionSubject::CrisisPlan)
        .map(|at| time::add_months(case.date(at), policy.crisis_ask_again_months));
    if let Some(day) = asked_again {
        verdict.again_on(day);
    }
    let is_fresh = reviewed.is_some_and(|on| case.days_since(on) <= policy.crisis_review_days);
    let is_declined = asked_again.is_some_and(|day| case.today < day);
    if latest_admission(case).is_some() && !is_fresh && !is_declined {
        let last = last_plan(case);
        let ended = last.filter(|plan| !plan.is_in_force(case.today));
        let evidence = Evidence::new()
            .with("plans", in_force(case).count())
            .with("reviewed", last.map(Plan::gone_through_on))
            .with("ended", ended.and_then(|plan| plan.valid_to));
        verdict.find(Subject::Patient, Severity::Attention, evidence);
    }
    verdict
}

fn in_force<'c>(case: &'c Case<'_>) -> impl Iterator<Item = &'c Plan> {
    case.plans(PlanKind::CrisisPlan)
        .filter(|plan| plan.is_in_force(case.today))
}

/// The plan in force that was gone through last, else the last that was.
fn last_plan<'c>(case: &'c Case<'_>) -> Option<&'c Plan> {
    case.plans(PlanKind::CrisisPlan)
        .max_by_key(|plan| (plan.is_in_force(case.today), plan.gone_through_on()))
}

/// The latest of the admissions that ask for a plan.
fn latest_admission<'c>(case: &'c Case<'_>) -> Option<&'c Admission> {
    let years = case.policy.crisis_lookback_years;
    case.admissions
        .iter()
        .rfind(|a| a.to_on.is_none_or(|to| case.is_within_years(to, years)))
}

/// The ward stays of the latest admission, and the last plan.
pub fn basis(_: Subject, case: &Case<'_>) -> Vec<RecordId> {
    latest_admission(case)
        .into_iter()
        .flat_map(|admission| case.ward_stays(admission))
        .chain(last_plan(case).map(|plan| plan.id))
        .collect()
}
