//! `readmission_30d`: an unplanned admission 1 to 30 local days after the discharge of the counted
//! admission before it, and no relational review since it began.
//!
//! Context, not blame: 15.1 % within 30 days in Norway 2012, and planned returns can be good care
//! (Lassemo et al. 2021). A return on the same day or within 24 hours is a transfer and was merged.
//!
//! | case | fires |
//! |---|---|
//! | unplanned (or kind not recorded), 15 days after | yes, until 30 days after its discharge |
//! | 31 days after | no |
//! | planned or patient-controlled | no |
//! | a relational review since | no |

use crate::domain::flags::{Case, Evidence, Subject, Verdict};
use crate::domain::ids::RecordId;
use crate::domain::time;
use crate::domain::vocabulary::{AdmissionKind, Severity};

/// Judges a case.
pub fn judge(case: &Case<'_>) -> Verdict {
    let mut verdict = Verdict::on(case);
    let days = case.policy.readmit_days;
    for pair in case.counted_admissions().windows(2) {
        let (before, admission) = (pair[0], pair[1]);
        let Some(discharged) = before.to_on else {
            continue;
        };
        let gap = time::days_between(discharged, admission.from_on);
        let is_unplanned = matches!(admission.kind, None | Some(AdmissionKind::Unplanned));
        if !is_unplanned || !(1..=days).contains(&gap) {
            continue;
        }
        if let Some(to) = admission.to_on {
            verdict.again_on(time::add_days(to, days + 1));
        }
        let is_fresh = admission.to_on.is_none_or(|to| case.days_since(to) <= days);
        if is_fresh && !case.reviewed_after(admission.from) {
            let evidence = Evidence::new()
                .with("gap_days", gap)
                .with("discharged", discharged)
                .with("admitted", admission.from_on);
            verdict.find(
                Subject::Admission(admission.first),
                Severity::Info,
                evidence,
            );
        }
    }
    verdict
}

/// The ward stays of the admission and of the one before it.
pub fn basis(subject: Subject, case: &Case<'_>) -> Vec<RecordId> {
    case.counted_admissions()
        .windows(2)
        .filter(|pair| subject == Subject::Admission(pair[1].first))
        .flatten()
        .flat_map(|admission| case.ward_stays(admission))
        .collect()
}
