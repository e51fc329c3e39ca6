//! The cohort's calendar: its today, its first day, and local times made into instants.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Weekday};
use chrono_tz::Tz;

use crate::domain::time::{self, Instant};

/// Years of history of a background patient.
const YEARS: i32 = 4;

/// The day on which the story-patients' times were written down.
const STORY_DAY: NaiveDate = match NaiveDate::from_ymd_opt(2026, 3, 2) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// When the cohort is told, and in which zone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Calendar {
    /// The zone of every unit.
    pub(super) zone: Tz,
    /// The moment of telling: nothing has happened after it.
    pub(super) as_of: Instant,
    /// Its local date.
    pub(super) today: NaiveDate,
    /// The first day of the background patients' history.
    pub(super) begin: NaiveDate,
    /// Days by which the stories are moved, so that they end today.
    shift: i64,
}

impl Calendar {
    /// The calendar of a moment in a zone.
    pub(super) fn new(as_of: Instant, zone: Tz) -> Self {
        let today = time::local_date(as_of, zone);
        Self {
            zone,
            as_of,
            today,
            begin: time::add_years(today, -YEARS),
            shift: time::days_between(STORY_DAY, today),
        }
    }

    /// The instant of a local time of day, in minutes after midnight.
    pub(super) fn at(&self, date: NaiveDate, minute: u32) -> Instant {
        self.instant(date.and_time(NaiveTime::MIN) + TimeDelta::minutes(i64::from(minute)))
    }

    /// The instant of a local time. One that the clock was put forward over is an hour later.
    pub(super) fn instant(&self, local: NaiveDateTime) -> Instant {
        time::local_to_instant(local, self.zone)
            .or_else(|_| time::local_to_instant(local + TimeDelta::hours(1), self.zone))
            .unwrap_or_else(|_| time::start_of_day(local.date(), self.zone))
    }

    /// The local date of an instant.
    pub(super) fn date(&self, at: Instant) -> NaiveDate {
        time::local_date(at, self.zone)
    }

    /// A story's date, moved so that the story ends today.
    pub(super) fn story_date(&self, date: NaiveDate) -> NaiveDate {
        time::add_days(date, self.shift)
    }

    /// A story's local time, moved by whole days: nine o'clock stays nine o'clock.
    pub(super) fn story_time(&self, local: NaiveDateTime) -> Instant {
        self.instant(self.story_date(local.date()).and_time(local.time()))
    }
}

/// Whether a date is a Saturday or Sunday.
pub(super) fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

/// The date itself, or the Monday after a weekend.
pub(super) fn weekday_from(date: NaiveDate) -> NaiveDate {
    match date.weekday() {
        Weekday::Sat => time::add_days(date, 2),
        Weekday::Sun => time::add_days(date, 1),
        _ => date,
    }
}
