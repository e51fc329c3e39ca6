//! Which days are shown.

use redthread::domain::timeline::{Dates, Timeline, Window, WindowError};
use redthread::domain::vocabulary::{ContactStatus, Setting};

use super::{between, show};
use crate::flags::build::{World, at, on};

fn days(timeline: &Timeline) -> (String, String) {
    (timeline.from.to_string(), timeline.to.to_string())
}

fn booked(days: &[&str]) -> World {
    let mut world = World::new();
    for day in days {
        world.met("Eide", &format!("{day}T10:00")).status = ContactStatus::Planned;
    }
    world
}

#[test]
fn presets_begin_where_they_say_and_end_a_little_after_today() {
    let world = World::new();
    let of = |window| days(&show(&world, window));
    assert_eq!(
        of(Window::Days30),
        ("2026-02-01".into(), "2026-03-04".into())
    );
    assert_eq!(of(Window::Year), ("2025-03-03".into(), "2026-03-15".into()));
    assert_eq!(
        of(Window::FiveYears),
        ("2021-03-03".into(), "2026-05-02".into())
    );
    let all = show(&world, Window::All);
    assert_eq!(
        days(&all),
        of(Window::Year),
        "nothing is known: a year of it"
    );
    for window in Window::PRESETS {
        let timeline = show(&world, window);
        assert!(timeline.axis.place(timeline.now) < 1.0, "{window:?}");
    }
}

#[test]
fn a_booking_stretches_a_preset_up_to_a_sixth_of_its_length() {
    let world = booked(&["2026-03-06", "2026-03-30", "2026-09-01"]);
    let of = |window| days(&show(&world, window)).1;
    assert_eq!(of(Window::Days30), "2026-03-07");
    assert_eq!(of(Window::Year), "2026-03-31");
    assert_eq!(of(Window::FiveYears), "2026-09-02");
    assert_eq!(of(Window::All), "2026-09-02");
    assert_eq!(
        show(&world, Window::Year).after,
        1,
        "one lies further ahead"
    );
}

#[test]
fn all_begins_with_the_first_record_and_is_never_shorter_than_thirty_days() {
    let mut world = World::new();
    world.met("Tveit", "2026-02-27T10:00");
    assert_eq!(days(&show(&world, Window::All)).0, "2026-02-01");
    world.met("Tveit", "1999-12-31T23:30");
    assert_eq!(days(&show(&world, Window::All)).0, "1999-12-31");
}

#[test]
fn presets_of_somebody_who_died_end_at_the_death() {
    let mut world = World::new();
    world.stay(Setting::AcuteWard, "2010-01-01T12:00", None);
    world.met("Tveit", "2010-02-01T12:00");
    world.patient.patient.deceased_at = Some(at("2010-02-10T04:00"));
    let timeline = show(&world, Window::Year);
    assert_eq!(timeline.from, on("2009-02-11"));
    assert_eq!(timeline.to, on("2010-02-23"));
    let stay = &timeline.places[0].stays[0];
    assert!(!stay.span.leaves, "nothing lasts beyond a death");
    assert_eq!(stay.nights, Some(40));
    assert_eq!(timeline.reach(), at("2010-02-10T04:00"));
    assert_eq!(show(&world, Window::All).shown, 2);
    assert_eq!(show(&world, between("2011-01-01", "2012-01-01")).before, 2);
}

#[test]
fn two_dates_are_both_shown() {
    let mut world = World::new();
    world.met("Tveit", "2025-03-30T00:00");
    world.met("Tveit", "2025-03-30T23:59");
    world.met("Tveit", "2025-03-31T00:00");
    let day = show(&world, between("2025-03-30", "2025-03-30"));
    assert_eq!((day.shown, day.after), (2, 1));
    let axis = &day.axis;
    let hours = (axis.segments[0].to - axis.segments[0].from).num_hours();
    assert_eq!(hours, 23, "the day on which the clock is put forward");
    assert!((axis.place(at("2025-03-30T12:00")) - 11.0 / 23.0).abs() < 1e-9);
}

#[test]
fn a_window_that_cannot_be_is_refused_with_a_reason() {
    let refused = |first: &str, last: &str| Dates::parse(first, last).unwrap_err();
    assert_eq!(
        refused("2026-03-02", "2026-03-01"),
        WindowError::EndsBeforeStart
    );
    assert!(matches!(refused("", "2026-03-01"), WindowError::First(_)));
    assert!(matches!(
        refused("2026-03-01", "soon"),
        WindowError::Last(_)
    ));
    assert!(matches!(
        refused("0000-01-01", "2026-03-01"),
        WindowError::First(_)
    ));
    assert_eq!(
        Dates::new(on("2026-01-01"), on("+12026-01-01")),
        Err(WindowError::YearOutOfRange)
    );
    for error in [refused("2026-03-02", "2026-03-01"), refused("", "soon")] {
        assert!(!error.to_string().is_empty());
    }
    assert!(
        !refused("Hedda Moen", "2026-03-01")
            .to_string()
            .contains("Hedda")
    );
}

#[test]
fn the_widest_window_there_is_can_be_shown() {
    let mut world = World::new();
    world.met("Tveit", "2026-01-01T10:00");
    let timeline = show(&world, between("0001-01-01", "9999-12-31"));
    assert_eq!(timeline.shown, 1);
    assert_eq!(timeline.axis.segments.len(), 1);
    let breaks: Vec<(i32, u32)> = timeline
        .axis
        .breaks
        .iter()
        .map(|b| (b.first_year, b.years))
        .collect();
    assert_eq!(breaks, [(1, 2025), (2027, 7973)]);
    let nothing = show(&World::new(), between("0001-01-01", "0009-12-31"));
    assert!(nothing.axis.breaks.is_empty(), "nothing to make room for");
}

#[test]
fn presets_have_codes() {
    for window in Window::PRESETS {
        assert_eq!(window.code().and_then(Window::preset), Some(window));
    }
    assert_eq!(Window::preset("2y"), None);
    assert_eq!(between("2026-01-01", "2026-01-01").code(), None);
}
