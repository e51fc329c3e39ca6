use super::*;

const CODE: &str = "lapsed_maintenance";

fn twice_a_year() -> World {
    let mut world = held();
    let relation = world.relation("brekke", RelationshipKind::Therapist, "2015-03-10", None);
    relation.agreed_interval_days = Some(213);
    world.met("brekke", "2025-07-18T10:00");
    world
}

#[test]
fn fires_after_interval_and_grace() {
    // 18 July 2025 + 213 + 14 days = 2 March 2026.
    let world = twice_a_year();
    assert!(!world.fires(CODE, "2026-03-02T23:59"));
    assert!(world.fires(CODE, "2026-03-03T00:00"));
}

#[test]
fn a_booking_answers_it_until_it_lapses() {
    let mut world = twice_a_year();
    world.met("brekke", "2026-04-01T10:00").status = ContactStatus::Planned;
    assert!(!world.fires(CODE, "2026-03-31T12:00"));
    assert!(world.fires(CODE, "2026-04-01T10:00"));
}

#[test]
fn messages_and_no_shows_are_no_contact() {
    let mut world = twice_a_year();
    world.met("brekke", "2026-02-01T10:00").mode = Some(ContactMode::Message);
    world.met("brekke", "2026-02-02T10:00").status = ContactStatus::NoShow;
    assert!(world.fires(CODE, "2026-03-03T12:00"));
    world.policy.count_messages = true;
    assert!(!world.fires(CODE, "2026-03-03T12:00"));
}

#[test]
fn without_any_contact_the_start_counts() {
    let mut world = twice_a_year();
    world.patient.contacts.clear();
    let flag = world.flag(CODE, NOON).unwrap();
    assert_eq!(
        world.read(&flag.evidence, NOON)["last"],
        serde_json::Value::Null
    );
}
