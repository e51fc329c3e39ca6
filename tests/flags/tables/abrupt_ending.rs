use super::*;

const CODE: &str = "abrupt_ending";

/// Therapy with Tveit that ended on 30 January; Eide stays.
fn ended(from: &str) -> World {
    let mut world = held();
    world.professional("eide");
    let relation = world.relation(
        "tveit",
        RelationshipKind::Therapist,
        from,
        Some("2026-01-30T16:00"),
    );
    relation.end_reason = Some(EndReason::ProfessionalLeft);
    world
}

#[test]
fn ninety_days_or_six_contacts_or_a_mark_make_it_matter() {
    assert!(ended("2025-11-01T09:00").fires(CODE, NOON), "90 days");
    let mut short = ended("2025-11-02T09:00");
    assert!(!short.fires(CODE, NOON), "89 days");
    for day in 1..=5 {
        short.met("tveit", &format!("2026-01-{day:02}T10:00"));
    }
    assert!(!short.fires(CODE, NOON), "five contacts");
    short.met("tveit", "2026-01-20T10:00");
    assert!(short.fires(CODE, NOON), "six contacts");
    let mut marked = ended("2026-01-20T09:00");
    assert!(!marked.fires(CODE, NOON));
    marked.patient.relationships[2].important_to_patient = true;
    assert_eq!(severity(marked.flag(CODE, NOON)), Some(Severity::Urgent));
}

#[test]
fn lasts_ninety_days() {
    let world = ended("2025-01-01");
    assert!(world.fires(CODE, "2026-04-30T12:00"));
    assert!(!world.fires(CODE, "2026-05-01T00:00"));
}

#[test]
fn reasons_that_need_no_goodbye() {
    for reason in EndReason::ALL {
        let mut world = ended("2025-01-01");
        world.patient.relationships[2].end_reason = Some(*reason);
        let quiet = matches!(
            reason,
            EndReason::AgreedCompletion
                | EndReason::PatientChoice
                | EndReason::PatientDied
                | EndReason::PatientMoved
        );
        assert_eq!(world.fires(CODE, NOON), !quiet, "{reason}");
    }
    let mut unrecorded = ended("2025-01-01");
    unrecorded.patient.relationships[2].end_reason = None;
    assert!(unrecorded.fires(CODE, NOON));
}

#[test]
fn a_joint_meeting_up_to_fourteen_days_after_answers_it() {
    for (day, answers) in [
        ("2026-01-01T10:00", false),
        ("2026-01-02T10:00", true),
        ("2026-02-13T10:00", true),
        ("2026-02-14T10:00", false),
    ] {
        let mut world = ended("2025-01-01");
        world.met("tveit", day).purpose = Some(ContactPurpose::JointMeeting);
        assert_eq!(!world.fires(CODE, NOON), answers, "{day}");
    }
}

#[test]
fn meeting_together_with_the_successor_is_joint() {
    let mut world = ended("2025-01-01");
    world.patient.relationships[2].successor = Some(who("eide"));
    world.met("tveit", "2026-01-20T10:00").others = vec![who("eide")];
    assert!(!world.fires(CODE, NOON));
}

#[test]
fn a_farewell_answers_it_even_late() {
    let mut world = ended("2025-01-01");
    world.met("tveit", "2026-02-20T10:00").purpose = Some(ContactPurpose::Farewell);
    assert!(world.fires(CODE, "2026-02-19T12:00"));
    assert!(!world.fires(CODE, NOON));
}

#[test]
fn only_a_successor_of_the_same_role_with_overlap_answers_it() {
    for (kind, from, answers) in [
        (RelationshipKind::Therapist, "2026-01-29T10:00", true),
        (RelationshipKind::Therapist, "2026-01-31T10:00", false),
        (RelationshipKind::ContactPerson, "2026-01-29T10:00", false),
    ] {
        let mut world = ended("2025-01-01");
        world.relation("eide", kind, from, None);
        assert_eq!(!world.fires(CODE, NOON), answers, "{kind} {from}");
    }
}

#[test]
fn someone_who_goes_on_in_another_role_is_not_lost() {
    for (from, to, goes_on) in [
        ("2026-01-02T10:00", None, true),
        ("2026-02-13T10:00", None, true),
        ("2026-02-14T10:00", None, false),
        ("2025-06-01T10:00", Some("2026-01-30T16:00"), false),
    ] {
        let mut world = ended("2025-01-01");
        world.relation("tveit", RelationshipKind::CaseManager, from, to);
        world.patient.relationships[3].end_reason = Some(EndReason::PatientChoice);
        assert_eq!(!world.fires(CODE, NOON), goes_on, "{from}");
    }
}

#[test]
fn responsible_clinicians_are_left_out() {
    let mut world = ended("2025-01-01");
    world.patient.relationships[2].kind = RelationshipKind::ResponsibleClinician;
    assert!(!world.fires(CODE, NOON));
}

#[test]
fn stands_for_the_missing_named_contact_for_fourteen_days() {
    let mut world = ended("2025-01-01");
    world.patient.relationships.remove(0);
    assert!(world.fires(CODE, "2026-02-13T12:00"));
    assert!(!world.fires("no_named_contact", "2026-02-13T12:00"));
    assert!(world.fires("no_named_contact", "2026-02-14T00:00"));
}
