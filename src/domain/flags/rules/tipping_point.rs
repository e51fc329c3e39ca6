//! `tipping_point`: the third counted admission known happened less than 90 days ago, and no
//! relational review has been held since.
//!
//! Source: Prince, J Nerv Ment Dis 2007 (alliance "appears to weaken" with the number of
//! hospitalisations; "three or more" is the paper's wording), cited by Wang-Iversen et al. 2025.
//! Shown only while `extensive_hospitalisation` is not.
//!
//! | case | fires |
//! |---|---|
//! | third admission 89 days ago | yes |
//! | third admission 90 days ago | no |
//! | a review after the third admission began | no |
//! | third admission patient-controlled | no: it does not count |

use crate::domain::flags::{Case, Evidence, Subject, Value, Verdict};
use crate::domain::ids::RecordId;
use crate::domain::time;
use crate::domain::vocabulary::Severity;

/// Judges a case.
pub fn judge(case: &Case<'_>) -> Verdict {
    let mut verdict = Verdict::on(case);
    let counted = case.counted_admissions();
    let Some(tipping) = case
        .policy
        .tipping_at
        .checked_sub(1)
        .and_then(|place| counted.get(place))
    else {
        return verdict;
    };
    verdict.again_on(time::add_days(
        tipping.from_on,
        case.policy.tipping_active_days,
    ));
    let is_fresh = case.days_since(tipping.from_on) < case.policy.tipping_active_days;
    if is_fresh && !case.reviewed_after(tipping.from) {
        let evidence = Evidence::new()
            .with("third_admission", tipping.from_on)
            .with("admissions", counted.len())
            .with(
                "dates",
                counted.iter().map(|a| a.from_on).collect::<Value>(),
            );
        verdict.find(Subject::Patient, Severity::Attention, evidence);
    }
    verdict
}

/// The ward stays of the counted admissions.
pub fn basis(_: Subject, case: &Case<'_>) -> Vec<RecordId> {
    case.counted_admissions()
        .into_iter()
        .flat_map(|admission| case.ward_stays(admission))
        .collect()
}
