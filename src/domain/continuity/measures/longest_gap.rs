//! The longest time without meeting anybody.

use chrono::NaiveDate;

use super::{Measure, Observed};
use crate::domain::continuity::days::Days;
use crate::domain::continuity::window::Window;
use crate::domain::time::{add_days, days_between};

/// The longest gap in days between dates of contact in `[from, to)`, its edges included: from the
/// window's start to the first, from the last to the window's end. Days in `removed` do not count.
/// Without a contact it is the whole window; dates may come in any order.
pub fn longest_gap_days(
    days: impl IntoIterator<Item = NaiveDate>,
    from: NaiveDate,
    to: NaiveDate,
    removed: &Days,
) -> i64 {
    let mut met: Vec<_> = days
        .into_iter()
        .filter(|day| from <= *day && *day < to)
        .collect();
    met.sort_unstable();
    let mut previous = from;
    let mut longest = 0;
    for day in met.into_iter().chain([to]) {
        // Most gaps are too short to matter before anything is removed from them.
        if days_between(previous, day) > longest {
            let gap = Days::between(previous, day).without(removed);
            longest = longest.max(gap.count());
        }
        previous = day;
    }
    longest
}

/// `longest_gap_days`: the longest run of days between meetings with the patient in the window.
///
/// Counts from the first day in service, or where that is not recorded and the window has no
/// start, from the first meeting; to today, the last day in service, or death. Undefined when that
/// leaves no day. `exclude_inpatient` takes days admitted out of the gaps (the default reading).
/// Read it against the interval agreed in the relationship, not against a fixed number.
pub fn longest_gap(observed: &Observed<'_>, exclude_inpatient: bool) -> Measure {
    let Some((from, to)) = bounds(observed) else {
        return Measure::length(None, observed.window);
    };
    let removed = if exclude_inpatient {
        observed.inpatient_days()
    } else {
        Days::default()
    };
    let met = observed.met().map(|(_, day)| day);
    let longest = longest_gap_days(met, from, to, &removed);
    Measure::length(Some(longest), Window::between(from, to))
}

fn bounds(observed: &Observed<'_>) -> Option<(NaiveDate, NaiveDate)> {
    let patient = &observed.trajectory.patient;
    let from = match (observed.window.from, patient.in_service_from) {
        (Some(window), Some(service)) => window.max(service),
        (Some(day), None) | (None, Some(day)) => day,
        (None, None) => observed.met().map(|(_, day)| day).min()?,
    };
    let to = [
        observed.window.to,
        patient.in_service_to,
        observed.died_on(),
    ]
    .into_iter()
    .flatten()
    .fold(add_days(observed.today(), 1), NaiveDate::min);
    (from < to).then_some((from, to))
}
