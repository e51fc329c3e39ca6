//! Is there a known face when the patient is admitted?

use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::{Measure, Observed};
use crate::domain::admission::Admission;
use crate::domain::ids::ProfessionalId;
use crate::domain::time::add_years;

const WITHIN: TimeDelta = TimeDelta::hours(72);
const YEARS_BACK: i32 = 2;
const MEETINGS_TO_BE_KNOWN: u32 = 2;

/// `known_at_admission`: the share of admissions where, within 72 hours, the patient met a
/// professional with whom they had had at least two meetings in the 24 months before, in any
/// setting.
///
/// Left out: admissions before which the patient had never met anybody here, since nobody could
/// have been known. Missing: admissions less than 72 hours ago. Undefined when none is left.
pub fn known_at_admission(observed: &Observed<'_>) -> Measure {
    let (mut admissions, mut known, mut missing) = (0, 0, 0);
    let in_window = observed
        .admissions
        .iter()
        .filter(|admission| observed.window.contains(admission.from_on));
    for admission in in_window {
        if !observed
            .met()
            .any(|(contact, _)| contact.at < admission.from)
        {
            continue;
        }
        if observed.as_of < admission.from + WITHIN {
            missing += 1;
            continue;
        }
        admissions += 1;
        known += u64::from(meets_known(observed, admission));
    }
    Measure::share(known, admissions, observed.window, missing)
}

fn meets_known(observed: &Observed<'_>, admission: &Admission) -> bool {
    let since = add_years(admission.from_on, -YEARS_BACK);
    let mut meetings: BTreeMap<ProfessionalId, u32> = BTreeMap::new();
    let before = observed
        .met()
        .filter(|(contact, day)| since <= *day && contact.at < admission.from);
    for (contact, _) in before {
        for who in contact.main.iter().chain(&contact.others) {
            *meetings.entry(*who).or_default() += 1;
        }
    }
    observed
        .met()
        .filter(|(contact, _)| {
            admission.from <= contact.at && contact.at <= admission.from + WITHIN
        })
        .flat_map(|(contact, _)| contact.main.iter().chain(&contact.others))
        .any(|who| {
            meetings
                .get(who)
                .is_some_and(|n| *n >= MEETINGS_TO_BE_KNOWN)
        })
}
