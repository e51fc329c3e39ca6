use super::*;

const CODE: &str = "narrative_unread";

/// Admitted since noon of 27 February; the patient wrote something the day after.
fn waiting() -> World {
    let mut world = held();
    admitted(&mut world, "2026-02-27T12:00", None);
    let kinds = [
        ("doctor", RelationshipKind::ResponsibleClinician),
        ("contact", RelationshipKind::ContactPerson),
        ("nurse", RelationshipKind::PrimaryNurse),
    ];
    for (name, kind) in kinds {
        world.relation(name, kind, "2026-02-27T13:00", None);
    }
    world.entry("2026-02-28T10:00");
    world
}

#[test]
fn a_stay_of_more_than_72_hours() {
    let world = waiting();
    assert!(!world.fires(CODE, NOON), "72 hours to the minute");
    let flag = world.flag(CODE, "2026-03-02T12:01").unwrap();
    assert_eq!(flag.severity, Severity::Info);
    let mut left = waiting();
    left.patient.periods[0].to = Some(at("2026-03-03T12:00"));
    assert!(left.fires(CODE, "2026-03-03T11:59"));
    assert!(!left.fires(CODE, "2026-03-03T12:00"), "only while it lasts");
}

#[test]
fn hours_are_elapsed_hours() {
    let mut world = held();
    // In the night to 29 March a local hour is missing: 72 hours end at 13:00.
    admitted(&mut world, "2026-03-27T12:00", None);
    world.entry("2026-03-27T13:00");
    assert!(!world.fires(CODE, "2026-03-30T13:00"));
    assert!(world.fires(CODE, "2026-03-30T13:01"));
}

#[test]
fn the_stay_is_the_admission_over_all_its_wards() {
    let mut world = waiting();
    world.patient.periods[0].to = Some(at("2026-03-02T10:00"));
    world.stay(Setting::DpsInpatient, "2026-03-02T15:00", None);
    assert!(world.fires(CODE, "2026-03-02T16:00"));
}

#[test]
fn opened_by_those_who_should_and_told() {
    for (reader, told, answers) in [
        ("doctor", Some("2026-03-01T11:00"), true),
        ("contact", Some("2026-03-01T11:00"), true),
        ("doctor", None, false),
        ("nurse", Some("2026-03-01T11:00"), false),
        ("somebody", Some("2026-03-01T11:00"), false),
    ] {
        let mut world = waiting();
        world.opened(reader, "2026-03-01T10:00", told);
        let fires = world.fires(CODE, "2026-03-02T13:00");
        assert_eq!(!fires, answers, "{reader} {told:?}");
    }
}

#[test]
fn who_keeps_the_role_no_longer_has_not_read_it_for_the_next() {
    let mut world = waiting();
    world.opened("doctor", "2026-03-01T10:00", Some("2026-03-01T10:00"));
    world.patient.relationships[2].to = Some(at("2026-03-03T10:00"));
    assert!(!world.fires(CODE, "2026-03-03T09:59"));
    assert!(world.fires(CODE, "2026-03-03T10:00"));
}

#[test]
fn only_what_the_patient_shared_for_the_next_professional() {
    let late = "2026-03-02T13:00";
    for kind in NarrativeKind::ALL {
        let mut world = waiting();
        world.patient.narrative[0].kind = *kind;
        let counts = *kind == NarrativeKind::NextProfessional;
        assert_eq!(world.fires(CODE, late), counts, "{kind}");
    }
    for level in 0..=4 {
        let mut world = waiting();
        world.patient.narrative[0].level = level;
        assert_eq!(world.fires(CODE, late), level >= 2, "{level}");
    }
    for authorship in Authorship::ALL {
        let mut world = waiting();
        world.patient.narrative[0].authorship = *authorship;
        let counts = *authorship != Authorship::NextOfKin;
        assert_eq!(world.fires(CODE, late), counts, "{authorship}");
    }
    let mut taken_back = waiting();
    taken_back.patient.narrative[0].withdrawn_at = Some(at(late));
    assert!(taken_back.fires(CODE, "2026-03-02T12:59"));
    assert!(!taken_back.fires(CODE, late));
}

#[test]
fn the_evidence_counts_and_never_quotes() {
    let mut world = waiting();
    world.opened("doctor", "2026-03-01T10:00", None);
    world.entry("2026-03-01T10:00");
    world.entry("2020-03-01T10:00");
    world.opened("contact", "2026-03-01T10:00", Some("2026-03-01T10:00"));
    let flag = world.flag(CODE, "2026-03-02T13:00").unwrap();
    assert_eq!(
        world.read(&flag.evidence, NOON),
        serde_json::json!({"entries": 2, "unopened": 1, "since": "2026-02-28"})
    );
    world.entry("2020-03-01T10:00");
    let flag = world.flag(CODE, "2026-03-02T13:00").unwrap();
    let since = &world.read(&flag.evidence, NOON)["since"];
    assert_eq!(
        since, "2026-02-27",
        "what was written before the stay waits since it began"
    );
}
