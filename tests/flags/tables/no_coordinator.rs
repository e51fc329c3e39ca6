use super::*;

const CODE: &str = "no_coordinator";

/// A case manager, and nobody who coordinates.
fn alone() -> World {
    let mut world = World::new();
    world.relation("wold", RelationshipKind::CaseManager, "2021-01-01", None);
    world
}

fn clinic(world: &mut World, unit: &str, from: &str, to: Option<&str>) {
    world.stay_at(unit, Setting::OutpatientClinic, from, to);
}

/// Two teams, the second since a day.
fn two(since: &str) -> World {
    let mut world = alone();
    clinic(&mut world, "a", "2025-01-01", None);
    clinic(&mut world, "b", since, None);
    world
}

#[test]
fn two_teams_for_28_days() {
    let flag = two("2026-02-02T10:00").flag(CODE, NOON).unwrap();
    assert_eq!(flag.severity, Severity::Info);
    assert!(!two("2026-02-03T10:00").fires(CODE, NOON));
}

#[test]
fn one_team_is_not_two_however_often_it_is_recorded() {
    let mut world = alone();
    clinic(&mut world, "a", "2025-01-01", None);
    clinic(&mut world, "a", "2025-06-01", None);
    assert!(!world.fires(CODE, NOON));
}

#[test]
fn they_need_not_be_the_same_two_but_two_all_along() {
    let mut world = alone();
    clinic(&mut world, "a", "2025-01-01", None);
    clinic(&mut world, "b", "2026-01-10", Some("2026-02-20"));
    clinic(&mut world, "c", "2026-02-20", None);
    let flag = world.flag(CODE, NOON).unwrap();
    let evidence = world.read(&flag.evidence, NOON);
    assert_eq!(evidence["since"], "2026-01-10");
    assert_eq!(evidence["teams"].as_array().unwrap().len(), 2);
    assert_eq!(evidence["because"], serde_json::json!(["teams"]));
    world.patient.periods[2].from = at("2026-02-21");
    assert!(!world.fires(CODE, NOON), "a day with one team");
}

#[test]
fn the_end_of_the_second_team_ends_it() {
    let mut world = two("2025-06-01");
    world.patient.periods[1].to = Some(at("2026-03-02T11:00"));
    assert!(world.fires(CODE, "2026-03-02T10:59"));
    assert!(!world.fires(CODE, "2026-03-02T11:00"));
}

#[test]
fn wards_of_one_admission_are_one_team_and_own_stays_none() {
    let mut world = alone();
    admitted(&mut world, "2026-02-04T10:00", None);
    world.stay(Setting::DpsInpatient, "2026-02-04T12:00", None);
    assert!(!world.fires(CODE, NOON), "two open wards");
    clinic(&mut world, "a", "2025-01-01", None);
    assert!(
        !world.fires(CODE, "2026-03-03T12:00"),
        "27 days with the clinic"
    );
    assert!(world.fires(CODE, "2026-03-04T12:00"));
    for stay in &mut world.patient.periods[..2] {
        stay.admission_kind = Some(AdmissionKind::PatientControlled);
    }
    assert!(!world.fires(CODE, "2026-03-04T12:00"));
}

#[test]
fn much_time_in_hospital_asks_for_one_too() {
    let mut world = alone();
    admitted(&mut world, "2025-12-01T10:00", Some("2026-01-12T10:00"));
    let flag = world.flag(CODE, NOON).unwrap();
    let evidence = world.read(&flag.evidence, NOON);
    assert_eq!(
        evidence,
        serde_json::json!({"because": ["extensive_hospitalisation"], "since": null, "teams": []})
    );
}

#[test]
fn a_coordinator_or_the_patients_last_word_answers_it() {
    for kind in RelationshipKind::ALL {
        let mut world = two("2025-06-01");
        world.relation("x", *kind, "2026-03-01", None);
        let answers = *kind == RelationshipKind::Coordinator;
        assert_eq!(!world.fires(CODE, NOON), answers, "{kind}");
    }
    for outcome in OUTCOMES {
        let mut world = two("2025-06-01");
        world.decide(DecisionSubject::Coordinator, outcome, "2019-05-01T09:00");
        let answers = outcome == DecisionOutcome::DeclinedByPatient;
        assert_eq!(!world.fires(CODE, NOON), answers, "{outcome}");
    }
    let mut changed = two("2025-06-01");
    let subject = DecisionSubject::Coordinator;
    changed.decide(
        subject,
        DecisionOutcome::DeclinedByPatient,
        "2019-05-01T09:00",
    );
    changed.decide(subject, DecisionOutcome::Agreed, "2026-01-01T09:00");
    assert!(changed.fires(CODE, NOON), "the patient wants one now");
}

#[test]
fn only_in_service() {
    let mut world = two("2025-06-01");
    world.patient.patient.in_service_to = Some(on("2026-03-02"));
    assert!(world.fires(CODE, "2026-03-01T12:00"));
    assert!(!world.fires(CODE, NOON));
}
