//! The periods that reports are made of: calendar quarters and calendar years, nothing in between.
//!
//! Windows that anybody may choose could be subtracted from each other until a single patient is left.
//! Quarters do not overlap, and a year is four of them.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Months, NaiveDate};

use crate::domain::continuity::Window;

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Span {
    /// Three calendar months.
    Quarter,
    /// Twelve.
    Year,
}

impl Span {
    /// How many months.
    pub const fn months(self) -> u32 {
        match self {
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }
}

/// A calendar quarter or a calendar year: `2026-Q1`, `2026`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Period {
    span: Span,
    from: NaiveDate,
}

impl Period {
    /// The period that a day lies in.
    pub fn around(span: Span, day: NaiveDate) -> Self {
        let month = match span {
            Span::Quarter => day.month0() / 3 * 3 + 1,
            Span::Year => 1,
        };
        let from = NaiveDate::from_ymd_opt(day.year(), month, 1).unwrap_or(day);
        Self { span, from }
    }

    /// The last period that is over on a day.
    pub fn last_over(span: Span, today: NaiveDate) -> Self {
        Self::around(span, today).previous()
    }

    /// The period from one day up to, not including, another; `None` where that is none.
    pub fn between(from: NaiveDate, to: NaiveDate) -> Option<Self> {
        [Span::Quarter, Span::Year]
            .map(|span| Self::around(span, from))
            .into_iter()
            .find(|period| period.from == from && period.to() == to)
    }

    /// How long it is.
    pub const fn span(self) -> Span {
        self.span
    }

    /// The first day.
    pub const fn from(self) -> NaiveDate {
        self.from
    }

    /// The first day after it.
    pub fn to(self) -> NaiveDate {
        let months = Months::new(self.span.months());
        self.from.checked_add_months(months).unwrap_or(self.from)
    }

    /// The last day.
    pub fn last_day(self) -> NaiveDate {
        self.to().pred_opt().unwrap_or(self.from)
    }

    /// Its days.
    pub fn window(self) -> Window {
        Window::between(self.from, self.to())
    }

    /// Whether it is over on a day: nothing can happen in it any more.
    pub fn is_over(self, today: NaiveDate) -> bool {
        self.to() <= today
    }

    /// The period of the same length before it.
    #[must_use]
    pub fn previous(self) -> Self {
        self.back(self.span.months())
    }

    /// The same period a year before.
    #[must_use]
    pub fn last_year(self) -> Self {
        self.back(12)
    }

    /// The year that it lies in.
    #[must_use]
    pub fn year(self) -> Self {
        Self::around(Span::Year, self.from)
    }

    /// Its four quarters and itself, where it is a year; a quarter is its own only one.
    pub fn quarters(self) -> Vec<Self> {
        match self.span {
            Span::Quarter => vec![self],
            Span::Year => [0, 3, 6, 9]
                .into_iter()
                .filter_map(|months| self.from.checked_add_months(Months::new(months)))
                .map(|day| Self::around(Span::Quarter, day))
                .collect(),
        }
    }

    /// Which quarter of the year, from 0.
    pub fn quarter0(self) -> usize {
        (self.from.month0() / 3) as usize
    }

    fn back(self, months: u32) -> Self {
        let from = self.from.checked_sub_months(Months::new(months));
        Self {
            from: from.unwrap_or(self.from),
            ..self
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.span {
            Span::Quarter => write!(f, "{}-Q{}", self.from.year(), self.quarter0() + 1),
            Span::Year => write!(f, "{}", self.from.year()),
        }
    }
}

/// Not a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a calendar quarter such as 2026-Q1, or a calendar year such as 2026")]
pub struct NoPeriod;

impl FromStr for Period {
    type Err = NoPeriod;

    fn from_str(text: &str) -> Result<Self, NoPeriod> {
        let (year, quarter) = match text.split_once("-Q") {
            Some((year, quarter)) => (year, Some(quarter)),
            None => (text, None),
        };
        if year.len() != 4 || !year.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NoPeriod);
        }
        let (span, month) = match quarter {
            None => (Span::Year, 1),
            Some("1") => (Span::Quarter, 1),
            Some("2") => (Span::Quarter, 4),
            Some("3") => (Span::Quarter, 7),
            Some("4") => (Span::Quarter, 10),
            Some(_) => return Err(NoPeriod),
        };
        let year = year.parse().map_err(|_| NoPeriod)?;
        let from = NaiveDate::from_ymd_opt(year, month, 1).ok_or(NoPeriod)?;
        Ok(Self { span, from })
    }
}
