//! `extensive_hospitalisation`: more than four admissions within a sliding year, or one of more
//! than four successive weeks.
//!
//! Source: Wang-Iversen, Riley, Råbu, Lorem, BMC Psychiatry 2025;25:424, who note that "the
//! definition may vary based on local context", so the thresholds are settings. It is a marker
//! (`info`): long stays are common, and it opens an offer of a relational review rather than an
//! alarm. It ages out; it never clears by hand.
//!
//! | case | fires |
//! |---|---|
//! | four admissions in a year | no: four is not more than four |
//! | a fifth on the day before the first one's anniversary | yes |
//! | a fifth on the anniversary itself | no: the year is half-open |
//! | 28 nights | no: exactly four weeks is not more |
//! | 29 nights, also while still open | yes |
//! | any of these, ended more than two years ago | no |

use crate::domain::admission::Admission;
use crate::domain::flags::{Case, Evidence, Policy, Subject, Value, Verdict};
use crate::domain::ids::RecordId;
use crate::domain::time;
use crate::domain::vocabulary::Severity;
use chrono::NaiveDate;

/// Judges a case.
pub fn judge(case: &Case<'_>) -> Verdict {
    let mut verdict = Verdict::on(case);
    let counted = case.counted_admissions();
    let window = fullest_year(&counted, case.policy, case.today);
    let long = longest(&counted, case.policy, case.today);
    if !window.is_empty() || long.is_some() {
        let evidence = Evidence::new()
            .with(
                "admissions",
                window.iter().map(|a| a.from_on).collect::<Value>(),
            )
            .with("longest_nights", long.map(nights));
        verdict.find(Subject::Patient, Severity::Info, evidence);
    }
    for admission in &counted {
        if let Some(years) = case.policy.ext_recency_years {
            verdict.again_years_after(admission.from_on, years);
            admission
                .to_on
                .into_iter()
                .for_each(|to| verdict.again_years_after(to, years));
        }
    }
    for open in counted.iter().filter(|a| a.to_on.is_none()) {
        verdict.again_on(time::add_days(
            open.from_on,
            weeks_in_nights(case.policy) + 1,
        ));
        // It may also grow past the longest so far.
        for ended in counted.iter().filter(|a| a.to_on.is_some()) {
            let nights = ended.nights(case.today);
            verdict.again_on(time::add_days(open.from_on, nights));
            verdict.again_on(time::add_days(open.from_on, nights + 1));
        }
    }
    verdict
}

/// Whether it holds: other rules ask more of the service for these patients.
pub fn holds(case: &Case<'_>) -> bool {
    let counted = case.counted_admissions();
    !fullest_year(&counted, case.policy, case.today).is_empty()
        || longest(&counted, case.policy, case.today).is_some()
}

/// Nights as evidence: of an open admission they are counted when read.
fn nights(admission: &Admission) -> Value {
    match admission.to_on {
        Some(to) => Value::Count(time::days_between(admission.from_on, to)),
        None => Value::DaysSince(admission.from_on),
    }
}

const fn weeks_in_nights(policy: &Policy) -> i64 {
    policy.more_than_weeks * 7
}

/// The admissions of the sliding year, anchored at an admission, that holds the most; the latest of
/// equals. Empty when no year that is recent enough holds more than the policy allows.
pub fn fullest_year<'a>(
    counted: &[&'a Admission],
    policy: &Policy,
    today: NaiveDate,
) -> Vec<&'a Admission> {
    let mut best: &[&'a Admission] = &[];
    for (place, anchor) in counted.iter().enumerate() {
        let end = time::add_years(anchor.from_on, 1);
        let count = counted[place..]
            .iter()
            .take_while(|a| a.from_on < end)
            .count();
        let window = &counted[place..place + count];
        let is_recent = window.last().is_some_and(|last| {
            policy
                .ext_recency_years
                .is_none_or(|years| last.from_on >= time::add_years(today, -years))
        });
        if count > policy.more_than_admissions && is_recent && count >= best.len() {
            best = window;
        }
    }
    best.to_vec()
}

/// The longest admission of more weeks than the policy allows that is open or ended recently
/// enough; the latest of equals.
pub fn longest<'a>(
    counted: &[&'a Admission],
    policy: &Policy,
    today: NaiveDate,
) -> Option<&'a Admission> {
    counted
        .iter()
        .copied()
        .filter(|a| a.nights(today) > weeks_in_nights(policy))
        .filter(|a| match (a.to_on, policy.ext_recency_years) {
            (Some(to), Some(years)) => to > time::add_years(today, -years),
            _ => true,
        })
        .max_by_key(|a| a.nights(today))
}

/// The ward stays of the year's admissions, and of the longest.
pub fn basis(_: Subject, case: &Case<'_>) -> Vec<RecordId> {
    let counted = case.counted_admissions();
    fullest_year(&counted, case.policy, case.today)
        .into_iter()
        .chain(longest(&counted, case.policy, case.today))
        .flat_map(|admission| case.ward_stays(admission))
        .collect()
}
