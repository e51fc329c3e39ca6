use super::*;

const CODE: &str = "high_clinician_turnover";

fn doctors(world: &mut World, spans: &[(&str, &str, Option<&str>)]) {
    for (name, from, to) in spans {
        world.relation(name, RelationshipKind::ResponsibleClinician, from, *to);
    }
}

fn four(last: &str) -> World {
    let mut world = held();
    admitted(&mut world, "2026-01-20T08:00", None);
    doctors(
        &mut world,
        &[
            ("a", "2026-01-20T09:00", Some("2026-01-28T16:00")),
            ("b", "2026-01-28T09:00", Some("2026-02-05T16:00")),
            ("c", "2026-02-05T09:00", Some(last)),
            ("d", last, None),
        ],
    );
    world
}

#[test]
fn four_fire_until_the_present_one_has_settled() {
    let world = four("2026-02-16T09:00");
    assert_eq!(severity(world.flag(CODE, NOON)), Some(Severity::Attention));
    assert!(!world.fires(CODE, "2026-03-03T00:00"));
}

#[test]
fn a_fifth_face_outside_any_thirty_days_does_not_add() {
    let world = four("2026-02-26T09:00");
    let flag = world.flag(CODE, NOON).unwrap();
    // a's last day is 27 January; 27 January to 26 February are 31 days.
    assert_eq!(world.read(&flag.evidence, NOON)["distinct"], 3);
    assert_eq!(flag.severity, Severity::Info);
}

#[test]
fn short_cover_and_on_call_are_left_out() {
    let mut world = four("2026-02-16T09:00");
    world.patient.relationships[3].is_temporary_cover = true;
    world.patient.relationships[3].to = Some(at("2026-02-08T09:00"));
    assert_eq!(
        severity(world.flag(CODE, NOON)),
        Some(Severity::Attention),
        "72 hours and more"
    );
    world.patient.relationships[3].to = Some(at("2026-02-08T08:00"));
    world.patient.relationships[3].from = at("2026-02-05T09:00");
    assert_eq!(severity(world.flag(CODE, NOON)), Some(Severity::Info));
    world.patient.relationships[4].mode = Some(RelationshipMode::OnCall);
    assert_eq!(severity(world.flag(CODE, NOON)), None);
}

#[test]
fn stays_thirty_days_after_discharge() {
    let mut world = four("2026-02-16T09:00");
    world.patient.periods[0].to = Some(at("2026-02-18T12:00"));
    world.patient.relationships[5].to = Some(at("2026-02-18T12:00"));
    assert!(world.fires(CODE, "2026-03-20T12:00"));
    assert!(!world.fires(CODE, "2026-03-21T00:00"));
}
