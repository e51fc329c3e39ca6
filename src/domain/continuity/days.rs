//! Sets of local dates, as sorted intervals: what coverage, gaps and time in service are made of.

use chrono::NaiveDate;

use crate::domain::time::days_between;

/// Half-open `[from, to)`; an end that is `None` is open.
pub type Span = (NaiveDate, Option<NaiveDate>);

/// A set of local dates: disjoint, non-empty, non-touching half-open intervals in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Days(Vec<(NaiveDate, NaiveDate)>);

impl Days {
    /// The union of spans: a day in several of them is in the set once. An open end reaches to the
    /// end of the calendar; a span that ends by its start holds no day.
    pub fn of(spans: impl IntoIterator<Item = Span>) -> Self {
        let mut spans: Vec<_> = spans
            .into_iter()
            .map(|(from, to)| (from, to.unwrap_or(NaiveDate::MAX)))
            .filter(|(from, to)| from < to)
            .collect();
        spans.sort_unstable();
        let mut days: Vec<(NaiveDate, NaiveDate)> = Vec::new();
        for (from, to) in spans {
            match days.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => days.push((from, to)),
            }
        }
        Self(days)
    }

    /// The days `[from, to)`.
    pub fn between(from: NaiveDate, to: NaiveDate) -> Self {
        Self::of([(from, Some(to))])
    }

    /// The days in both.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        // Sets of one patient are a few intervals long; every pair is cheap to try.
        let pairs = self.0.iter().flat_map(|a| {
            other
                .0
                .iter()
                .map(move |b| (a.0.max(b.0), Some(a.1.min(b.1))))
        });
        Self::of(pairs)
    }

    /// The days in this set and not in the other.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        let mut left = Vec::new();
        for &(start, to) in &self.0 {
            let mut from = start;
            for &(cut_from, cut_to) in other.0.iter().filter(|cut| cut.1 > start && cut.0 < to) {
                left.push((from, Some(cut_from)));
                from = cut_to;
            }
            left.push((from, Some(to)));
        }
        Self::of(left)
    }

    /// The first day.
    pub fn first(&self) -> Option<NaiveDate> {
        self.0.first().map(|(from, _)| *from)
    }

    /// How many days.
    pub fn count(&self) -> i64 {
        self.runs().sum()
    }

    /// The length of the longest unbroken run of days.
    pub fn longest_run(&self) -> i64 {
        self.runs().max().unwrap_or(0)
    }

    /// Whether a day is in the set.
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.0.iter().any(|(from, to)| *from <= day && day < *to)
    }

    fn runs(&self) -> impl Iterator<Item = i64> + '_ {
        self.0.iter().map(|(from, to)| days_between(*from, *to))
    }
}
