//! Breaks for empty years, and where instants lie.

use proptest::prelude::*;
use redthread::domain::timeline::{Timeline, Window};
use redthread::domain::vocabulary::{RelationshipKind, Setting};

use super::{between, show};
use crate::flags::build::{World, at};

fn breaks(timeline: &Timeline) -> Vec<(i32, u32)> {
    let breaks = &timeline.axis.breaks;
    breaks.iter().map(|b| (b.first_year, b.years)).collect()
}

#[test]
fn a_single_stay_in_1962_stands_beside_today() {
    let mut world = World::new();
    world.stay(
        Setting::AcuteWard,
        "1962-03-01T12:00",
        Some("1962-05-01T12:00"),
    );
    let timeline = show(&world, Window::All);
    assert_eq!(breaks(&timeline), [(1963, 63)]);
    assert_eq!(timeline.axis.segments.len(), 2);
    let axis = &timeline.axis;
    let stay = axis.place(at("1962-05-01T12:00")) - axis.place(at("1962-03-01T12:00"));
    assert!(stay > 0.1, "the stay can be seen: {stay}");
    assert_eq!((timeline.before, timeline.after), (0, 0));
}

#[test]
fn short_windows_have_no_breaks() {
    let world = World::new();
    for window in [Window::Days30, Window::Year] {
        assert!(breaks(&show(&world, window)).is_empty());
    }
    assert_eq!(breaks(&show(&world, Window::FiveYears)), [(2022, 4)]);
}

#[test]
fn only_whole_years_are_left_out() {
    let mut world = World::new();
    world.met("Tveit", "2019-12-31T23:30");
    world.met("Tveit", "2022-01-01T00:00");
    assert_eq!(breaks(&show(&world, Window::All)), [(2020, 2), (2023, 3)]);
    assert!(breaks(&show(&world, between("2020-01-02", "2021-12-30"))).is_empty());
}

#[test]
fn a_stay_fills_its_years_and_a_relationship_alone_does_not() {
    let mut world = World::new();
    world.relation(
        "Tveit",
        RelationshipKind::Therapist,
        "2010-05-01T00:00",
        None,
    );
    let timeline = show(&world, Window::All);
    assert_eq!(breaks(&timeline), [(2011, 15)], "nothing was done with it");
    assert!(timeline.people[0].ties[0].span.leaves);
    world.stay(Setting::OutpatientClinic, "2010-05-01T00:00", None);
    assert!(breaks(&show(&world, Window::All)).is_empty());
}

#[test]
fn a_filter_never_moves_the_axis() {
    let mut world = World::new();
    world.met("Tveit", "2015-05-01T12:00");
    world.review("2020-05-01T12:00");
    let all = show(&world, Window::All);
    let filter = redthread::domain::timeline::Filter {
        hidden: redthread::domain::timeline::Lane::ALL.to_vec(),
        ..Default::default()
    };
    let asked = redthread::domain::timeline::Request {
        window: Window::All,
        filter,
        ..Default::default()
    };
    let nothing = super::request(&world, &asked);
    assert_eq!(nothing.axis, all.axis);
    assert_eq!((nothing.shown, nothing.filtered), (0, 2));
}

#[test]
fn an_instant_in_a_break_lies_in_its_middle_and_outside_at_the_edges() {
    let mut world = World::new();
    world.met("Tveit", "2015-05-01T12:00");
    world.met("Tveit", "2020-05-01T12:00");
    let axis = show(&world, between("2010-01-01", "2029-12-31")).axis;
    assert_eq!(axis.breaks.len(), 4);
    for (years, gap) in ["2012", "2017", "2023", "2028"].iter().zip(&axis.breaks) {
        let place = axis.place(at(&format!("{years}-06-01T12:00")));
        assert!(
            (place - f64::midpoint(gap.start, gap.end)).abs() < 1e-9,
            "{years}"
        );
    }
    assert!(axis.place(at("2009-12-31T23:59")).abs() < 1e-9);
    assert!((axis.place(at("2030-01-01T00:00")) - 1.0).abs() < 1e-9);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100) })]

    #[test]
    fn later_is_never_further_left(
        mut years in prop::collection::vec(1900_i32..2026, 0..40),
        probes in prop::collection::vec((1890_i32..2040, 1_u32..13), 2..40),
    ) {
        let mut world = World::new();
        years.sort_unstable();
        for year in &years {
            world.met("Tveit", &format!("{year}-07-01T12:00"));
        }
        let timeline = show(&world, between("1895-06-01", "2035-06-01"));
        let axis = &timeline.axis;
        let drawn: f64 = axis.segments.iter().map(|s| s.end - s.start).sum();
        let left_out: f64 = axis.breaks.iter().map(|b| b.end - b.start).sum();
        prop_assert!((drawn + left_out - 1.0).abs() < 1e-9);
        prop_assert!(left_out <= 0.3 + 1e-9);
        prop_assert!(axis.segments.windows(2).all(|pair| pair[0].to < pair[1].from));
        let mut probes: Vec<_> = probes.iter().map(|(y, m)| at(&format!("{y}-{m:02}-01T12:00"))).collect();
        probes.sort_unstable();
        let places: Vec<f64> = probes.iter().map(|probe| axis.place(*probe)).collect();
        prop_assert!(places.iter().all(|place| (0.0..=1.0).contains(place)));
        prop_assert!(places.windows(2).all(|pair| pair[0] <= pair[1]), "{places:?}");
        for year in years {
            let is_shown = axis.shows(at(&format!("{year}-07-01T12:00")));
            prop_assert!(is_shown, "{}", year);
        }
    }
}
