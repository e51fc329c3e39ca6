use super::*;

const CODE: &str = "no_crisis_plan";

/// Left hospital on a day, at noon.
fn left(to: &str) -> World {
    let mut world = held();
    admitted(&mut world, "2023-12-01T10:00", Some(&format!("{to}T12:00")));
    world
}

#[test]
fn any_stay_that_ended_within_two_years_asks_for_one() {
    for (to, fires) in [
        ("2024-03-01", false),
        ("2024-03-02", false),
        ("2024-03-03", true),
        ("2026-02-28", true),
    ] {
        assert_eq!(left(to).fires(CODE, NOON), fires, "{to}");
    }
    let mut own = left("2026-02-28");
    own.patient.periods[0].admission_kind = Some(AdmissionKind::PatientControlled);
    assert!(own.fires(CODE, NOON), "also the patient's own");
    let mut open = held();
    admitted(&mut open, "2020-01-01", None);
    assert!(open.fires(CODE, NOON), "also one that lasts");
    assert!(!held().fires(CODE, NOON), "nobody who was never admitted");
}

#[test]
fn the_two_years_end_on_28_february_where_there_is_no_29th() {
    let world = left("2024-02-29");
    assert!(world.fires(CODE, "2026-02-27T23:59"));
    // Two years before 28 February 2026 is 28 February 2024, the day before the discharge.
    assert!(world.fires(CODE, "2026-02-28T12:00"));
    assert!(!world.fires(CODE, "2026-03-01T00:00"));
}

#[test]
fn a_plan_is_to_be_gone_through_within_365_days() {
    for (reviewed, fires) in [("2025-03-02", false), ("2025-03-01", true)] {
        let mut world = left("2026-02-01");
        world.plan(PlanKind::CrisisPlan, "2023-01-01").reviewed_on = Some(on(reviewed));
        assert_eq!(world.fires(CODE, NOON), fires, "{reviewed}");
    }
    let mut made = left("2026-02-01");
    made.plan(PlanKind::CrisisPlan, "2025-03-02");
    assert!(!made.fires(CODE, NOON), "making it is going through it");
}

#[test]
fn only_a_crisis_plan_in_force_is_one() {
    for (valid_to, fires) in [("2026-03-03", false), ("2026-03-02", true)] {
        let mut world = left("2026-02-01");
        world.plan(PlanKind::CrisisPlan, "2026-02-01").valid_to = Some(on(valid_to));
        assert_eq!(world.fires(CODE, NOON), fires, "{valid_to}");
    }
    for kind in PlanKind::ALL {
        let mut world = left("2026-02-01");
        world.plan(*kind, "2026-02-01");
        let answers = *kind == PlanKind::CrisisPlan;
        assert_eq!(!world.fires(CODE, NOON), answers, "{kind}");
    }
    let mut ahead = left("2026-02-01");
    ahead.plan(PlanKind::CrisisPlan, "2026-03-03");
    assert!(ahead.fires(CODE, "2026-03-02T23:59"));
    assert!(!ahead.fires(CODE, "2026-03-03T00:00"));
}

#[test]
fn of_several_plans_the_one_gone_through_last_counts() {
    let mut world = left("2026-02-01");
    world.plan(PlanKind::CrisisPlan, "2020-01-01");
    world.plan(PlanKind::CrisisPlan, "2021-01-01").reviewed_on = Some(on("2026-01-10"));
    assert!(!world.fires(CODE, NOON));
}

#[test]
fn a_no_holds_for_six_months() {
    let subject = DecisionSubject::CrisisPlan;
    for (when, fires) in [("2025-09-02T09:00", true), ("2025-09-03T09:00", false)] {
        let mut world = left("2026-02-01");
        world.decide(subject, DecisionOutcome::DeclinedByPatient, when);
        assert_eq!(world.fires(CODE, NOON), fires, "{when}");
    }
    // Six months after 31 August is the last day of February.
    let mut short = left("2024-02-01");
    short.decide(
        subject,
        DecisionOutcome::DeclinedByPatient,
        "2023-08-31T09:00",
    );
    assert!(!short.fires(CODE, "2024-02-28T12:00"));
    assert!(short.fires(CODE, "2024-02-29T00:00"));
}

#[test]
fn only_the_patients_last_word_is_a_no() {
    let subject = DecisionSubject::CrisisPlan;
    for outcome in OUTCOMES {
        let mut world = left("2026-02-01");
        world.decide(
            subject,
            DecisionOutcome::DeclinedByPatient,
            "2026-02-01T09:00",
        );
        world.decide(subject, outcome, "2026-02-10T09:00");
        let fires = outcome == DecisionOutcome::Agreed;
        assert_eq!(world.fires(CODE, NOON), fires, "{outcome}");
    }
}

#[test]
fn only_in_service() {
    let mut world = left("2026-02-01");
    world.patient.patient.in_service_to = Some(on("2026-03-02"));
    assert!(world.fires(CODE, "2026-03-01T23:59"));
    assert!(!world.fires(CODE, NOON));
}

#[test]
fn the_evidence_tells_plans_in_force_and_the_last_one() {
    let mut world = left("2026-02-01");
    let read = |world: &World| {
        let flag = world.flag(CODE, NOON).unwrap();
        assert_eq!(flag.severity, Severity::Attention);
        world.read(&flag.evidence, NOON)
    };
    let none = serde_json::json!({"plans": 0, "reviewed": null, "ended": null});
    assert_eq!(read(&world), none);
    let plan = world.plan(PlanKind::CrisisPlan, "2024-05-01");
    plan.reviewed_on = Some(on("2024-08-01"));
    let old = serde_json::json!({"plans": 1, "reviewed": "2024-08-01", "ended": null});
    assert_eq!(read(&world), old);
    world.patient.plans[0].valid_to = Some(on("2025-05-01"));
    let ended = serde_json::json!({"plans": 0, "reviewed": "2024-08-01", "ended": "2025-05-01"});
    assert_eq!(read(&world), ended);
}
