//! Times and dates as files write them.

use chrono::{DateTime, Datelike, NaiveDate};
use chrono_tz::Tz;
use redthread::domain::time::{TimeError, parse_date, parse_time, start_of_day, to_rfc3339};

const OSLO: Tz = chrono_tz::Europe::Oslo;

fn utc(text: &str) -> DateTime<chrono::Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

#[test]
fn times_that_are_read() {
    for (text, expected) in [
        ("2026-03-02", "2026-03-01T23:00:00Z"),
        ("2026-03-02T14:30", "2026-03-02T13:30:00Z"),
        ("2026-03-02 14:30", "2026-03-02T13:30:00Z"),
        ("2026-03-02t14:30:05", "2026-03-02T13:30:05Z"),
        ("2026-03-02T14:30:05.25", "2026-03-02T13:30:05.25Z"),
        (
            "2026-03-02T14:30:05.123456789",
            "2026-03-02T13:30:05.123456Z",
        ),
        ("2026-03-02T14:30Z", "2026-03-02T14:30:00Z"),
        ("2026-03-02T14:30z", "2026-03-02T14:30:00Z"),
        ("2026-03-02T14:30+01:00", "2026-03-02T13:30:00Z"),
        ("2026-03-02T14:30-0530", "2026-03-02T20:00:00Z"),
        ("2026-03-02T14:30+14", "2026-03-02T00:30:00Z"),
        // Summer time, and the hour that occurs twice: the first.
        ("2026-07-01T00:00", "2026-06-30T22:00:00Z"),
        ("2026-10-25T02:30", "2026-10-25T00:30:00Z"),
        ("2026-10-25T02:30+01:00", "2026-10-25T01:30:00Z"),
        ("0001-01-02T00:00Z", "0001-01-02T00:00:00Z"),
        ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
    ] {
        assert_eq!(parse_time(text, OSLO), Ok(utc(expected)), "{text}");
    }
}

#[test]
fn times_that_are_refused() {
    let skipped = "2026-03-29T02:30";
    assert_eq!(parse_time(skipped, OSLO), Err(TimeError::Skipped));
    assert!(parse_time("2026-03-29T02:30+01:00", OSLO).is_ok());
    for text in [
        "",
        "yesterday",
        "2026-3-2",
        " 2026-03-02",
        "2026-03-02 ",
        "+2026-03-02",
        "12026-03-02",
        "0000-01-01",
        "2026-02-29",
        "2026-13-01T10:00",
        "20260302T1430",
        "02.03.2026 14:30",
        "3/2/2026",
        "2026-03-02T",
        "2026-03-02T1:30",
        "2026-03-02T14",
        "2026-03-02T24:00",
        "2026-03-02T14:60",
        "2026-03-02T23:59:60",
        "2026-03-02T14:30.5",
        "2026-03-02T14:30:05.",
        "2026-03-02T14:30:05.1234567890",
        "2026-03-02T14:30:05,5",
        "2026-03-02T 14:30",
        "2026-03-02T14:30 +01:00",
        "2026-03-02T14:30+1",
        "2026-03-02T14:30+01:0",
        "2026-03-02T14:30+01:60",
        "2026-03-02T14:30+14:01",
        "2026-03-02T14:30+é1",
        "2026-03-02T14:30ZZ",
        "2026-03-02T14:30[Europe/Oslo]",
        "0001-01-01T00:00+14:00",
        "９９９９-01-01",
        "2026-03-0é",
    ] {
        assert_eq!(parse_time(text, OSLO), Err(TimeError::NotATime), "{text}");
    }
}

#[test]
fn dates_are_dates_and_nothing_else() {
    let date = NaiveDate::from_ymd_opt(2024, 2, 29).unwrap();
    assert_eq!(parse_date("2024-02-29"), Ok(date));
    for text in ["2024-02-29T00:00", "2024-02-29 12:00:00+01:00"] {
        assert_eq!(parse_date(text), Err(TimeError::TimeInDate), "{text}");
    }
    for text in [
        "",
        "2023-02-29",
        "2024-2-29",
        " 2024-02-29",
        "29.02.2024",
        "2024-02",
        "+12024-01-01",
    ] {
        assert_eq!(parse_date(text), Err(TimeError::NotADate), "{text}");
    }
}

#[test]
fn midnight_that_the_clock_skips_is_the_first_instant_after() {
    let date = NaiveDate::from_ymd_opt(2018, 11, 4).unwrap();
    let start = start_of_day(date, chrono_tz::America::Sao_Paulo);
    assert_eq!(start, utc("2018-11-04T03:00:00Z"));
}

#[test]
fn what_is_written_is_read_back_exactly() {
    let zones = [
        OSLO,
        Tz::UTC,
        chrono_tz::America::New_York,
        chrono_tz::Asia::Kathmandu,
        chrono_tz::Australia::Lord_Howe,
        chrono_tz::Africa::Monrovia,
    ];
    let instants = [
        "1850-06-01T12:34:56Z",
        "1915-01-01T00:00:00Z",
        "1971-12-31T23:59:59.000001Z",
        "2026-10-25T00:30:00Z",
        "2026-10-25T01:30:00Z",
        "2155-07-01T12:00:00Z",
        "9999-12-31T23:30:00Z",
    ];
    for zone in zones {
        for instant in instants.map(utc) {
            let text = to_rfc3339(instant, zone);
            assert_eq!(parse_time(&text, Tz::UTC), Ok(instant), "{text} in {zone}");
            assert!(instant.year() <= 9999);
        }
    }
    assert_eq!(
        to_rfc3339(utc("2026-03-02T11:00:00Z"), OSLO),
        "2026-03-02T12:00:00+01:00"
    );
}
