use super::*;

const CODE: &str = "coercion_without_debrief";

/// A measure that ended on a day, at noon.
fn ended(on: &str) -> World {
    let mut world = held();
    let to = format!("{on}T12:00");
    world.measure(MeasureKind::Holding, "2025-06-01T12:00", Some(&to));
    world
}

fn offered(world: &mut World, when: &str, outcome: Option<DebriefOutcome>) {
    world.patient.measures[0].debrief_offered_at = Some(at(when));
    world.patient.measures[0].debrief_outcome = outcome;
}

#[test]
fn more_than_seven_days_after_any_measure() {
    for kind in MeasureKind::ALL {
        for (to, fires) in [("2026-02-23", false), ("2026-02-22", true)] {
            let mut world = ended(to);
            world.patient.measures[0].kind = *kind;
            assert_eq!(world.fires(CODE, NOON), fires, "{kind} {to}");
        }
    }
}

#[test]
fn not_while_it_lasts() {
    let mut world = ended("2026-02-22");
    world.patient.measures[0].to = None;
    assert!(!world.fires(CODE, NOON));
    world.patient.measures[0].to = Some(at("2026-03-02T12:01"));
    assert!(!world.fires(CODE, NOON), "an end ahead has not come");
}

#[test]
fn an_offer_answers_it_held_or_not() {
    for outcome in [None, Some(DebriefOutcome::Held)] {
        for when in ["2025-07-01T10:00", "2026-02-01T10:00", "2026-03-02T12:00"] {
            let mut world = ended("2026-01-10");
            offered(&mut world, when, outcome);
            assert!(!world.fires(CODE, NOON), "{outcome:?} {when}");
            assert!(!world.fires(CODE, "2036-03-02T12:00"), "for good");
        }
    }
    let mut ahead = ended("2026-01-10");
    offered(&mut ahead, "2026-03-02T12:01", Some(DebriefOutcome::Held));
    assert!(ahead.fires(CODE, NOON), "an offer ahead has not come");
}

#[test]
fn what_was_held_without_a_day_was_held() {
    let mut world = ended("2026-01-10");
    world.patient.measures[0].debrief_outcome = Some(DebriefOutcome::Held);
    assert!(!world.fires(CODE, NOON));
}

#[test]
fn a_declined_offer_is_made_once_more_after_fourteen_days() {
    for (when, fires) in [("2026-02-16T23:00", true), ("2026-02-17T00:30", false)] {
        let mut world = ended("2026-01-10");
        offered(&mut world, when, Some(DebriefOutcome::Declined));
        let flag = world.flag(CODE, NOON);
        assert_eq!(flag.is_some(), fires, "{when}");
        if let Some(flag) = flag {
            assert_eq!(world.read(&flag.evidence, NOON)["declined"], "2026-02-16");
        }
    }
}

#[test]
fn a_second_no_ends_it() {
    let (subject, no) = (DecisionSubject::Debrief, DecisionOutcome::DeclinedByPatient);
    for (when, answers) in [("2026-01-27T10:00", false), ("2026-01-28T10:00", true)] {
        let mut world = ended("2026-01-10");
        offered(
            &mut world,
            "2026-01-14T10:00",
            Some(DebriefOutcome::Declined),
        );
        world.decide(subject, no, when);
        assert_eq!(!world.fires(CODE, NOON), answers, "{when}");
    }
}

#[test]
fn decisions_since_the_measure_began_are_offers() {
    for outcome in OUTCOMES {
        for (when, answers) in [("2025-06-01T12:00", true), ("2025-06-01T11:59", false)] {
            let mut world = ended("2026-02-22");
            world.policy.debrief_again_days = 365;
            world.decide(DecisionSubject::Debrief, outcome, when);
            let answers = answers && outcome != DecisionOutcome::NotOffered;
            assert_eq!(!world.fires(CODE, NOON), answers, "{outcome} {when}");
        }
    }
}

#[test]
fn each_measure_is_a_flag_of_its_own_also_where_they_overlap() {
    let mut world = ended("2026-02-01");
    world.measure(
        MeasureKind::Seclusion,
        "2025-12-01",
        Some("2026-02-10T12:00"),
    );
    let count = |world: &World| world.flags(NOON).iter().filter(|f| f.code == CODE).count();
    assert_eq!(count(&world), 2);
    offered(&mut world, "2026-02-11T10:00", None);
    assert_eq!(count(&world), 1);
}

#[test]
fn the_day_of_the_end_is_that_of_its_unit() {
    let mut world = ended("2026-02-22");
    let unit = world.unit("far", Setting::AcuteWard);
    world.directory.units.get_mut(&unit).unwrap().zone = chrono_tz::Pacific::Auckland;
    world.patient.measures[0].unit = Some(unit);
    // Noon in Oslo is the next day already there.
    assert!(!world.fires(CODE, NOON));
    let flag = world.flag(CODE, "2026-03-03T00:00").unwrap();
    assert_eq!(flag.severity, Severity::Attention);
    assert_eq!(
        world.read(&flag.evidence, NOON),
        serde_json::json!({"measure": "holding", "ended": "2026-02-23T00:00:00+13:00",
            "decided_by": null, "declined": null})
    );
}
