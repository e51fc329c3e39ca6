use super::*;

const CODE: &str = "single_thread";

fn alone() -> World {
    let mut world = World::new();
    world.relation("strand", RelationshipKind::Therapist, "2013-01-15", None);
    for month in 4..=7 {
        world.met("strand", &format!("2025-{month:02}-10T10:00"));
    }
    world
}

#[test]
fn four_contacts_with_one_person() {
    let mut world = alone();
    assert!(world.fires(CODE, NOON));
    world.patient.contacts.pop();
    assert!(!world.fires(CODE, NOON));
}

#[test]
fn eighty_per_cent_is_enough() {
    let mut world = alone();
    world.met("moe", "2025-09-10T10:00");
    assert!(world.fires(CODE, NOON));
    world.met("moe", "2025-10-10T10:00");
    assert!(!world.fires(CODE, NOON));
}

#[test]
fn contacts_age_out_of_the_year() {
    let world = alone();
    assert!(world.fires(CODE, "2026-04-09T23:59"));
    assert!(!world.fires(CODE, "2026-04-10T00:00"));
}

#[test]
fn a_deputy_or_a_second_helper_answers_it() {
    let mut deputy = alone();
    deputy.patient.relationships[0].deputy = Some(who("eide"));
    assert!(!deputy.fires(CODE, NOON));
    for (kind, answers) in [
        (RelationshipKind::Coordinator, true),
        (RelationshipKind::PeerWorker, true),
        (RelationshipKind::ResponsibleClinician, false),
        (RelationshipKind::DecisionMaker, false),
        (RelationshipKind::NextOfKin, false),
    ] {
        let mut world = alone();
        world.relation("x", kind, "2020-01-01", None);
        assert_eq!(!world.fires(CODE, NOON), answers, "{kind}");
    }
}
