use super::*;

const CODE: &str = "seclusion_many_staff";

/// A seclusion since 20 January with so many visits, spread over its first days, each by another.
fn seclusion(visits: usize, to: Option<&str>) -> World {
    let mut world = held();
    world.measure(MeasureKind::Seclusion, "2026-01-20T18:00", to);
    for n in 0..visits {
        let when = format!("2026-01-{}T{:02}:00", 21 + n / 12, 8 + n % 12);
        world.visit(&format!("n{n}"), &when);
    }
    world
}

fn staff(world: &World, when: &str) -> Option<Severity> {
    severity(world.flag(CODE, when))
}

#[test]
fn three_days_and_twelve_visits() {
    let world = seclusion(12, None);
    assert_eq!(staff(&world, "2026-01-22T23:59"), None, "two days");
    assert_eq!(staff(&world, "2026-01-23T00:00"), Some(Severity::Attention));
    assert_eq!(staff(&seclusion(11, None), "2026-01-23T12:00"), None);
}

#[test]
fn the_days_of_an_ended_one_are_its_own() {
    let short = seclusion(12, Some("2026-01-22T23:00"));
    assert_eq!(staff(&short, NOON), None);
    let long = seclusion(12, Some("2026-01-23T01:00"));
    assert_eq!(staff(&long, "2026-01-23T00:59"), Some(Severity::Attention));
    assert_eq!(staff(&long, NOON), Some(Severity::Info));
}

#[test]
fn three_who_made_half_of_the_visits_are_a_small_team() {
    let mut world = seclusion(12, Some("2026-02-10T12:00"));
    let split = |world: &mut World, often: usize| {
        for (n, visit) in world.patient.measures[0].visits.iter_mut().enumerate() {
            let name = if n < often { n % 3 } else { n };
            visit.professional = who(&format!("n{name}"));
        }
    };
    split(&mut world, 6);
    assert_eq!(staff(&world, NOON), None, "6 of 12");
    split(&mut world, 5);
    let flag = world.flag(CODE, NOON).unwrap();
    let evidence = world.read(&flag.evidence, NOON);
    assert_eq!(
        (&evidence["staff"], &evidence["visits"]),
        (&10.into(), &12.into())
    );
    assert_eq!(evidence["top3_share"], 5.0 / 12.0);
}

#[test]
fn a_small_team_over_the_last_three_days_settles_it() {
    for (recent, small, settles) in [(7, 3, true), (7, 2, false), (6, 6, false), (8, 4, true)] {
        let mut world = seclusion(24, None);
        for n in 0..recent {
            let name = if n < small { n % 2 } else { 50 + n };
            world.visit(&format!("n{name}"), &format!("2026-02-01T{:02}:00", 8 + n));
        }
        for when in ["2026-02-01T23:00", "2026-02-03T23:59"] {
            assert_eq!(
                staff(&world, when).is_none(),
                settles,
                "{recent} {small} {when}"
            );
        }
        assert!(
            staff(&world, "2026-02-04T00:00").is_some(),
            "{recent} {small}"
        );
    }
}

#[test]
fn the_last_three_days_of_an_ended_one_stay_its_last() {
    let mut world = seclusion(24, Some("2026-02-03T12:00"));
    for hour in 0..7 {
        world.visit("n0", &format!("2026-02-01T{:02}:00", 8 + hour));
    }
    assert_eq!(staff(&world, NOON), None);
    world.patient.measures[0].to = Some(at("2026-02-04T12:00"));
    assert_eq!(staff(&world, NOON), Some(Severity::Info));
}

#[test]
fn a_conversation_offered_afterwards_ends_it() {
    let mut world = seclusion(12, Some("2026-02-10T12:00"));
    for outcome in [
        None,
        Some(DebriefOutcome::Held),
        Some(DebriefOutcome::Declined),
    ] {
        world.patient.measures[0].debrief_offered_at = Some(at("2026-02-05T10:00"));
        world.patient.measures[0].debrief_outcome = outcome;
        let during = staff(&world, "2026-02-06T12:00");
        assert_eq!(during, Some(Severity::Attention), "it lasts still");
        assert_eq!(staff(&world, NOON), None, "{outcome:?}");
    }
}

#[test]
fn only_seclusion() {
    for kind in MeasureKind::ALL {
        let mut world = seclusion(12, None);
        world.patient.measures[0].kind = *kind;
        let fires = *kind == MeasureKind::Seclusion;
        assert_eq!(world.fires(CODE, NOON), fires, "{kind}");
    }
}
