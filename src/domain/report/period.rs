//! The periods that reports are made of: calendar months, quarters and years, nothing in between.
//!
//! Windows that anybody may choose could be subtracted from each other until a single patient is left.
//! Months do not overlap, a quarter is three of them, and a year is four quarters.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Months, NaiveDate};

use crate::domain::continuity::Window;

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Span {
    /// A calendar month.
    Month,
    /// Three.
    Quarter,
    /// Twelve.
    Year,
}

impl Span {
    /// Every length, the shortest first.
    pub const ALL: [Self; 3] = [Self::Month, Self::Quarter, Self::Year];

    /// The code used in schema, API and commands.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// The length of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|span| span.code() == code)
    }

    /// How many months.
    pub const fn months(self) -> u32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }
}

/// A calendar month, quarter or year: `2026-03`, `2026-Q1`, `2026`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Period {
    span: Span,
    from: NaiveDate,
}

impl Period {
    /// The period that a day lies in.
    pub fn around(span: Span, day: NaiveDate) -> Self {
        let month = day.month0() / span.months() * span.months() + 1;
        let from = NaiveDate::from_ymd_opt(day.year(), month, 1).unwrap_or(day);
        Self { span, from }
    }

    /// The last period that is over on a day.
    pub fn last_over(span: Span, today: NaiveDate) -> Self {
        Self::around(span, today).previous()
    }

    /// The period from one day up to, not including, another; `None` where that is none.
    pub fn between(from: NaiveDate, to: NaiveDate) -> Option<Self> {
        Span::ALL
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

    /// The quarter that it lies in; of a year its first.
    #[must_use]
    pub fn quarter(self) -> Self {
        Self::around(Span::Quarter, self.from)
    }

    /// The periods of a length that it is made of, in order.
    pub fn parts(self, span: Span) -> Vec<Self> {
        let next = |part: &Self| Some(Self::around(span, part.to()));
        std::iter::successors(Some(Self::around(span, self.from)), next)
            .take_while(|part| part.from < self.to())
            .collect()
    }

    /// The periods that are looked at to say what of this one is shown: a month is decided with the other
    /// two of its quarter, a year with its quarters.
    pub fn decided_with(self) -> Vec<Self> {
        let (whole, span) = match self.span {
            Span::Month => (self.quarter(), Span::Month),
            Span::Quarter => return vec![self],
            Span::Year => (self, Span::Quarter),
        };
        let mut periods = whole.parts(span);
        periods.push(whole);
        periods
    }

    /// Which quarter of the year it begins in, from 1.
    pub fn quarter_of_year(self) -> u32 {
        self.from.month0() / 3 + 1
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
            Span::Month => write!(f, "{}", self.from.format("%Y-%m")),
            Span::Quarter => write!(f, "{}-Q{}", self.from.year(), self.quarter_of_year()),
            Span::Year => write!(f, "{}", self.from.year()),
        }
    }
}

/// Not a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a calendar month such as 2026-03, quarter such as 2026-Q1, or year such as 2026")]
pub struct NoPeriod;

impl FromStr for Period {
    type Err = NoPeriod;

    fn from_str(text: &str) -> Result<Self, NoPeriod> {
        let (year, part) = match text.split_once('-') {
            Some((year, part)) => (year, Some(part)),
            None => (text, None),
        };
        let digits = |text: &str, length: usize| {
            let is_number = text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
            is_number.then(|| text.parse::<u32>().ok()).flatten()
        };
        let (span, month) = match part {
            None => (Span::Year, Some(1)),
            Some(part) => match part.strip_prefix('Q') {
                Some(quarter) => {
                    let quarter = digits(quarter, 1).and_then(|quarter| quarter.checked_sub(1));
                    (Span::Quarter, quarter.map(|quarter| quarter * 3 + 1))
                }
                None => (Span::Month, digits(part, 2)),
            },
        };
        let year = digits(year, 4).and_then(|year| i32::try_from(year).ok());
        let from = year
            .zip(month)
            .and_then(|(year, month)| NaiveDate::from_ymd_opt(year, month, 1));
        Ok(Self {
            span,
            from: from.ok_or(NoPeriod)?,
        })
    }
}
