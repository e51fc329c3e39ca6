use redthread::domain::flags::{Subject, in_order};
use redthread::domain::vocabulary::FlagKind;

use super::*;

const CODE: &str = "known_face_available";

/// Admitted since 21 February; Strand, a therapist at the clinic, is marked.
fn admitted_with_a_therapist() -> World {
    let mut world = held();
    admitted(&mut world, "2026-02-21T10:00", None);
    let therapist = world.relation("strand", RelationshipKind::Therapist, "2020-01-01", None);
    therapist.important_to_patient = true;
    world.employ("strand", "clinic", None);
    world
}

/// Admitted since 21 February; Vik was the primary nurse of an earlier stay, and is marked.
fn admitted_to_a_known_ward() -> World {
    let mut world = held();
    admitted(&mut world, "2026-02-21T10:00", None);
    let nurse = RelationshipKind::PrimaryNurse;
    let before = world.relation("vik", nurse, "2025-06-01", Some("2025-06-20"));
    before.important_to_patient = true;
    before.end_reason = Some(EndReason::Discharge);
    world.employ("vik", "acute_ward", None);
    world
}

#[test]
fn it_is_an_opportunity_and_no_gap() {
    let world = admitted_with_a_therapist();
    let flag = world.flag(CODE, NOON).unwrap();
    assert_eq!(flag.kind(), FlagKind::Opportunity);
    assert_eq!(flag.severity, Severity::Info);
    assert_eq!(flag.subject, Subject::Relationship(record("r002")));
    let others = in_order(world.flags(NOON));
    assert!(
        others
            .iter()
            .all(|f| f.code == CODE || f.kind() == FlagKind::Gap)
    );
}

#[test]
fn only_while_admitted() {
    let mut world = admitted_with_a_therapist();
    assert!(!world.fires(CODE, "2026-02-21T09:59"));
    assert!(world.fires(CODE, "2026-02-21T10:00"));
    world.patient.periods[0].to = Some(at(NOON));
    assert!(!world.fires(CODE, NOON));
}

#[test]
fn only_one_whom_the_patient_marked_and_who_works_today() {
    let mut unmarked = admitted_with_a_therapist();
    unmarked.patient.relationships[2].important_to_patient = false;
    assert!(!unmarked.fires(CODE, NOON));
    for (from, to, works) in [
        ("2026-03-02", None, true),
        ("2026-03-03", None, false),
        ("2020-01-01", Some("2026-03-03"), true),
        ("2020-01-01", Some("2026-03-02"), false),
    ] {
        let mut world = admitted_with_a_therapist();
        world.directory.employments.clear();
        world.employ_from("strand", "elsewhere", from, to);
        assert_eq!(world.fires(CODE, NOON), works, "{from} {to:?}");
    }
    let mut kin = admitted_with_a_therapist();
    kin.patient.relationships[2].kind = RelationshipKind::DecisionMaker;
    assert!(!kin.fires(CODE, NOON), "no helping relationship");
    let mut ended = admitted_with_a_therapist();
    ended.patient.relationships[2].to = Some(at("2026-01-01"));
    assert!(!ended.fires(CODE, NOON), "out of reach");
}

#[test]
fn on_the_ward_also_one_of_an_earlier_stay() {
    let world = admitted_to_a_known_ward();
    let flag = world.flag(CODE, NOON).unwrap();
    assert_eq!(world.read(&flag.evidence, NOON)["place"], "ward");
    let mut elsewhere = admitted_to_a_known_ward();
    elsewhere.patient.periods[0].unit = elsewhere.unit("other ward", Setting::SubacuteWard);
    assert!(!elsewhere.fires(CODE, NOON));
    for reason in EndReason::ALL {
        let mut world = admitted_to_a_known_ward();
        world.patient.relationships[2].end_reason = Some(*reason);
        let unwanted = matches!(
            reason,
            EndReason::PatientChoice | EndReason::MismatchAgreed | EndReason::ProfessionalRequest
        );
        assert_eq!(!world.fires(CODE, NOON), unwanted, "{reason}");
    }
}

