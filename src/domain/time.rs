//! Instants, local dates and the arithmetic between them.
//!
//! An instant is UTC; a *day* is a local date in the zone of the unit where something happened
//! (or of the service). Days are never computed from hours: clocks change twice a year.

use std::ops::RangeInclusive;

use chrono::{
    DateTime, Datelike, Days, FixedOffset, LocalResult, Months, NaiveDate, NaiveDateTime,
    NaiveTime, Offset, SubsecRound, TimeDelta, TimeZone, Utc,
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
    clock_on(date, NaiveTime::MIN, zone)
}

/// The instant at which the clock of a zone shows a time on a date: the first where it does so twice, the
/// end of the gap where it skips it.
pub fn clock_on(date: NaiveDate, time: NaiveTime, zone: Tz) -> Instant {
    let local = date.and_time(time);
    match zone.from_local_datetime(&local) {
        LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => at.with_timezone(&Utc),
        LocalResult::None => {
            // No zone has ever skipped more than a day; step to the end of the gap.
            (1..=24 * 4)
                .find_map(|quarters| {
                    zone.from_local_datetime(&(local + TimeDelta::minutes(15 * quarters)))
                        .earliest()
                })
                .map_or_else(|| local.and_utc(), |at| at.with_timezone(&Utc))
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

/// The same date some months later; a day that the month does not have becomes its last.
pub fn add_months(date: NaiveDate, months: u32) -> NaiveDate {
    date.checked_add_months(Months::new(months))
        .unwrap_or(NaiveDate::MAX)
}

/// Whole local dates from `from` to `to`; negative when `to` is earlier.
pub fn days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    to.signed_duration_since(from).num_days()
}

/// An instant written with the offset that its zone had then: `2026-03-02T12:00:00+01:00`.
///
/// Before standard time zones had offsets with seconds, which the form cannot hold: then the offset
/// is cut to whole minutes and the local time is that of the cut offset, so that the instant is
/// always exact.
pub fn to_rfc3339(instant: Instant, zone: Tz) -> String {
    let seconds = instant
        .with_timezone(&zone)
        .offset()
        .fix()
        .local_minus_utc();
    let offset = FixedOffset::east_opt(seconds - seconds % 60).unwrap_or(Utc.fix());
    let mut local = instant.with_timezone(&offset);
    if !YEARS.contains(&local.year()) {
        local = instant.with_timezone(&Utc.fix());
    }
    let form = if instant.timestamp_subsec_micros() == 0 {
        chrono::SecondsFormat::Secs
    } else {
        chrono::SecondsFormat::Micros
    };
    local.to_rfc3339_opts(form, true)
}

/// Reads a time: ISO 8601 with offset, or local in `zone`; a bare date is its local midnight.
/// A local time that occurs twice is the first. Years are 0001 to 9999; `24:00` and leap seconds
/// are refused.
pub fn parse_time(text: &str, zone: Tz) -> Result<Instant, TimeError> {
    if let Some(date) = iso_date(text) {
        return Ok(start_of_day(date, zone));
    }
    let (date, time) = split_time(text).ok_or(TimeError::NotATime)?;
    let (clock, offset) = split_offset(time);
    let naive = date.and_time(iso_clock(clock).ok_or(TimeError::NotATime)?);
    let instant = match offset {
        Some(offset) => iso_offset(offset)
            .and_then(|offset| naive.checked_sub_signed(offset))
            .ok_or(TimeError::NotATime)?
            .and_utc(),
        None => local_to_instant(naive, zone)?,
    };
    if !YEARS.contains(&instant.year()) {
        return Err(TimeError::NotATime);
    }
    Ok(to_micros(instant))
}

/// Reads a date, years 0001 to 9999; a time of day is refused.
pub fn parse_date(text: &str) -> Result<NaiveDate, TimeError> {
    iso_date(text).ok_or(match split_time(text) {
        Some(_) => TimeError::TimeInDate,
        None => TimeError::NotADate,
    })
}

/// The instant of a local time in a zone: the first where it occurs twice.
pub fn local_to_instant(local: NaiveDateTime, zone: Tz) -> Result<Instant, TimeError> {
    zone.from_local_datetime(&local)
        .earliest()
        .map(|at| at.with_timezone(&Utc))
        .ok_or(TimeError::Skipped)
}

/// The years that four digits can write.
const YEARS: RangeInclusive<i32> = 1..=9999;

/// `YYYY-MM-DD` and nothing else.
fn iso_date(text: &str) -> Option<NaiveDate> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let year = digits(&bytes[..4])?;
    let date = NaiveDate::from_ymd_opt(
        i32::try_from(year).ok()?,
        digits(&bytes[5..7])?,
        digits(&bytes[8..])?,
    )?;
    YEARS.contains(&date.year()).then_some(date)
}

/// A date, `T` or a blank, and the rest.
fn split_time(text: &str) -> Option<(NaiveDate, &str)> {
    let date = iso_date(text.get(..10)?)?;
    let time = text[10..].strip_prefix(['T', 't', ' '])?;
    Some((date, time))
}

fn split_offset(time: &str) -> (&str, Option<&str>) {
    match time.find(['Z', 'z', '+', '-']) {
        Some(at) => (&time[..at], Some(&time[at..])),
        None => (time, None),
    }
}

/// `HH:MM`, `HH:MM:SS` or `HH:MM:SS.f` with one to nine digits.
fn iso_clock(text: &str) -> Option<NaiveTime> {
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) if whole.len() == 8 => (whole, Some(fraction)),
        Some(_) => return None,
        None => (text, None),
    };
    let bytes = whole.as_bytes();
    let (hour, minute) = match bytes.len() {
        5 | 8 if bytes[2] == b':' => (digits(&bytes[..2])?, digits(&bytes[3..5])?),
        _ => return None,
    };
    let second = match bytes.len() {
        8 if bytes[5] == b':' => digits(&bytes[6..])?,
        5 => 0,
        _ => return None,
    };
    let nanos = match fraction {
        None => 0,
        Some(fraction) if (1..=9).contains(&fraction.len()) => {
            let missing = u32::try_from(9 - fraction.len()).ok()?;
            digits(fraction.as_bytes())? * 10_u32.pow(missing)
        }
        Some(_) => return None,
    };
    NaiveTime::from_hms_nano_opt(hour, minute, second, nanos)
}

/// `Z`, `+HH`, `+HHMM` or `+HH:MM`, at most fourteen hours.
fn iso_offset(text: &str) -> Option<TimeDelta> {
    if text.eq_ignore_ascii_case("z") {
        return Some(TimeDelta::zero());
    }
    let (sign, rest) = text.as_bytes().split_first()?;
    let (hours, minutes) = match rest {
        [h1, h2] => (digits(&[*h1, *h2])?, 0),
        [h1, h2, m1, m2] | [h1, h2, b':', m1, m2] => (digits(&[*h1, *h2])?, digits(&[*m1, *m2])?),
        _ => return None,
    };
    let total = i64::from(hours * 60 + minutes);
    if minutes > 59 || total > 14 * 60 {
        return None;
    }
    Some(TimeDelta::minutes(if *sign == b'-' {
        -total
    } else {
        total
    }))
}

/// The number that ASCII digits write.
fn digits(text: &[u8]) -> Option<u32> {
    text.iter().try_fold(0_u32, |number, digit| {
        let digit = char::from(*digit).to_digit(10)?;
        number.checked_mul(10)?.checked_add(digit)
    })
}
