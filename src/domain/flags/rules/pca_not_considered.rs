//! `pca_not_considered`: much time in hospital, and no decision in the last two years on an agreement
//! about patient-controlled admission (brukerstyrt innleggelse).
//!
//! Source: Wang-Iversen et al. 2025; 57 patients with such agreements went from 7,172 to 3,178 bed
//! days. Any outcome answers it: agreed, declined by the patient, not offered with a reason. The two
//! years are this project's. An agreement that was made or is in force is a decision, too.
//!
//! | case | fires |
//! |---|---|
//! | `extensive_hospitalisation` holds, nothing decided | yes |
//! | the same, decided two years ago less a day, whatever the outcome | no |
//! | the same, decided two years ago | yes |
//! | the same, an agreement made three years ago is in force | no |
//! | `extensive_hospitalisation` does not hold | no |

use chrono::NaiveDate;

use super::extensive_hospitalisation;
use crate::domain::flags::{Case, Evidence, Subject, Verdict};
use crate::domain::ids::RecordId;
use crate::domain::trajectory::Decision;
use crate::domain::vocabulary::{DecisionSubject, PlanKind, Severity};

const AGREEMENT: PlanKind = PlanKind::PatientControlledAdmissionAgreement;

/// Judges a case.
pub fn judge(case: &Case<'_>) -> Verdict {
    let mut verdict = Verdict::on(case);
    if case.in_service_since().is_none() {
        return verdict;
    }
    for ends in case.plans(AGREEMENT).filter_map(|p| p.valid_to) {
        verdict.again_on(ends);
    }
    let last = last_decided(case);
    let years = case.policy.pca_lookback_years;
    if let Some(last) = last {
        verdict.again_years_after(last, years);
    }
    let is_answered = last.is_some_and(|on| case.is_within_years(on, years))
        || case.plans(AGREEMENT).any(|p| p.is_in_force(case.today));
    if !is_answered && extensive_hospitalisation::holds(case) {
        let evidence = Evidence::new().with("last_decided", last);
        verdict.find(Subject::Patient, Severity::Info, evidence);
    }
    verdict
}

fn decisions<'c>(case: &'c Case<'_>) -> impl DoubleEndedIterator<Item = &'c Decision> {
    let decisions = case.trajectory.decisions.iter();
    decisions.filter(|d| d.subject == DecisionSubject::PatientControlledAdmission)
}

/// When an agreement was last decided on.
fn last_decided(case: &Case<'_>) -> Option<NaiveDate> {
    let agreed = case.plans(AGREEMENT).map(|plan| plan.agreed_on);
    decisions(case)
        .map(|d| case.date(d.decided_at))
        .chain(agreed)
        .max()
}

/// What much time in hospital rests on, and the last decision.
pub fn basis(subject: Subject, case: &Case<'_>) -> Vec<RecordId> {
    let mut records = extensive_hospitalisation::basis(subject, case);
    records.extend(decisions(case).next_back().map(|decision| decision.id));
    records
}
