//! Looking at a patient only when an evaluation asks for it shows what looking every hour shows.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use proptest::prelude::*;
use redthread::domain::flags::{Evaluation, Subject};
use redthread::domain::time::Instant;
use redthread::domain::vocabulary::Severity;

use super::build::{World, at};
use super::properties::{HOURS, START, Seed, seeds, world};
use crate::support::env;

/// What the flags are at an instant.
type Seen = BTreeMap<(&'static str, Subject), Severity>;

fn seen(evaluation: &Evaluation) -> Seen {
    evaluation
        .flags
        .iter()
        .map(|flag| ((flag.code, flag.subject), flag.severity))
        .collect()
}

/// Begins of weeks in which a clock changes or a day is added.
const WEEKS: [&str; 7] = [
    "2024-02-26T00:00",
    "2024-03-28T00:00",
    "2024-10-24T00:00",
    "2025-03-27T00:00",
    "2025-10-23T00:00",
    "2026-03-26T00:00",
    "2026-10-22T00:00",
];

/// The same records closer together, so that much happens in the days after an hour and just before.
fn around(seeds: &[Seed], centre: i64) -> Vec<Seed> {
    let near = |(n, seed): (usize, &Seed)| {
        let (form, from, length, a, b) = *seed;
        // Some as they are: what was long ago comes due as well.
        if n % 3 == 0 {
            return *seed;
        }
        (
            form,
            (centre - 900 + from % 1_000).clamp(0, HOURS),
            length % 700 + 1,
            a,
            b,
        )
    };
    seeds.iter().enumerate().map(near).collect()
}

fn hours_since_start(at_: Instant) -> i64 {
    (at_ - at(START)).num_hours()
}

/// Each change of the flags, looking every hour: the hour at which it is first seen, and what.
fn by_the_hour(world: &World, from: Instant, hours: i64) -> Vec<(Instant, Seen)> {
    let mut changes: Vec<(Instant, Seen)> = Vec::new();
    for hour in 0..=hours {
        let now = from + TimeDelta::hours(hour);
        let seen = seen(&world.judge_at(now));
        if changes.last().is_none_or(|(_, last)| *last != seen) {
            changes.push((now, seen));
        }
    }
    changes
}

/// The same, looking at the recorded instants only. What comes and goes within an hour is seen by nobody
/// who looks at full hours: of several changes up to one the last counts.
fn by_instants(world: &World, from: Instant, hours: i64) -> (Vec<(Instant, Seen)>, u32) {
    let end = from + TimeDelta::hours(hours);
    let full_hour = |instant: Instant| {
        let micros = (instant - from).num_microseconds().unwrap();
        let hour = micros.div_euclid(3_600_000_000) + i64::from(micros % 3_600_000_000 != 0);
        from + TimeDelta::hours(hour)
    };
    let first = world.judge_at(from);
    let mut changes = vec![(from, seen(&first))];
    let (mut next, mut looks) = (first.next, 0);
    while let Some(now) = next.filter(|next| full_hour(*next) <= end) {
        let evaluation = world.judge_at(now);
        assert!(evaluation.next.is_none_or(|next| next > now), "it goes on");
        let (hour, what) = (full_hour(now), seen(&evaluation));
        if changes.last().is_some_and(|(last, _)| *last == hour) && hour != from {
            changes.pop();
        }
        if changes.last().is_none_or(|(_, last)| *last != what) {
            changes.push((hour, what));
        }
        next = evaluation.next;
        looks += 1;
    }
    (changes, looks)
}

fn same(world: &World, from: Instant, hours: i64) -> Result<(), TestCaseError> {
    let (stepped, looks) = by_instants(world, from, hours);
    prop_assert_eq!(stepped, by_the_hour(world, from, hours), "from {}", from);
    prop_assert!(i64::from(looks) <= hours, "no more looks than hours");
    Ok(())
}

/// How many random patients; `tests/run --long stepping` takes more, and whole years.
fn cases(usual: u32) -> u32 {
    env("REDTHREAD_TEST_STEPPING").map_or(usual, |cases| cases.parse().unwrap())
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(cases)
    }
}

proptest! {
    #![proptest_config(config(cases(60)))]

    #[test]
    fn looking_when_asked_to_shows_what_looking_every_hour_does(
        seeds in seeds(), week in 0..WEEKS.len(), from in 0..HOURS,
    ) {
        let monday = at(WEEKS[week]);
        let near = world(&around(&seeds, hours_since_start(monday)));
        same(&near, monday, 7 * 24)?;
        same(&world(&around(&seeds, from)), at(START) + TimeDelta::hours(from), 4 * 24)?;
    }
}

/// Three years of a few patients, hour by hour.
#[test]
#[ignore = "takes minutes: a part of `tests/run --long stepping`"]
fn three_years_hour_by_hour() {
    let mut runner = proptest::test_runner::TestRunner::new(config(cases(0).div_ceil(50)));
    runner
        .run(&seeds(), |seeds| same(&world(&seeds), at(START), HOURS))
        .unwrap();
}

#[test]
fn the_two_ways_would_tell_a_late_look() {
    // A discharge whose third day ends within the week: flags come by time alone.
    let mut world = World::new();
    world.stay(
        redthread::domain::vocabulary::Setting::AcuteWard,
        "2025-03-20T12:00",
        Some("2025-03-27T12:00"),
    );
    let from = at("2025-03-27T00:00");
    let hourly = by_the_hour(&world, from, 9 * 24);
    assert!(hourly.len() > 2, "something happens in these days");
    let (stepped, looks) = by_instants(&world, from, 9 * 24);
    assert_eq!(stepped, hourly);
    assert!(looks < 40, "{looks} looks instead of 216");
}
