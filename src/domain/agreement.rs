//! What a patient-controlled admission agreement has been used for, and when it can be used again: worked out
//! when it is asked for, and never stored.
//!
//! A stay under such an agreement is an admission that was the patient's own decision throughout
//! ([`Admission::is_patient_controlled`]): who was admitted otherwise afterwards, without leaving, is not counted.
//! Nights and waiting days are local dates, half-open: a stay has the nights from its first day up to, not
//! including, its last; after an end on day D and `q` days of waiting, D + q is the first day.

use chrono::NaiveDate;

use super::admission::Admission;
use super::ids::RecordId;
use super::time;
use super::trajectory::Plan;

/// The subject of a request for a bed under an agreement.
pub const BED: &str = "patient_controlled_bed";

/// What is agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// First day in force.
    pub agreed_on: NaiveDate,
    /// First day no longer in force.
    pub valid_to: Option<NaiveDate>,
    /// Most nights at a time; `None` is not agreed.
    pub max_nights: Option<i32>,
    /// Days of waiting between two stays.
    pub quarantine_days: i32,
}

impl Terms {
    /// Those of an agreement.
    pub fn of(plan: &Plan) -> Self {
        Self {
            agreed_on: plan.agreed_on,
            valid_to: plan.valid_to,
            max_nights: plan.max_nights,
            quarantine_days: plan.quarantine_days.unwrap_or(0),
        }
    }

    /// The first day on which another stay may begin after one that ended on a day.
    pub fn waited(&self, ended_on: NaiveDate) -> NaiveDate {
        time::add_days(ended_on, i64::from(self.quarantine_days.max(0)))
    }

    /// The last day of a stay that begins on a day, where a number of nights is agreed.
    pub fn last_day(&self, from: NaiveDate) -> Option<NaiveDate> {
        let nights = self.max_nights?;
        Some(time::add_days(from, i64::from(nights)))
    }

    /// Whether it is in force on a day.
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.agreed_on <= day && self.valid_to.is_none_or(|to| day < to)
    }
}

/// A stay that the patient decided on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stay {
    /// The record that stands for it.
    pub first: RecordId,
    /// First day.
    pub from: NaiveDate,
    /// Last day; `None` while it lasts.
    pub to: Option<NaiveDate>,
    /// Nights, up to today while it lasts.
    pub nights: i64,
    /// Of these, how many beyond what is agreed.
    pub beyond: i64,
    /// Whether it began before the waiting days after the one before were over.
    pub is_early: bool,
}

/// When the next stay may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Today.
    Now,
    /// From this day on.
    On(NaiveDate),
    /// The patient is admitted: after that.
    Admitted,
    /// Never under this agreement: it ends before.
    Ended,
}

/// What an agreement has been used for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used {
    /// The stays since it was agreed and those of the last year, the latest first.
    pub stays: Vec<Stay>,
    /// Nights of such stays in the last year.
    pub nights_in_year: i64,
    /// How many such stays were, at least in part, in the last year.
    pub stays_in_year: usize,
    /// When the next may begin.
    pub next: Next,
}

impl Used {
    /// The stay that lasts.
    pub fn lasting(&self) -> Option<&Stay> {
        self.stays.iter().find(|stay| stay.to.is_none())
    }
}

/// What an agreement has been used for, seen on a day. Admissions are those that had begun by then, in order of
/// their start.
pub fn used(terms: &Terms, admissions: &[Admission], today: NaiveDate) -> Used {
    let year = time::add_years(today, -1);
    let mut stays: Vec<Stay> = Vec::new();
    let mut before: Option<NaiveDate> = None;
    let own = admissions.iter().filter(|one| one.is_patient_controlled());
    for admission in own {
        let nights = admission.nights(today);
        let most = terms.max_nights.map_or(nights, i64::from);
        stays.push(Stay {
            first: admission.first,
            from: admission.from_on,
            to: admission.to_on,
            nights,
            beyond: (nights - most).max(0),
            is_early: before.is_some_and(|ended| admission.from_on < terms.waited(ended)),
        });
        before = before.max(admission.to_on);
    }
    let of_year = |stay: &Stay| {
        let to = stay.to.unwrap_or(today).min(today);
        time::days_between(stay.from.max(year), to).max(0)
    };
    let in_year = |stay: &Stay| stay.to.is_none_or(|to| to > year);
    let next = if admissions.iter().any(|one| one.to.is_none()) {
        Next::Admitted
    } else {
        next(terms, before, today)
    };
    Used {
        nights_in_year: stays.iter().map(of_year).sum(),
        stays_in_year: stays.iter().filter(|stay| in_year(stay)).count(),
        next,
        stays: stays
            .into_iter()
            .rev()
            .filter(|stay| in_year(stay) || stay.from >= terms.agreed_on)
            .collect(),
    }
}

/// When the next stay may begin for somebody who is not admitted.
fn next(terms: &Terms, ended_on: Option<NaiveDate>, today: NaiveDate) -> Next {
    let waited = ended_on.map_or(terms.agreed_on, |on| terms.waited(on));
    let first = waited.max(terms.agreed_on).max(today);
    if !terms.holds(first) {
        Next::Ended
    } else if first == today {
        Next::Now
    } else {
        Next::On(first)
    }
}
