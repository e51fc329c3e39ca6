//! Windows of local dates.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::time::add_days;

/// A half-open window `[from, to)` of local dates; a side that is `None` is unbounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
pub struct Window {
    /// First day inside.
    pub from: Option<NaiveDate>,
    /// First day no longer inside.
    pub to: Option<NaiveDate>,
}

impl Window {
    /// All days.
    pub const EVERYTHING: Self = Self {
        from: None,
        to: None,
    };

    /// The days `[from, to)`.
    pub const fn between(from: NaiveDate, to: NaiveDate) -> Self {
        Self {
            from: Some(from),
            to: Some(to),
        }
    }

    /// The last `days` local dates, `today` included: the dates d with `today − days < d ≤ today`.
    pub fn last_days(days: i64, today: NaiveDate) -> Self {
        Self::between(add_days(today, 1 - days), add_days(today, 1))
    }

    /// Whether a day lies inside.
    pub fn contains(self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day < to)
    }
}
