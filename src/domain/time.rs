//! Instants, local dates and the arithmetic between them.
//!
//! An instant is UTC; a *day* is a local date in the zone of the unit where something happened
//! (or of the service). Days are never computed from hours: clocks change twice a year.

use chrono::{
    DateTime, Days, LocalResult, Months, NaiveDate, NaiveDateTime, NaiveTime, Offset, SubsecRound,
    TimeDelta, TimeZone, Utc,
};
use chrono_tz::Tz;

/// A point in time, in UTC, to the microsecond (the finest that both databases keep).
pub type Instant = DateTime<Utc>;

/// Why a text is not the time or date it should be. The text itself is never repeated: it may be
/// patient data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// Neither an ISO 8601 time nor a date.
    #[error(
        "not an ISO 8601 time; write 2026-03-02T14:30, with an offset such as +01:00 or without one for local time"
    )]
    NotATime,
    /// Not an ISO date.
    #[error("not an ISO date; write 2026-03-02")]
    NotADate,
    /// A time where only a date is meaningful.
    #[error("a time of day where a date is expected; write 2026-03-02")]
    TimeInDate,
    /// The clock was put forward over this local time.
    #[error(
        "this local time does not exist: the clock was put forward over it; write it with an offset"
    )]
    Skipped,
}

/// Cuts an instant to the microsecond.
pub fn to_micros(instant: Instant) -> Instant {
    instant.trunc_subsecs(6)
}

/// The local date of an instant in a zone.
pub fn local_date(instant: Instant, zone: Tz) -> NaiveDate {
    instant.with_timezone(&zone).date_naive()
}

/// The first instant of a local date, also where the clock skips midnight.
pub fn start_of_day(date: NaiveDate, zone: Tz) -> Instant {
    let midnight = date.and_time(NaiveTime::MIN);
    match zone.from_local_datetime(&midnight) {
        LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => at.with_timezone(&Utc),
        LocalResult::None => {
            // No zone has ever skipped more than a day; step to the end of the gap.
            (1..=24 * 4)
                .find_map(|quarters| {
                    zone.from_local_datetime(&(midnight + TimeDelta::minutes(15 * quarters)))
                        .earliest()
                })
                .map_or_else(|| midnight.and_utc(), |at| at.with_timezone(&Utc))
        }
    }
}

/// The date `days` later (earlier when negative), clamped to the calendar's range.
pub fn add_days(date: NaiveDate, days: i64) -> NaiveDate {
    let step = Days::new(days.unsigned_abs());
    if days >= 0 {
        date.checked_add_days(step).unwrap_or(NaiveDate::MAX)
    } else {
        date.checked_sub_days(step).unwrap_or(NaiveDate::MIN)
    }
}

/// The same date some calendar years later (earlier when negative); 29 February becomes 28
/// February where the year has none.
pub fn add_years(date: NaiveDate, years: i32) -> NaiveDate {
    let months = Months::new(years.unsigned_abs() * 12);
    if years >= 0 {
        date.checked_add_months(months).unwrap_or(NaiveDate::MAX)
    } else {
        date.checked_sub_months(months).unwrap_or(NaiveDate::MIN)
    }
}

/// Whole local dates from `from` to `to`; negative when `to` is earlier.
pub fn days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    to.signed_duration_since(from).num_days()
}

/// An instant written with the offset that its zone had then: `2026-03-02T12:00:00+01:00`.
pub fn to_rfc3339(instant: Instant, zone: Tz) -> String {
    let local = instant.with_timezone(&zone);
    let local = local.with_timezone(&local.offset().fix());
    let form = if instant.timestamp_subsec_micros() == 0 {
        chrono::SecondsFormat::Secs
    } else {
        chrono::SecondsFormat::Micros
    };
    local.to_rfc3339_opts(form, true)
}

/// Reads a time: ISO 8601 with offset, or local in `zone`; a bare date is its local midnight.
/// A local time that occurs twice is the first.
pub fn parse_time(text: &str, zone: Tz) -> Result<Instant, TimeError> {
    if let Ok(date) = text.parse::<NaiveDate>() {
        return Ok(start_of_day(date, zone));
    }
    let (day, time) = split_time(text)?;
    let date = day.parse::<NaiveDate>().map_err(|_| TimeError::NotATime)?;
    let (clock, offset) = split_offset(time);
    let naive = date.and_time(parse_clock(clock)?);
    let instant = match offset {
        Some(offset) => (naive - parse_offset(offset)?).and_utc(),
        None => local_to_instant(naive, zone)?,
    };
    Ok(to_micros(instant))
}

/// Reads a date; a time of day is refused.
pub fn parse_date(text: &str) -> Result<NaiveDate, TimeError> {
    text.parse::<NaiveDate>().map_err(|_| {
        if text.len() > 10 && text.is_char_boundary(10) && text[..10].parse::<NaiveDate>().is_ok() {
            TimeError::TimeInDate
        } else {
            TimeError::NotADate
        }
    })
}

/// The instant of a local time in a zone: the first where it occurs twice.
pub fn local_to_instant(local: NaiveDateTime, zone: Tz) -> Result<Instant, TimeError> {
    zone.from_local_datetime(&local)
        .earliest()
        .map(|at| at.with_timezone(&Utc))
        .ok_or(TimeError::Skipped)
}

fn split_time(text: &str) -> Result<(&str, &str), TimeError> {
    text.split_once(['T', 't', ' ']).ok_or(TimeError::NotATime)
}

fn split_offset(time: &str) -> (&str, Option<&str>) {
    match time.find(['Z', 'z', '+', '-']) {
        Some(at) => (&time[..at], Some(&time[at..])),
        None => (time, None),
    }
}

fn parse_clock(text: &str) -> Result<NaiveTime, TimeError> {
    ["%H:%M:%S%.f", "%H:%M"]
        .iter()
        .find_map(|form| NaiveTime::parse_from_str(text, form).ok())
        .ok_or(TimeError::NotATime)
}

fn parse_offset(text: &str) -> Result<TimeDelta, TimeError> {
    if text.eq_ignore_ascii_case("z") {
        return Ok(TimeDelta::zero());
    }
    let (sign, digits) = text.split_at(1);
    let digits: String = digits.chars().filter(|c| *c != ':').collect();
    let number: i64 = match digits.len() {
        2 => format!("{digits}00"),
        4 => digits,
        _ => return Err(TimeError::NotATime),
    }
    .parse()
    .map_err(|_| TimeError::NotATime)?;
    let minutes = number / 100 * 60 + number % 100;
    if minutes > 14 * 60 || number % 100 > 59 {
        return Err(TimeError::NotATime);
    }
    Ok(TimeDelta::minutes(if sign == "-" {
        -minutes
    } else {
        minutes
    }))
}
