//! Which local dates a timeline shows.
//!
//! A preset ends a little after the day it is anchored on, so that the "today" line does not lie on
//! the frame, and far enough to show what is booked, up to a sixth of its length: a booking next week
//! belongs in a month's view, one in half a year does not. It is anchored on today, or on the day of
//! death: afterwards nothing more is lived. All that is known is shown by [`Window::All`] from the
//! first record to the last, and never less than thirty days.

use chrono::{Datelike, NaiveDate};

use crate::domain::time::{self, TimeError};

/// How much time a timeline shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Window {
    /// The last 30 local dates.
    Days30,
    /// The last calendar year.
    #[default]
    Year,
    /// The last five calendar years.
    FiveYears,
    /// From the first record to the last.
    All,
    /// From one date to another.
    Between(Dates),
}

/// Two dates in order, both shown, of the years 0001 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dates {
    first: NaiveDate,
    last: NaiveDate,
}

/// Why two dates make no window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WindowError {
    /// The last date is earlier than the first.
    #[error("the window ends before it starts: choose a last day that is not before the first")]
    EndsBeforeStart,
    /// Not within the years that a record can have.
    #[error("a window lies within the years 0001 to 9999")]
    YearOutOfRange,
    /// The first date cannot be read.
    #[error("the first day is {0}")]
    First(TimeError),
    /// The last date cannot be read.
    #[error("the last day is {0}")]
    Last(TimeError),
}

impl Dates {
    /// Both days are shown.
    ///
    /// # Errors
    /// [`WindowError::EndsBeforeStart`], and [`WindowError::YearOutOfRange`].
    pub fn new(first: NaiveDate, last: NaiveDate) -> Result<Self, WindowError> {
        if last < first {
            return Err(WindowError::EndsBeforeStart);
        }
        let years = 1..=9999;
        if !years.contains(&first.year()) || !years.contains(&last.year()) {
            return Err(WindowError::YearOutOfRange);
        }
        Ok(Self { first, last })
    }

    /// Reads two ISO dates.
    ///
    /// # Errors
    /// Any [`WindowError`]; none repeats what was typed.
    pub fn parse(first: &str, last: &str) -> Result<Self, WindowError> {
        let first = time::parse_date(first.trim()).map_err(WindowError::First)?;
        let last = time::parse_date(last.trim()).map_err(WindowError::Last)?;
        Self::new(first, last)
    }

    /// First day shown.
    pub fn first(self) -> NaiveDate {
        self.first
    }

    /// Last day shown.
    pub fn last(self) -> NaiveDate {
        self.last
    }
}

impl Window {
    /// The presets, shortest first.
    pub const PRESETS: [Self; 4] = [Self::Days30, Self::Year, Self::FiveYears, Self::All];

    /// What a preset is called in addresses and in the API; `None` for two dates.
    pub const fn code(self) -> Option<&'static str> {
        match self {
            Self::Days30 => Some("30d"),
            Self::Year => Some("1y"),
            Self::FiveYears => Some("5y"),
            Self::All => Some("all"),
            Self::Between(_) => None,
        }
    }

    /// The preset of a code.
    pub fn preset(code: &str) -> Option<Self> {
        Self::PRESETS
            .into_iter()
            .find(|window| window.code() == Some(code))
    }

    /// Whether years without any record are left out. Short windows show every day.
    pub(super) const fn leaves_out_empty_years(self) -> bool {
        matches!(self, Self::FiveYears | Self::All | Self::Between(_))
    }

    /// First local date shown, and first no longer shown.
    pub(super) fn resolve(self, known: &Known) -> (NaiveDate, NaiveDate) {
        let anchor = known.anchor;
        let back = |years: i32| time::add_days(time::add_years(anchor, -years), 1);
        match self {
            Self::Days30 => known.with_bookings(time::add_days(anchor, -29)),
            Self::Year => known.with_bookings(back(1)),
            Self::FiveYears => known.with_bookings(back(5)),
            Self::All => known.everything(),
            Self::Between(dates) => (dates.first, time::add_days(dates.last, 1)),
        }
    }
}

/// What a window depends on.
pub(super) struct Known {
    /// Today, or the day of death.
    pub anchor: NaiveDate,
    /// Date of the first record.
    pub first: Option<NaiveDate>,
    /// Date of the last record, bookings included.
    pub last: Option<NaiveDate>,
    /// Dates of bookings after the anchor, in any order.
    pub bookings: Vec<NaiveDate>,
}

impl Known {
    fn with_bookings(&self, from: NaiveDate) -> (NaiveDate, NaiveDate) {
        let length = time::days_between(from, self.anchor) + 1;
        let least = time::add_days(self.anchor, 1 + length / 30);
        let most = time::add_days(self.anchor, 1 + length / 6);
        let booked = self
            .bookings
            .iter()
            .map(|day| time::add_days(*day, 1))
            .filter(|end| *end <= most)
            .max();
        (from, booked.map_or(least, |end| end.max(least)))
    }

    fn everything(&self) -> (NaiveDate, NaiveDate) {
        let at_least = time::add_days(self.anchor, -29);
        let Some(first) = self.first else {
            return Window::Year.resolve(self);
        };
        let from = first.min(at_least);
        let (_, soonest) = self.with_bookings(from.max(time::add_days(self.anchor, -365)));
        let after_last = self.last.map_or(soonest, |last| time::add_days(last, 1));
        (from, after_last.max(soonest))
    }
}
