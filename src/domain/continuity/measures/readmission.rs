//! Did the patient come back, unplanned, within a month?

use super::{Measure, Observed};
use crate::domain::admission::Admission;
use crate::domain::time::days_between;
use crate::domain::vocabulary::AdmissionKind;

const DAYS: i64 = 30;

/// `readmit30`: the share of discharges after which an unplanned admission began 1 to 30 local days
/// later. Context only: planned returns can be good care.
///
/// Patient-controlled admissions are neither discharges nor readmissions here, and planned ones are
/// no readmissions; an admission of unrecorded kind is read as unplanned. A return on the same day
/// or within the merge gap is a transfer. Missing: discharges less than 30 whole days ago, or
/// followed by death within them. Undefined when none is left.
pub fn readmit30(observed: &Observed<'_>) -> Measure {
    let (mut discharges, mut returned, mut missing) = (0, 0, 0);
    for discharge in observed.discharges() {
        if discharge.admission.is_patient_controlled() {
            continue;
        }
        let came_back = observed.admissions.iter().any(|next| {
            let days = days_between(discharge.on, next.from_on);
            is_unplanned(next) && next.from > discharge.at && (1..=DAYS).contains(&days)
        });
        // Also when they came back: counting returns before the days have passed, and not the
        // others, would overstate.
        if !observed.has_passed(discharge.on, DAYS)
            || (observed.died_within(discharge.on, DAYS) && !came_back)
        {
            missing += 1;
            continue;
        }
        discharges += 1;
        returned += u64::from(came_back);
    }
    Measure::share(returned, discharges, observed.window, missing)
}

fn is_unplanned(admission: &Admission) -> bool {
    matches!(admission.kind, None | Some(AdmissionKind::Unplanned))
}