#[test]
fn the_ward_is_where_the_patient_is_now() {
    let mut world = admitted_to_a_known_ward();
    world.patient.periods[0].to = Some(at("2026-02-25T10:00"));
    world.stay(Setting::DpsInpatient, "2026-02-25T10:00", None);
    assert!(world.fires(CODE, "2026-02-25T09:59"));
    assert!(!world.fires(CODE, NOON), "moved on");
    world.patient.periods[0].to = None;
    assert!(
        world.fires(CODE, NOON),
        "two open records: either may be right"
    );
}

#[test]
fn having_been_with_the_patient_in_this_stay_answers_it() {
    for (when, answers) in [("2026-02-21T10:00", true), ("2026-02-21T09:00", false)] {
        let mut met = admitted_with_a_therapist();
        met.met("strand", when);
        assert_eq!(!met.fires(CODE, NOON), answers, "met {when}");
    }
    let mut missed = admitted_with_a_therapist();
    missed.met("strand", "2026-02-25T10:00").status = ContactStatus::NoShow;
    missed.met("strand", "2026-03-05T10:00").status = ContactStatus::Planned;
    assert!(missed.fires(CODE, NOON), "missed, and booked");
    let mut joined = admitted_with_a_therapist();
    joined.met("wold", "2026-02-25T10:00").others = vec![who("strand")];
    assert!(!joined.fires(CODE, NOON));
    let mut nursed = admitted_to_a_known_ward();
    nursed.shift("vik", "2026-02-25T07:00", "2026-02-25T15:00");
    assert!(nursed.fires(CODE, "2026-02-25T06:59"));
    assert!(!nursed.fires(CODE, NOON));
    let mut visited = admitted_to_a_known_ward();
    visited.measure(MeasureKind::Seclusion, "2026-02-24", None);
    visited.visit("vik", "2026-02-25T07:00");
    assert!(!visited.fires(CODE, NOON));
    let mut again = admitted_to_a_known_ward();
    again.relation(
        "vik",
        RelationshipKind::PrimaryNurse,
        "2026-02-21T08:00",
        None,
    );
    assert!(
        !again.fires(CODE, NOON),
        "took a role on the day of admission"
    );
}

#[test]
fn the_patients_answer_in_this_stay_ends_it_whatever_it_is() {
    let subject = DecisionSubject::KnownPersonContact;
    for outcome in OUTCOMES {
        for (when, answers) in [("2026-02-21T10:00", true), ("2026-02-21T09:59", false)] {
            let mut world = admitted_with_a_therapist();
            world.decide(subject, outcome, when);
            assert_eq!(!world.fires(CODE, NOON), answers, "{outcome} {when}");
        }
    }
}

#[test]
fn nobody_is_named_before_the_patient_has_said_yes() {
    let subject = DecisionSubject::KnownPersonContact;
    let who = |world: &World| {
        let flag = world.flag(CODE, NOON).unwrap();
        world.read(&flag.evidence, NOON)["who"].clone()
    };
    let mut world = admitted_with_a_therapist();
    assert_eq!(who(&world), serde_json::Value::Null);
    world.decide(subject, DecisionOutcome::Agreed, "2025-06-01T10:00");
    assert_eq!(who(&world), "strand");
    world.decide(
        subject,
        DecisionOutcome::DeclinedByPatient,
        "2025-07-01T10:00",
    );
    assert_eq!(who(&world), serde_json::Value::Null);
}

#[test]
fn a_person_is_one_opportunity_however_many_relationships_there_are() {
    let mut world = admitted_with_a_therapist();
    for from in ["2019-01-01", "2021-01-01"] {
        let other = world.relation("strand", RelationshipKind::CaseManager, from, None);
        other.important_to_patient = true;
    }
    assert!(world.flag(CODE, NOON).is_some());
}
