//! Duration type: is there one relationship that never went quiet for long?

use chrono::NaiveDate;

use crate::domain::time::days_between;

/// Longest silence that still counts as continuous: eight months, read as 244 days. Twice a year
/// passes, once a year (365 days) fails.
pub const LONGEST_SILENCE_DAYS: i64 = 244;

/// The provider met with the shortest longest gap over a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duration<P> {
    /// Whether the gap never exceeded the limit.
    pub is_continuous: bool,
    /// With whom; among equals the lowest.
    pub provider: P,
    /// The longest gap in days, from the window's start to its end.
    pub longest_gap_days: i64,
}

/// Duration type of continuity: whether some provider was met with no gap above `limit_days` over
/// the window `[from, to)`, its edges included (start to first meeting, last meeting to end).
///
/// Undefined (`None`) when nobody was met in the window. The usual window is two years and the
/// limit [`LONGEST_SILENCE_DAYS`]. Wolinsky et al., J Gerontol A 2010;65:421 (more than eight
/// months between two visits to the same physician in the prior two years); 244 days and the
/// edges are choices of this project.
pub fn wolinsky<P: Ord + Copy>(
    visits: &[(P, NaiveDate)],
    from: NaiveDate,
    to: NaiveDate,
    limit_days: i64,
) -> Option<Duration<P>> {
    let mut visits: Vec<_> = visits
        .iter()
        .filter(|(_, day)| from <= *day && *day < to)
        .copied()
        .collect();
    visits.sort_unstable();
    visits
        .chunk_by(|a, b| a.0 == b.0)
        .map(|met| (longest_gap(met, from, to), met[0].0))
        .min()
        .map(|(longest_gap_days, provider)| Duration {
            is_continuous: longest_gap_days <= limit_days,
            provider,
            longest_gap_days,
        })
}

/// `met` is in order of day and not empty.
fn longest_gap<P>(met: &[(P, NaiveDate)], from: NaiveDate, to: NaiveDate) -> i64 {
    let mut previous = from;
    let mut longest = 0;
    for day in met.iter().map(|(_, day)| *day).chain([to]) {
        longest = longest.max(days_between(previous, day));
        previous = day;
    }
    longest
}
