//! The lines of the scale.

use redthread::domain::timeline::{Label, Since, Step, Tick, Window};
use redthread::domain::vocabulary::{RelationshipKind, Setting};

use super::{between, show, year};
use crate::flags::build::{World, at};

fn labels(ticks: &[Tick]) -> Vec<String> {
    let text = |tick: &Tick| match tick.label {
        Label::Date(day) if tick.opens_year => format!("{day}!"),
        Label::Date(day) => day.to_string(),
        Label::DaysSince(days) => days.to_string(),
    };
    ticks.iter().map(text).collect()
}

#[test]
fn a_year_has_months_where_they_fit_and_quarters_where_not() {
    let axis = year(&World::new()).axis;
    let months = axis.ticks(14);
    assert!(months.iter().all(|tick| tick.step == Step::Month));
    assert_eq!(
        labels(&months)[..3],
        ["2025-03-03!", "2025-04-01", "2025-05-01"]
    );
    assert!(months[0].is_edge && !months[1].is_edge);
    assert!(labels(&months).contains(&"2026-01-01!".to_owned()));
    assert_eq!(months.len(), 13);
    let quarters = axis.ticks(5);
    assert_eq!(
        labels(&quarters),
        ["2025-04-01!", "2025-07-01", "2025-10-01", "2026-01-01!"],
        "the edge gives way to a line by the calendar beside it"
    );
}

#[test]
fn a_month_has_weeks_or_days() {
    let axis = show(&World::new(), Window::Days30).axis;
    assert!(axis.ticks(40).iter().all(|tick| tick.step == Step::Day));
    assert_eq!(
        labels(&axis.ticks(6)),
        [
            "2026-02-02!",
            "2026-02-09",
            "2026-02-16",
            "2026-02-23",
            "2026-03-02"
        ]
    );
}

#[test]
fn every_piece_beside_a_break_is_named() {
    let mut world = World::new();
    world.stay(
        Setting::AcuteWard,
        "1962-03-01T12:00",
        Some("1962-05-01T12:00"),
    );
    let ticks = show(&world, Window::All).axis.ticks(3);
    assert_eq!(labels(&ticks)[0], "1962-03-01!");
    assert!(
        labels(&ticks).contains(&"2026-01-01!".to_owned()),
        "{ticks:?}"
    );
}

#[test]
fn lines_keep_apart_however_few_fit() {
    let mut world = World::new();
    for year in (1900..2026).step_by(7) {
        world.met("Tveit", &format!("{year}-07-01T12:00"));
    }
    for window in [
        Window::All,
        Window::FiveYears,
        between("0001-01-01", "9999-12-31"),
    ] {
        let axis = show(&world, window).axis;
        for fit in [1_u32, 2, 3, 7, 12, 30] {
            let ticks = axis.ticks(fit as usize);
            assert!(!ticks.is_empty());
            let gaps = ticks.windows(2).map(|pair| pair[1].at - pair[0].at);
            let least = gaps.fold(1.0, f64::min);
            assert!(
                least >= 0.6 / f64::from(fit) - 1e-9,
                "{window:?} {fit} {least}"
            );
        }
    }
}

#[test]
fn days_since_count_local_dates_from_a_discharge() {
    let mut world = World::new();
    world.stay(
        Setting::AcuteWard,
        "2025-03-20T12:00",
        Some("2025-03-29T15:00"),
    );
    let timeline = show(&world, between("2025-03-25", "2025-04-05"));
    let discharge = timeline.references[0];
    assert_eq!(discharge.since, Since::Discharge);
    let zone = timeline.axis.zone;
    assert_eq!(discharge.days_to(at("2025-03-29T00:00"), zone), 0);
    assert_eq!(
        discharge.days_to(at("2025-03-30T23:59"), zone),
        1,
        "a day of 23 hours"
    );
    assert_eq!(discharge.days_to(at("2025-03-28T23:59"), zone), -1);
    let ticks = timeline.axis.ticks_since(discharge, 6);
    assert_eq!(labels(&ticks), ["-4", "-2", "0", "2", "4", "6"]);
    assert!((ticks[2].at - timeline.axis.place(at("2025-03-29T00:00"))).abs() < 1e-9);
}

#[test]
fn references_are_the_last_of_each_kind() {
    let mut world = World::new();
    assert!(year(&world).references.is_empty());
    world.stay(
        Setting::AcuteWard,
        "2025-06-01T12:00",
        Some("2025-06-09T12:00"),
    );
    world.stay(Setting::AcuteWard, "2026-02-01T12:00", None);
    world.relation(
        "Tveit",
        RelationshipKind::Therapist,
        "2025-01-01T00:00",
        Some("2025-12-01T00:00"),
    );
    let found = year(&world).references;
    let found: Vec<(&str, String)> = found
        .iter()
        .map(|r| (r.since.code(), r.on.to_string()))
        .collect();
    assert_eq!(
        found,
        [
            ("discharge", "2025-06-09".to_owned()),
            ("admission", "2026-02-01".to_owned()),
            ("named_contact", "2025-12-01".to_owned()),
        ]
    );
    for since in Since::ALL {
        assert_eq!(Since::of_code(since.code()), Some(since));
    }
}
