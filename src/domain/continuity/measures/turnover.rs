//! How many people were responsible, one after the other.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::whole;
use crate::domain::continuity::float;
use crate::domain::time::add_days;

/// Nights below which a rate of turnover says nothing.
const FEWEST_NIGHTS: i64 = 14;

/// The most distinct people in any window of `days` consecutive local dates. An assignment
/// `(who, from, to)` is half-open; one that ends by its start holds no day. Use
/// [`NaiveDate::MAX`] for an open end.
pub fn max_distinct_in_window<P: Ord + Copy>(
    assignments: &[(P, NaiveDate, NaiveDate)],
    days: i64,
) -> usize {
    // A window moved back until its last day is some assignment's first loses nobody.
    assignments
        .iter()
        .map(|(_, last, _)| {
            let first = add_days(*last, 1 - days);
            assignments
                .iter()
                .filter(|(_, from, to)| from < to && *from <= *last && *to > first)
                .map(|(who, _, _)| *who)
                .collect::<BTreeSet<P>>()
                .len()
        })
        .max()
        .unwrap_or(0)
}

/// People per 30 nights: `distinct × 30 / nights`. Undefined (`None`) below 14 nights.
pub fn turnover_per_30(distinct: u64, nights: i64) -> Option<f64> {
    (nights >= FEWEST_NIGHTS).then(|| float(distinct) * 30.0 / whole(nights))
}
