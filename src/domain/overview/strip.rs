//! A year at a glance for one row of a list: where the patient was, and who was their named
//! contact.

use chrono::NaiveDate;

use crate::domain::flags::Case;
use crate::domain::ids::UnitId;
use crate::domain::time;
use crate::domain::trajectory::Holder;
use crate::domain::vocabulary::SettingClass;

const DAYS: i64 = 365;

/// A stretch of days.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar<T> {
    /// Where it begins, in 0..1 of the year.
    pub start: f64,
    /// Where it ends, in 0..1 of the year; never before it begins.
    pub end: f64,
    /// Whether it lasts.
    pub lasts: bool,
    /// What it is.
    pub what: T,
}

/// A year of settings and people.
#[derive(Debug, Clone, PartialEq)]
pub struct Strip {
    /// First day.
    pub from: NaiveDate,
    /// Last day: today.
    pub to: NaiveDate,
    /// Time on the books of teams and clinics, in order of start.
    pub teams: Vec<Bar<UnitId>>,
    /// Admissions, in order of start: nights within the year.
    pub admissions: Vec<Bar<i64>>,
    /// Named contacts, in order of start: who, and whether the patient marked it as important.
    pub people: Vec<Bar<(Holder, bool)>>,
}

/// The last 365 days of a case.
pub fn strip(case: &Case<'_>) -> Strip {
    let to = time::add_days(case.today, 1);
    let year = Year {
        from: time::add_days(to, -DAYS),
        to,
    };
    let zone = |unit| case.directory.zone(Some(unit));
    let teams = case
        .trajectory
        .periods
        .iter()
        .filter(|p| case.directory.class(p.unit) != SettingClass::Inpatient)
        .filter_map(|p| {
            let ends = p.to.map(|to| time::local_date(to, zone(p.unit)));
            year.bar(time::local_date(p.from, zone(p.unit)), ends, p.unit)
        })
        .collect();
    let admissions = case
        .admissions
        .iter()
        .filter_map(|a| {
            let ends = a.to_on.unwrap_or(case.today);
            let nights = time::days_between(a.from_on.max(year.from), ends).max(0);
            year.bar(a.from_on, a.to_on, nights)
        })
        .collect();
    let people = case
        .trajectory
        .relationships
        .iter()
        .filter(|tie| tie.kind.is_named_contact(true))
        .filter_map(|tie| {
            let (from, ends) = tie.dates(case.directory);
            year.bar(from, ends, (tie.holder.clone(), tie.important_to_patient))
        })
        .collect();
    Strip {
        from: year.from,
        to: case.today,
        teams,
        admissions,
        people,
    }
}

/// The half-open year.
struct Year {
    from: NaiveDate,
    to: NaiveDate,
}

impl Year {
    /// A stretch as far as it lies in the year; at least a day wide.
    fn bar<T>(&self, from: NaiveDate, to: Option<NaiveDate>, what: T) -> Option<Bar<T>> {
        let end = to.unwrap_or(self.to).max(time::add_days(from, 1));
        (from < self.to && end > self.from).then(|| Bar {
            start: self.place(from.max(self.from)),
            end: self.place(end.min(self.to)),
            lasts: to.is_none(),
            what,
        })
    }

    #[expect(clippy::cast_precision_loss, reason = "a year has few days")]
    fn place(&self, day: NaiveDate) -> f64 {
        time::days_between(self.from, day) as f64 / DAYS as f64
    }
}
