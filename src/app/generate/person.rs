//! Who a background patient is: name, age, how much of the service they use, and for how long.

use chrono::NaiveDate;

use super::calendar::Calendar;
use super::draw::{Draw, whole};
use super::names::Name;
use crate::domain::intake::Patient;
use crate::domain::time::{self, Instant};
use crate::domain::vocabulary::Sex;

/// How much inpatient care someone uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// Seldom: 0.3 admissions a year.
    Low,
    /// Now and then: 1.2 a year.
    Medium,
    /// Often: 4.5 a year on average, very unevenly.
    High,
}

/// Why someone is no longer in service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leaving {
    /// Treatment was completed by agreement.
    Completed,
    /// Moved away.
    Moved,
    /// Died.
    Died,
}

/// A background patient.
#[derive(Debug)]
pub(super) struct Person {
    /// Source id.
    pub(super) id: String,
    /// Administrative sex.
    pub(super) sex: Sex,
    /// Name and language.
    pub(super) name: Name,
    /// Date of birth.
    pub(super) birth: NaiveDate,
    /// How much inpatient care they use.
    pub(super) usage: Use,
    /// What the kind of illness adds to the mean of the logarithm of a stay's nights.
    pub(super) longer_by: f64,
    /// First day in service.
    pub(super) entry: NaiveDate,
    /// When and why they left.
    pub(super) exit: Option<(Instant, Leaving)>,
}

impl Person {
    /// Draws the patient of this number.
    pub(super) fn draw(draw: &mut Draw, number: u64, calendar: &Calendar) -> Self {
        let sex = draw
            .weighted(&[(Sex::Female, 0.5), (Sex::Male, 0.49), (Sex::Other, 0.01)])
            .unwrap_or(Sex::Unknown);
        let name = Name::draw(draw, sex);
        let usage = draw
            .weighted(&[(Use::Low, 0.60), (Use::Medium, 0.28), (Use::High, 0.12)])
            .unwrap_or(Use::Low);
        let entry = entry(draw, calendar);
        let years = draw.between(18, 75);
        let birth = time::add_days(
            time::add_years(entry, i32::try_from(-years).unwrap_or(-40)),
            -draw.between(0, 364),
        );
        // Means of the four groups of illness, as they differ from that of all (2006 figures).
        let longer_by = draw
            .weighted(&[(0.50, 0.30), (0.32, 0.35), (-0.82, 0.20), (-0.91, 0.15)])
            .unwrap_or(0.0);
        Self {
            id: format!("p{number:06}"),
            sex,
            name,
            birth,
            usage,
            longer_by,
            entry,
            exit: exit(draw, usage, entry, calendar),
        }
    }

    /// The patient's own record.
    pub(super) fn record(&self, calendar: &Calendar) -> Patient {
        let died_at = match self.exit {
            Some((at, Leaving::Died)) => Some(at),
            _ => None,
        };
        let left_on = match self.exit {
            Some((at, Leaving::Completed | Leaving::Moved)) => Some(calendar.date(at)),
            _ => None,
        };
        Patient {
            id: self.id.clone(),
            identifiers: Vec::new(),
            family_name: Some(self.name.family.to_owned()),
            given_name: Some(self.name.given.to_owned()),
            birth_date: Some(self.birth),
            sex: Some(self.sex),
            language: Some(self.name.language.to_owned()),
            in_service_from: Some(self.entry),
            in_service_to: left_on,
            deceased_at: died_at,
            recorded_at: Some(calendar.at(self.entry, 9 * 60)),
        }
    }

    /// Age in whole years on a date, near enough to choose a team by.
    pub(super) fn age_on(&self, date: NaiveDate) -> i64 {
        time::days_between(self.birth, date) / 365
    }

    /// The first day of which nothing is told: the day of leaving, or tomorrow.
    pub(super) fn until(&self, calendar: &Calendar) -> NaiveDate {
        self.exit
            .map_or(time::add_days(calendar.today, 1), |(at, _)| {
                calendar.date(at)
            })
    }
}

/// Half have been in service since the history begins; the others came during it.
fn entry(draw: &mut Draw, calendar: &Calendar) -> NaiveDate {
    let days = time::days_between(calendar.begin, calendar.today);
    let into = if draw.chance(0.5) {
        draw.between(0, 60)
    } else {
        draw.between(0, days - 45)
    };
    time::add_days(calendar.begin, into)
}

/// Two in a hundred die; others leave after a time that is longer the more care they use.
fn exit(
    draw: &mut Draw,
    usage: Use,
    entry: NaiveDate,
    calendar: &Calendar,
) -> Option<(Instant, Leaving)> {
    let dies = draw.chance(0.02);
    let mean_years = match usage {
        Use::Low => 7.0,
        Use::Medium => 14.0,
        Use::High => 25.0,
    };
    let stays_days = if dies {
        draw.between(60, time::days_between(entry, calendar.today))
    } else {
        90 + whole(draw.exponential(mean_years * 365.0))
    };
    let on = time::add_days(entry, stays_days);
    if on >= calendar.today {
        return None;
    }
    if dies {
        let minute = draw.minute(0, 23 * 60);
        return Some((calendar.at(on, minute), Leaving::Died));
    }
    let why = if draw.chance(0.75) {
        Leaving::Completed
    } else {
        Leaving::Moved
    };
    Some((time::start_of_day(on, calendar.zone), why))
}
