//! Was one person responsible all the time, or many for a while each?

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::continuity::days::Days;
use crate::domain::continuity::ratio;

/// Time concentration: `Σ (days_i / days)²` over people, `days_i` being the days of `[from, to)`
/// on which a person was assigned and `days` their sum.
///
/// Range 1/k to 1; 1 is one person all the time. Days without anybody are not counted, so that a
/// gap in the record does not read as turnover. Undefined (`None`) without an assigned day.
pub fn time_concentration<P: Ord + Copy>(
    assignments: &[(P, NaiveDate, NaiveDate)],
    from: NaiveDate,
    to: NaiveDate,
) -> Option<f64> {
    let (squares, days) = squares_and_days(assignments, from, to);
    ratio(squares, days * days)
}

/// `Σ days_i²` and `Σ days_i`.
pub(super) fn squares_and_days<P: Ord + Copy>(
    assignments: &[(P, NaiveDate, NaiveDate)],
    from: NaiveDate,
    to: NaiveDate,
) -> (u64, u64) {
    let mut spans: BTreeMap<P, Vec<_>> = BTreeMap::new();
    for (who, start, end) in assignments {
        let span = ((*start).max(from), Some((*end).min(to)));
        spans.entry(*who).or_default().push(span);
    }
    spans
        .into_values()
        .map(|spans| u64::try_from(Days::of(spans).count()).unwrap_or(0))
        .fold((0, 0), |(squares, sum), days| {
            (squares + days * days, sum + days)
        })
}
