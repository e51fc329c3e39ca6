use super::*;

const CODE: &str = "upcoming_loss";

fn leaving(end: &str) -> World {
    let mut world = held();
    let relation = world.relation("strand", RelationshipKind::Therapist, "2013-01-15", None);
    relation.planned_end = Some(on(end));
    relation.important_to_patient = true;
    world
}

#[test]
fn severity_follows_the_days_left() {
    for (end, expected) in [
        ("2026-06-01", None),
        ("2026-05-31", Some(Severity::Info)),
        ("2026-04-14", Some(Severity::Info)),
        ("2026-04-13", Some(Severity::Attention)),
        ("2026-03-17", Some(Severity::Attention)),
        ("2026-03-16", Some(Severity::Urgent)),
        ("2026-03-02", Some(Severity::Urgent)),
        ("2026-03-01", None),
    ] {
        assert_eq!(severity(leaving(end).flag(CODE, NOON)), expected, "{end}");
    }
}

#[test]
fn an_employment_that_ends_first_counts() {
    let mut world = leaving("2026-09-01");
    assert!(!world.fires(CODE, NOON));
    world.employ("strand", "clinic", Some("2026-04-01"));
    let flag = world.flag(CODE, NOON).unwrap();
    assert_eq!(world.read(&flag.evidence, NOON)["days_left"], 30);
}

#[test]
fn an_employment_elsewhere_does_not() {
    let mut world = leaving("2026-09-01");
    world.unit("ward", Setting::AcuteWard);
    world.employ("strand", "ward", Some("2026-04-01"));
    assert!(!world.fires(CODE, NOON));
}

#[test]
fn unmarked_needs_half_of_the_contacts_and_is_never_urgent() {
    let mut world = leaving("2026-03-10");
    world.patient.relationships[2].important_to_patient = false;
    assert!(!world.fires(CODE, NOON), "no contacts");
    world.met("strand", "2026-01-10T10:00");
    world.met("wold", "2026-01-11T10:00");
    world.met("wold", "2026-01-12T10:00");
    assert!(!world.fires(CODE, NOON), "a third");
    world.met("strand", "2026-01-20T10:00");
    assert_eq!(severity(world.flag(CODE, NOON)), Some(Severity::Attention));
}

#[test]
fn only_a_successor_who_has_met_the_patient_jointly_answers_it() {
    let mut world = leaving("2026-04-01");
    world.patient.relationships[2].successor = Some(who("eide"));
    assert!(world.fires(CODE, NOON));
    world.professional("eide");
    world.met("strand", "2026-02-20T10:00").others = vec![who("eide")];
    assert!(!world.fires(CODE, NOON));
}

#[test]
fn stands_for_a_single_thread() {
    let mut world = World::new();
    let relation = world.relation("strand", RelationshipKind::Therapist, "2013-01-15", None);
    relation.planned_end = Some(on("2026-04-01"));
    relation.important_to_patient = true;
    for month in 3..=9 {
        world.met("strand", &format!("2025-{month:02}-10T10:00"));
    }
    assert!(world.fires(CODE, NOON));
    assert!(!world.fires("single_thread", NOON));
}
