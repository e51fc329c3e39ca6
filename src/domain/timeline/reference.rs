//! Instants from which the axis may count days instead of showing dates.

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::domain::continuity::named::named_spans;
use crate::domain::flags::Case;
use crate::domain::time::{self, Instant};

/// What days are counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Since {
    /// The last discharge: the end of the last admission that ended.
    Discharge,
    /// The last admission, still open or not.
    Admission,
    /// The last day on which a named contact began or ended.
    ChangeOfNamedContact,
}

/// A day from which days are counted, which is day 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference {
    /// What it is.
    pub since: Since,
    /// Its local date.
    pub on: NaiveDate,
}

impl Since {
    /// Every reference, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Discharge, Self::Admission, Self::ChangeOfNamedContact];

    /// What it is called in addresses and in the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Discharge => "discharge",
            Self::Admission => "admission",
            Self::ChangeOfNamedContact => "named_contact",
        }
    }

    /// The reference of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|since| since.code() == code)
    }
}

impl Reference {
    /// Whole local dates from the reference to an instant; negative before it.
    pub fn days_to(self, at: Instant, zone: Tz) -> i64 {
        time::days_between(self.on, time::local_date(at, zone))
    }
}

/// The references that the record holds, in the order of [`Since::ALL`].
pub(super) fn references(case: &Case<'_>) -> Vec<Reference> {
    let reference = |since, on: Option<NaiveDate>| on.map(|on| Reference { since, on });
    let discharge = case.admissions.iter().filter_map(|a| a.to_on).max();
    let admission = case.admissions.iter().map(|a| a.from_on).max();
    [
        reference(Since::Discharge, discharge),
        reference(Since::Admission, admission),
        reference(Since::ChangeOfNamedContact, change_of_named_contact(case)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn change_of_named_contact(case: &Case<'_>) -> Option<NaiveDate> {
    let mut spans = Vec::new();
    named_spans(
        &case.trajectory.relationships,
        &case.admissions,
        case.directory,
        &mut spans,
    );
    spans
        .iter()
        .flat_map(|span| [Some(span.from), span.to])
        .flatten()
        .max()
}
