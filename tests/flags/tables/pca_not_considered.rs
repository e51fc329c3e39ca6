use super::*;

const CODE: &str = "pca_not_considered";
const SUBJECT: DecisionSubject = DecisionSubject::PatientControlledAdmission;
const AGREEMENT: PlanKind = PlanKind::PatientControlledAdmissionAgreement;

/// Six weeks in hospital.
fn long_stay() -> World {
    let mut world = held();
    admitted(&mut world, "2025-12-01T10:00", Some("2026-01-12T10:00"));
    world
}

#[test]
fn speaks_where_there_is_much_time_in_hospital() {
    let world = long_stay();
    assert_eq!(severity(world.flag(CODE, NOON)), Some(Severity::Info));
    let mut short = held();
    admitted(&mut short, "2026-01-01T10:00", Some("2026-01-29T10:00"));
    assert!(!short.fires(CODE, NOON), "28 nights are not much");
    short.patient.periods[0].to = Some(at("2026-01-30T10:00"));
    assert!(short.fires(CODE, NOON), "29 nights are");
    assert!(
        !world.fires(CODE, "2028-01-12T12:00"),
        "it ages out with them"
    );
}

#[test]
fn any_outcome_answers_it_for_two_years() {
    for outcome in OUTCOMES {
        for (when, fires) in [("2024-03-02T09:00", true), ("2024-03-03T09:00", false)] {
            let mut world = long_stay();
            world.decide(SUBJECT, outcome, when);
            assert_eq!(world.fires(CODE, NOON), fires, "{outcome} {when}");
        }
    }
}

#[test]
fn a_decision_about_something_else_does_not() {
    for subject in DecisionSubject::ALL {
        let mut world = long_stay();
        world.decide(*subject, DecisionOutcome::Agreed, "2026-01-01T09:00");
        assert_eq!(world.fires(CODE, NOON), *subject != SUBJECT, "{subject}");
    }
}

#[test]
fn an_agreement_is_a_decision_when_made_and_while_in_force() {
    let mut world = long_stay();
    world.plan(AGREEMENT, "2023-01-01");
    assert!(!world.fires(CODE, NOON));
    world.patient.plans[0].valid_to = Some(on("2026-03-02"));
    assert!(!world.fires(CODE, "2026-03-01T23:59"));
    assert!(world.fires(CODE, NOON));
    world.patient.plans[0].agreed_on = on("2024-03-03");
    assert!(!world.fires(CODE, NOON), "made less than two years ago");
}

#[test]
fn a_leap_day_is_two_years_old_on_28_february_and_a_day() {
    let mut world = held();
    admitted(&mut world, "2025-12-01T10:00", None);
    world.decide(SUBJECT, DecisionOutcome::NotOffered, "2024-02-29T09:00");
    assert!(!world.fires(CODE, "2026-02-28T23:59"));
    assert!(world.fires(CODE, "2026-03-01T00:00"));
}

#[test]
fn only_in_service() {
    let mut world = long_stay();
    world.patient.patient.in_service_to = Some(on("2026-03-02"));
    assert!(world.fires(CODE, "2026-03-01T12:00"));
    assert!(!world.fires(CODE, NOON));
}
