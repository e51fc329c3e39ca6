use super::*;

const CODE: &str = "no_named_contact";

fn left(to: &str) -> World {
    let mut world = World::new();
    world
        .relation("lund", RelationshipKind::Therapist, "2025-01-01", Some(to))
        .end_reason = Some(EndReason::PatientChoice);
    world
}

#[test]
fn seven_days_with_both_ends() {
    let world = left("2026-02-24T16:00");
    assert!(!world.fires(CODE, "2026-03-01T23:59"));
    let flag = world.flag(CODE, NOON).unwrap();
    assert_eq!(world.read(&flag.evidence, NOON)["days_without"], 7);
}

#[test]
fn three_days_while_admitted() {
    let mut world = left("2026-02-28T16:00");
    assert!(!world.fires(CODE, NOON));
    admitted(&mut world, "2026-03-01T10:00", None);
    assert!(world.fires(CODE, NOON));
}

#[test]
fn a_primary_nurse_is_one_while_admitted() {
    let mut world = left("2025-06-01T16:00");
    admitted(&mut world, "2026-02-01T10:00", Some("2026-02-24T10:00"));
    world.relation(
        "vik",
        RelationshipKind::PrimaryNurse,
        "2026-02-01T12:00",
        None,
    );
    assert!(!world.fires(CODE, "2026-02-20T12:00"));
    assert!(!world.fires(CODE, "2026-03-01T12:00"));
    let flag = world.flag(CODE, NOON).unwrap();
    assert_eq!(world.read(&flag.evidence, NOON)["since"], "2026-02-24");
}

#[test]
fn coordinators_and_team_members_are_none() {
    let mut world = left("2026-01-01T16:00");
    world.relation("berg", RelationshipKind::Coordinator, "2025-01-01", None);
    world.relation("x", RelationshipKind::TeamMember, "2025-01-01", None);
    assert!(world.fires(CODE, NOON));
    world.relation("y", RelationshipKind::CaseManager, "2026-03-01", None);
    assert!(!world.fires(CODE, NOON));
}

#[test]
fn service_not_recorded_is_read_from_the_record() {
    let mut world = left("2025-06-01T16:00");
    world.patient.patient.in_service_from = None;
    assert!(!world.fires(CODE, NOON), "nobody engaged");
    world.stay(Setting::OutpatientClinic, "2026-02-25T10:00", None);
    assert!(!world.fires(CODE, NOON), "six days on the books");
    assert!(world.fires(CODE, "2026-03-03T12:00"));
}
