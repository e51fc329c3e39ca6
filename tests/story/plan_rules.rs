//! The rules of plans by tables and properties: what an agreement has been used for and when it can be used again,
//! when a plan is to be gone through, and what looks like a telephone number.

use chrono::{NaiveDate, TimeDelta};
use proptest::prelude::*;
use redthread::domain::access::Way;
use redthread::domain::admission::Admission;
use redthread::domain::agreement::{Next, Terms, used};
use redthread::domain::ids::RecordId;
use redthread::domain::plan::{Due, due, is_shown};
use redthread::domain::safety::holds_number;
use redthread::domain::time;
use redthread::domain::vocabulary::{AdmissionKind, PlanKind};

use crate::store::fixtures::id;

fn on(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn stay(n: u128, from: NaiveDate, to: Option<NaiveDate>, is_own: bool) -> Admission {
    let noon =
        |day: NaiveDate| time::start_of_day(day, chrono_tz::Europe::Oslo) + TimeDelta::hours(12);
    Admission {
        first: RecordId(id(n)),
        stays: Vec::new(),
        from: noon(from),
        to: to.map(noon),
        from_on: from,
        to_on: to,
        kind: is_own.then_some(AdmissionKind::PatientControlled),
    }
}

const fn terms(agreed_on: NaiveDate, valid_to: Option<NaiveDate>) -> Terms {
    Terms {
        agreed_on,
        valid_to,
        max_nights: Some(5),
        quarantine_days: 14,
    }
}

#[test]
fn the_next_stay_begins_after_the_days_of_waiting_and_not_before() {
    // Of the last stay: first and last day, whether it was the patient's own; until when it holds; seen on.
    let table = [
        // Nobody was ever there.
        (None, None, "2026-03-02", Next::Now),
        // The last day of waiting, and the first after it.
        (
            Some(("2026-02-10", Some("2026-02-16"), true)),
            None,
            "2026-03-01",
            Next::On(on("2026-03-02")),
        ),
        (
            Some(("2026-02-10", Some("2026-02-16"), true)),
            None,
            "2026-03-02",
            Next::Now,
        ),
        // A leap year has a day more.
        (
            Some(("2024-02-15", Some("2024-02-20"), true)),
            None,
            "2024-02-25",
            Next::On(on("2024-03-05")),
        ),
        // The clocks change in between: days are days.
        (
            Some(("2026-03-20", Some("2026-03-22"), true)),
            None,
            "2026-04-04",
            Next::On(on("2026-04-05")),
        ),
        (
            Some(("2026-10-15", Some("2026-10-18"), true)),
            None,
            "2026-11-01",
            Next::Now,
        ),
        // Another admission has no waiting after it, and none can begin within one.
        (
            Some(("2026-02-10", Some("2026-03-01"), false)),
            None,
            "2026-03-02",
            Next::Now,
        ),
        (
            Some(("2026-02-10", None, false)),
            None,
            "2026-03-02",
            Next::Admitted,
        ),
        (
            Some(("2026-03-01", None, true)),
            None,
            "2026-03-02",
            Next::Admitted,
        ),
        // Half-open: on the day it ends it holds no longer.
        (
            Some(("2026-02-10", Some("2026-02-16"), true)),
            Some("2026-03-02"),
            "2026-03-01",
            Next::Ended,
        ),
        (
            Some(("2026-02-10", Some("2026-02-16"), true)),
            Some("2026-03-03"),
            "2026-03-01",
            Next::On(on("2026-03-02")),
        ),
    ];
    for (last, valid_to, today, next) in table {
        let admissions: Vec<Admission> = last
            .into_iter()
            .map(|(from, to, is_own)| stay(1, on(from), to.map(on), is_own))
            .collect();
        let terms = terms(on("2024-01-01"), valid_to.map(on));
        let used = used(&terms, &admissions, on(today));
        assert_eq!(used.next, next, "{last:?} {today}");
    }
}

#[test]
fn nights_are_counted_half_open_by_stay_and_in_the_last_year() {
    let today = on("2026-03-02");
    let admissions = [
        // Half of it lies before the same date a year ago.
        stay(1, on("2025-02-27"), Some(on("2025-03-04")), true),
        stay(2, on("2025-06-01"), Some(on("2025-06-20")), false),
        stay(3, on("2025-09-01"), Some(on("2025-09-08")), true),
        stay(4, on("2025-09-15"), Some(on("2025-09-18")), true),
        stay(5, on("2026-02-28"), None, true),
    ];
    let used = used(&terms(on("2025-01-01"), None), &admissions, today);
    let rows: Vec<_> = used
        .stays
        .iter()
        .map(|stay| (stay.from, stay.nights, stay.beyond, stay.is_early))
        .collect();
    assert_eq!(
        rows,
        [
            (on("2026-02-28"), 2, 0, false),
            (on("2025-09-15"), 3, 0, true),
            (on("2025-09-01"), 7, 2, false),
            (on("2025-02-27"), 5, 0, false),
        ]
    );
    // Two of the first, seven, three, and two so far.
    assert_eq!((used.nights_in_year, used.stays_in_year), (14, 4));
    assert_eq!(used.lasting().map(|stay| stay.first), Some(RecordId(id(5))));
}

#[test]
fn a_plan_is_due_on_the_day_after_and_soon_a_month_before() {
    let today = on("2026-03-02");
    let table = [
        (None, Due::Later),
        (Some("2026-03-01"), Due::Since(on("2026-03-01"))),
        (Some("2026-03-02"), Due::Soon(today)),
        (Some("2026-04-01"), Due::Soon(on("2026-04-01"))),
        (Some("2026-04-02"), Due::Later),
    ];
    for (by, expected) in table {
        assert_eq!(due(by.map(on), today), expected, "{by:?}");
    }
}

#[test]
fn behind_a_broken_glass_two_kinds_are_shown_and_to_everybody_else_all() {
    for kind in PlanKind::ALL {
        let is_needed = matches!(
            kind,
            PlanKind::CrisisPlan | PlanKind::PatientControlledAdmissionAgreement
        );
        assert_eq!(is_shown(*kind, Some(Way::Glass)), is_needed, "{kind}");
        for way in Way::ALL.into_iter().filter(|way| *way != Way::Glass) {
            assert!(is_shown(*kind, Some(way)), "{kind} {way:?}");
        }
    }
}

#[test]
fn what_looks_like_a_telephone_number_is_found_and_hours_and_dates_are_let_be() {
    for number in [
        "Ring 22 11 80 00",
        "call 900-00-000 please",
        "+47 900 00 000",
        "(0047) 90 00 00 00",
        "90.00.00.00",
        "02800",
        "116 117",
        "tlf 4521",
        "Telefon: 911",
        "phone 4521",
        "９００ ００ ０００",
        "٩٠٠٠٠٠٠٠",
        "9\u{200b}0\u{200b}0\u{200b}00000",
        "nine one one two three four five six",
        "ni en en to tre fire fem seks",
        "førtisju tjueto elleve åtti",
        "forty-seven twenty-two eleven eighty",
        "double nine double one two three four",
    ] {
        assert!(holds_number(number), "{number}");
    }
    for fine in [
        "",
        "Før dere bestemmer noe om innleggelse",
        "8-16 på hverdager",
        "Kl. 08:00-15:30, ikke i helgene",
        "08.00 - 15.30",
        "0800-1530",
        "mandag 8-16, tirsdag 9-17, onsdag 10-18",
        "8-16\n9-17\n10-18",
        "døgnet rundt, 24/7",
        "fra 1.3.2026 til 01.06.2026",
        "2026-03-02",
        "2015-2018",
        "room 204",
        "one of the two, at ten or eleven",
        "en av de to, klokka ti eller elleve",
        "i to tre dager",
    ] {
        assert!(!holds_number(fine), "{fine}");
    }
}

/// Stays of somebody, one after the other: how long between, how long, and whether their own.
fn stays() -> impl Strategy<Value = Vec<(i64, i64, bool)>> {
    prop::collection::vec((0_i64..40, 0_i64..12, any::<bool>()), 0..8)
}

fn admissions(stays: &[(i64, i64, bool)]) -> (Vec<Admission>, NaiveDate) {
    let mut day = on("2024-01-10");
    let mut all = Vec::new();
    for (n, (gap, nights, is_own)) in stays.iter().enumerate() {
        let from = time::add_days(day, gap + 2);
        day = time::add_days(from, *nights);
        all.push(stay(n as u128, from, Some(day), *is_own));
    }
    (all, day)
}

proptest! {
    #[test]
    fn on_the_day_it_names_it_can_be_used_and_on_none_before(
        stays in stays(),
        waiting in 0_i32..60,
        later in 0_i64..40,
    ) {
        let (all, last) = admissions(&stays);
        let terms = Terms { quarantine_days: waiting, ..terms(on("2024-01-01"), None) };
        let today = time::add_days(last, later);
        match used(&terms, &all, today).next {
            Next::On(first) => {
                prop_assert!(first > today);
                prop_assert_eq!(used(&terms, &all, first).next, Next::Now);
                let before = time::add_days(first, -1);
                prop_assert_eq!(used(&terms, &all, before).next, Next::On(first));
            }
            next => prop_assert_eq!(next, Next::Now),
        }
    }

    #[test]
    fn what_was_not_the_patients_own_changes_nothing(stays in stays(), later in 0_i64..500) {
        let (all, last) = admissions(&stays);
        let own: Vec<Admission> = all.iter().filter(|one| one.is_patient_controlled()).cloned().collect();
        let terms = terms(on("2024-01-01"), None);
        let today = time::add_days(last, later);
        prop_assert_eq!(used(&terms, &all, today), used(&terms, &own, today));
    }

    #[test]
    fn the_year_holds_no_more_nights_than_the_stays_and_no_more_than_there_are(
        stays in stays(),
        later in 0_i64..800,
    ) {
        let (all, last) = admissions(&stays);
        let used = used(&terms(on("2024-01-01"), None), &all, time::add_days(last, later));
        let nights: i64 = used.stays.iter().map(|stay| stay.nights).sum();
        prop_assert!((0..=nights).contains(&used.nights_in_year));
        prop_assert!(used.nights_in_year <= 366);
        for stay in &used.stays {
            prop_assert_eq!(stay.beyond, (stay.nights - 5).max(0));
        }
    }

    #[test]
    fn eight_digits_are_a_number_however_they_are_parted(
        digits in prop::collection::vec(0_u8..10, 8),
        signs in prop::collection::vec(prop::sample::select(vec!["", " ", "  "]), 8),
        before in "[a-zæøå]{0,9}",
    ) {
        let parted: String = digits.iter().zip(signs)
            .flat_map(|(digit, sign)| [digit.to_string(), sign.to_string()]).collect();
        let text = format!("{before} {parted}");
        // Two years on end are no number.
        let is_years = digits.chunks(4).all(|year| matches!(year, [1, 9, ..] | [2, 0, ..]));
        prop_assert!(is_years || holds_number(&text) || parted.split_whitespace().any(|part| part.len() == 4), "{text}");
    }

    #[test]
    fn no_text_is_too_strange(text in "\\PC{0,60}") {
        let _ = holds_number(&text);
    }
}
