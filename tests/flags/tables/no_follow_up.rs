use super::*;

fn discharged() -> World {
    let mut world = held();
    admitted(&mut world, "2026-02-10T10:00", Some("2026-02-20T14:00"));
    world
}

fn both(world: &World, when: &str) -> (bool, bool) {
    (
        world.fires("no_follow_up_72h", when),
        world.fires("no_follow_up_7d", when),
    )
}

#[test]
fn the_first_days_then_the_week_then_closed() {
    let world = discharged();
    for (when, expected) in [
        ("2026-02-23T23:59", (false, false)),
        ("2026-02-24T00:00", (true, false)),
        ("2026-02-27T23:59", (true, false)),
        ("2026-02-28T00:00", (false, true)),
        ("2026-03-22T23:59", (false, true)),
        ("2026-03-23T00:00", (false, false)),
    ] {
        assert_eq!(both(&world, when), expected, "{when}");
    }
}

#[test]
fn the_day_of_discharge_does_not_count() {
    let mut world = discharged();
    world.met("wold", "2026-02-20T16:00");
    assert_eq!(both(&world, "2026-02-24T12:00"), (true, false));
    world.met("wold", "2026-02-23T23:30");
    assert_eq!(both(&world, "2026-02-24T12:00"), (false, false));
}

#[test]
fn an_attempt_is_no_contact_but_is_told() {
    let mut world = discharged();
    world.met("wold", "2026-02-22T10:00").status = ContactStatus::NoShow;
    let flag = world.flag("no_follow_up_72h", "2026-02-24T12:00").unwrap();
    assert_eq!(world.read(&flag.evidence, NOON)["attempts"], 1);
}

#[test]
fn a_contact_at_the_emergency_room_is_no_follow_up() {
    let mut world = discharged();
    world.met_at("er", Setting::EmergencyRoom, "moe", "2026-02-22T10:00");
    assert_eq!(both(&world, "2026-02-24T12:00"), (true, false));
}

#[test]
fn answered_by_readmission_refusal_or_an_own_stay() {
    let mut readmitted = discharged();
    admitted(&mut readmitted, "2026-02-23T10:00", None);
    assert_eq!(both(&readmitted, NOON), (false, false));

    let mut declined = discharged();
    let outcome = DecisionOutcome::DeclinedByPatient;
    declined.decide(DecisionSubject::FollowUp, outcome, "2026-02-09T10:00");
    assert_eq!(both(&declined, NOON), (false, true), "before the admission");
    declined.decide(DecisionSubject::FollowUp, outcome, "2026-02-12T10:00");
    assert_eq!(both(&declined, NOON), (false, false));

    let mut own = discharged();
    own.patient.periods[0].admission_kind = Some(AdmissionKind::PatientControlled);
    assert_eq!(both(&own, NOON), (false, false));
}

#[test]
fn the_general_hospital_does_not_put_it_off() {
    let mut world = discharged();
    world.stay(Setting::GeneralHospital, "2026-02-20T15:00", None);
    assert_eq!(both(&world, NOON), (false, true));
}

#[test]
fn the_general_hospital_alone_asks_for_none() {
    let mut world = held();
    world.stay(
        Setting::GeneralHospital,
        "2026-02-10T15:00",
        Some("2026-02-20T15:00"),
    );
    assert_eq!(both(&world, NOON), (false, false));
}

#[test]
fn nobody_who_died_is_followed_up() {
    let mut world = discharged();
    world.patient.patient.deceased_at = Some(at("2026-02-25T03:00"));
    assert_eq!(both(&world, "2026-02-24T12:00"), (true, false));
    assert!(world.flags(NOON).is_empty());
}
