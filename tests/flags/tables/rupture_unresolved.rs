use super::*;

const CODE: &str = "rupture_unresolved";

fn noticed(on: &str) -> World {
    let mut world = held();
    world.rupture("wold", RuptureType::Withdrawal, on);
    world
}

#[test]
fn fourteen_days_and_seven_while_admitted() {
    assert!(noticed("2026-02-16").fires(CODE, NOON));
    assert!(!noticed("2026-02-17").fires(CODE, NOON));
    for (day, fires) in [("2026-02-23", true), ("2026-02-24", false)] {
        let mut world = noticed(day);
        admitted(&mut world, "2026-03-01T10:00", None);
        assert_eq!(world.fires(CODE, NOON), fires, "{day}");
    }
}

#[test]
fn the_longer_time_holds_again_after_discharge() {
    let mut world = noticed("2026-02-20");
    admitted(&mut world, "2026-02-25T10:00", Some("2026-03-02T11:00"));
    assert!(world.fires(CODE, "2026-03-02T10:59"));
    assert!(!world.fires(CODE, NOON));
}

#[test]
fn every_other_status_answers_it_from_its_day_on() {
    for status in RuptureStatus::ALL {
        let mut world = noticed("2026-01-01");
        world.patient.ruptures[0].status = *status;
        world.patient.ruptures[0].closed_on = Some(on("2026-03-02"));
        assert!(world.fires(CODE, "2026-03-01T23:59"), "{status}");
        let fires = *status == RuptureStatus::Open;
        assert_eq!(world.fires(CODE, NOON), fires, "{status}");
    }
}

#[test]
fn each_is_a_flag_of_its_own_whatever_its_type() {
    let mut world = held();
    for kind in RuptureType::ALL {
        world.rupture("wold", *kind, "2026-01-01");
    }
    let kinds: Vec<_> = world
        .flags(NOON)
        .iter()
        .filter(|flag| flag.code == CODE)
        .map(|flag| world.read(&flag.evidence, NOON)["kind"].clone())
        .collect();
    assert_eq!(kinds, RuptureType::CODES);
}

#[test]
fn the_evidence_tells_with_whom_since_when_and_the_next_contact() {
    let mut world = noticed("2026-02-09");
    let read = |world: &World| {
        let flag = world.flag(CODE, NOON).unwrap();
        assert_eq!(flag.severity, Severity::Attention);
        world.read(&flag.evidence, NOON)
    };
    assert_eq!(
        read(&world),
        serde_json::json!({"who": "wold", "kind": "withdrawal", "opened": "2026-02-09",
            "days": 21, "next_contact": null})
    );
    for (name, when) in [("berg", "2026-03-03T10:00"), ("wold", "2026-03-05T10:00")] {
        world.met(name, when).status = ContactStatus::Planned;
    }
    assert_eq!(read(&world)["next_contact"], "2026-03-05T10:00:00+01:00");
}
