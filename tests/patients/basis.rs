//! The records that each rule's flag rests on.

use redthread::domain::flags::rules::RULES;
use redthread::domain::flags::{Case, Flag, judge};
use redthread::domain::ids::RecordId;
use redthread::domain::vocabulary::{
    AdmissionKind, ContactStatus, DebriefOutcome, DecisionOutcome, DecisionSubject, HandoverType,
    MeasureKind, PlanKind, RelationshipKind as Kind, RuptureType, Setting,
};

use crate::flags::build::{World, at, on, record, who};

pub(super) const NOON: &str = "2026-03-02T12:00";

/// A patient with a coordinator and a case manager of years.
fn held() -> World {
    let mut world = World::new();
    world.relation("wold", Kind::CaseManager, "2021-01-01", None);
    world.relation("berg", Kind::Coordinator, "2021-01-01", None);
    world
}

fn admit(world: &mut World, from: &str, to: Option<&str>) {
    world.stay(Setting::AcuteWard, from, to).admission_kind = Some(AdmissionKind::Unplanned);
}

/// For each rule a patient on whom it speaks, and the records it rests on.
pub(super) fn cases() -> Vec<(&'static str, World, Vec<&'static str>)> {
    vec![
        (
            "extensive_hospitalisation",
            extensive(),
            vec!["t001", "t002", "t003", "t004", "t005"],
        ),
        ("tipping_point", tipping(), vec!["t000", "t001", "t002"]),
        (
            "high_clinician_turnover",
            turnover(),
            vec!["t000", "r002", "r003", "r004", "r005"],
        ),
        (
            "fragmented_care",
            fragmented(),
            vec!["t001", "t002", "t003", "t004", "t005"],
        ),
        ("abrupt_ending", abrupt(), vec!["r002"]),
        ("lapsed_maintenance", lapsed(), vec!["r000", "c0001"]),
        ("no_follow_up_72h", three_days(), vec!["t000", "c0000"]),
        ("no_follow_up_7d", week(), vec!["t000"]),
        ("readmission_30d", readmitted(), vec!["t000", "t001"]),
        ("no_crisis_plan", unplanned(), vec!["t001", "p000"]),
        ("pca_not_considered", undecided(), vec!["t000", "d000"]),
        ("no_named_contact", nobody(), vec!["r001"]),
        ("no_coordinator", two_teams(), vec!["t000", "t002"]),
        ("handover_unacknowledged", unread(), vec!["h000"]),
        ("rupture_unresolved", broken(), vec!["u000", "c0001"]),
        (
            "alliance_drop",
            fallen(),
            vec!["a000", "a001", "a002", "a003", "a004"],
        ),
        ("upcoming_loss", loss(), vec!["r002"]),
        ("coercion_without_debrief", declined(), vec!["m000", "d000"]),
        ("seclusion_many_staff", secluded(), vec!["m000"]),
        ("request_unanswered", asked(), vec!["q000"]),
        ("narrative_unread", shared(), vec!["t000", "n000", "n001"]),
        ("known_face_available", known_face(), vec!["t000", "r002"]),
        (
            "single_thread",
            single(),
            vec!["r000", "c0000", "c0001", "c0002", "c0003"],
        ),
    ]
}

fn extensive() -> World {
    let mut world = held();
    for (from, to) in [
        ("2020-01-01", "2020-01-03"),
        ("2025-03-03", "2025-03-05"),
        ("2025-06-01", "2025-06-03"),
        ("2025-09-01", "2025-09-03"),
        ("2025-11-01", "2025-11-03"),
        ("2025-12-01", "2025-12-03"),
    ] {
        admit(&mut world, from, Some(to));
    }
    world
}

fn tipping() -> World {
    let mut world = held();
    for (from, to) in [
        ("2023-01-01", "2023-01-03"),
        ("2024-01-01", "2024-01-03"),
        ("2026-01-01", "2026-01-03"),
    ] {
        admit(&mut world, from, Some(to));
    }
    world.met("wold", "2026-01-05");
    world
}

fn turnover() -> World {
    let mut world = held();
    admit(&mut world, "2026-02-10", None);
    for (who, from, to) in [
        ("a", "2026-02-10", Some("2026-02-14")),
        ("b", "2026-02-14", Some("2026-02-18")),
        ("c", "2026-02-18", Some("2026-02-24")),
        ("d", "2026-02-24", None),
    ] {
        world.relation(who, Kind::ResponsibleClinician, from, to);
    }
    world
}

fn fragmented() -> World {
    let mut world = held();
    for (unit, from, to) in [
        ("old", "2023-01-01", "2023-02-01"),
        ("a", "2025-04-01", "2025-05-01"),
        ("b", "2025-05-01", "2025-06-01"),
        ("c", "2025-06-01", "2025-07-01"),
        ("d", "2025-07-01", "2025-08-01"),
        ("e", "2025-08-01", "2025-09-01"),
    ] {
        world.stay_at(unit, Setting::OutpatientClinic, from, Some(to));
    }
    world
}

fn abrupt() -> World {
    let mut world = held();
    world.relation("tveit", Kind::Therapist, "2024-01-01", Some("2026-01-30"));
    world
}

fn lapsed() -> World {
    let mut world = World::new();
    world
        .relation("wold", Kind::Therapist, "2024-01-01", None)
        .agreed_interval_days = Some(60);
    world.relation("berg", Kind::Coordinator, "2021-01-01", None);
    world.met("wold", "2025-08-01T10:00");
    world.met("wold", "2025-09-01T10:00");
    world
}

fn three_days() -> World {
    let mut world = held();
    admit(&mut world, "2026-02-20", Some("2026-02-26"));
    world.met("wold", "2026-02-28T10:00").status = ContactStatus::NoShow;
    world
}

fn week() -> World {
    let mut world = held();
    admit(&mut world, "2026-02-10", Some("2026-02-20"));
    world
}

fn readmitted() -> World {
    let mut world = held();
    admit(&mut world, "2026-01-10", Some("2026-01-20"));
    admit(&mut world, "2026-02-01", Some("2026-02-10"));
    world.met("wold", "2026-02-11T10:00");
    world
}

fn nobody() -> World {
    let mut world = World::new();
    world.relation("old", Kind::Therapist, "2020-02-01", Some("2021-02-01"));
    world.relation("last", Kind::Therapist, "2021-02-01", Some("2025-02-01"));
    world.relation("berg", Kind::Coordinator, "2021-01-01", None);
    world
}

fn unread() -> World {
    let mut world = held();
    world.handover(HandoverType::WardTransfer, "2026-02-01T10:00");
    world
}

fn unplanned() -> World {
    let mut world = held();
    admit(&mut world, "2025-02-10", Some("2025-02-20"));
    admit(&mut world, "2026-02-10", Some("2026-02-20"));
    world.plan(PlanKind::CrisisPlan, "2024-05-01").valid_to = Some(on("2025-05-01"));
    world
}

fn undecided() -> World {
    let mut world = held();
    admit(&mut world, "2025-12-01", Some("2026-01-12"));
    let subject = DecisionSubject::PatientControlledAdmission;
    world.decide(subject, DecisionOutcome::NotOffered, "2023-05-01");
    world
}

fn two_teams() -> World {
    let mut world = World::new();
    world.relation("wold", Kind::CaseManager, "2021-01-01", None);
    for (unit, from, to) in [
        ("a", "2025-01-01", None),
        ("b", "2025-05-01", Some("2025-06-01")),
        ("c", "2026-01-01", None),
    ] {
        world.stay_at(unit, Setting::OutpatientClinic, from, to);
    }
    world
}

fn broken() -> World {
    let mut world = held();
    world.rupture("wold", RuptureType::Withdrawal, "2026-02-09");
    for (name, when) in [("berg", "2026-03-03T10:00"), ("wold", "2026-03-05T10:00")] {
        world.met(name, when).status = ContactStatus::Planned;
    }
    world
}

fn fallen() -> World {
    let mut world = held();
    for (score, when) in [
        ("37", "2025-09-01T10:00"),
        ("39", "2025-10-06T10:00"),
        ("38.2", "2025-11-17T10:00"),
        ("38.6", "2026-01-12T10:00"),
        ("31.4", "2026-02-09T10:00"),
    ] {
        world.rate("wold", score, when);
    }
    world
}

fn declined() -> World {
    let mut world = held();
    let measure = world.measure(MeasureKind::Holding, "2026-01-09", Some("2026-01-10T12:00"));
    measure.debrief_offered_at = Some(at("2026-01-12T10:00"));
    measure.debrief_outcome = Some(DebriefOutcome::Declined);
    let no = DecisionOutcome::DeclinedByPatient;
    world.decide(DecisionSubject::Debrief, no, "2026-01-12T10:00");
    world
}

fn secluded() -> World {
    let mut world = held();
    let kind = MeasureKind::Seclusion;
    world.measure(kind, "2026-02-20T10:00", Some("2026-02-27T10:00"));
    for n in 0..12 {
        world.visit(&format!("n{n}"), &format!("2026-02-21T{:02}:00", 8 + n));
    }
    world
}

fn asked() -> World {
    let mut world = held();
    world
        .request("another  therapist\nplease", "2026-01-30T10:00")
        .received_by = Some(who("wold"));
    world
}

fn shared() -> World {
    let mut world = held();
    admit(&mut world, "2026-02-20T10:00", None);
    let kind = Kind::ResponsibleClinician;
    world.relation("doctor", kind, "2026-02-20T12:00", None);
    world.entry("2026-02-21T10:00");
    world.entry("2026-02-22T10:00");
    world.opened("doctor", "2026-02-23T10:00", None);
    world
}

fn known_face() -> World {
    let mut world = held();
    admit(&mut world, "2026-02-20T10:00", None);
    let therapist = world.relation("strand", Kind::Therapist, "2013-01-15", None);
    therapist.important_to_patient = true;
    world.employ("strand", "clinic", None);
    world
}

fn loss() -> World {
    let mut world = held();
    let ending = world.relation("tveit", Kind::Therapist, "2024-01-01", None);
    ending.important_to_patient = true;
    ending.planned_end = Some(on("2026-03-10"));
    world
}

fn single() -> World {
    let mut world = World::new();
    world.relation("wold", Kind::Therapist, "2024-01-01", None);
    for day in ["2025-10-01", "2025-11-01", "2025-12-01", "2026-01-05"] {
        world.met("wold", &format!("{day}T10:00"));
    }
    world
}

/// The case of a world at noon, and the flag of a code in it.
pub(super) fn flag_of<'w>(code: &str, world: &'w World) -> (Case<'w>, Flag) {
    let mut trajectory = world.patient.clone();
    trajectory.sort();
    let case = Case::new(trajectory, &world.directory, &world.policy, at(NOON));
    let flags = judge(&case).flags;
    let flag = flags.iter().find(|flag| flag.code == code).cloned();
    let Some(flag) = flag else {
        let codes: Vec<&str> = flags.iter().map(|flag| flag.code).collect();
        panic!("{code} is not among {codes:?}");
    };
    (case, flag)
}

#[test]
fn every_rule_tells_the_records_it_rests_on() {
    let cases = cases();
    let told: Vec<&str> = cases.iter().map(|(code, ..)| *code).collect();
    assert_eq!(told, RULES.map(|rule| rule.code), "every rule has a case");
    for (code, world, expected) in &cases {
        let (case, flag) = flag_of(code, world);
        let mut expected: Vec<RecordId> = expected.iter().map(|name| record(name)).collect();
        expected.sort_unstable();
        assert_eq!(flag.basis(&case), expected, "{code}");
    }
}

#[test]
fn scattered_contacts_are_what_fragmented_care_rests_on() {
    let mut world = held();
    for n in 0..10 {
        world.met(&format!("p{n}"), &format!("2025-{:02}-10T10:00", 3 + n % 9));
    }
    world.met("p0", "2024-01-10T10:00");
    let (case, flag) = flag_of("fragmented_care", &world);
    assert_eq!(flag.basis(&case).len(), 10, "those of the window");
}

#[test]
fn a_flags_key_is_its_own_and_says_nothing() {
    let mut keys = Vec::new();
    for (code, world, _) in cases() {
        let (_, flag) = flag_of(code, &world);
        let key = flag.key();
        assert!(
            key.chars().all(|c| c.is_ascii_hexdigit() || c == '-'),
            "{key}"
        );
        assert_eq!(key, flag_of(code, &world).1.key());
        keys.push(key);
    }
    let count = keys.len();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), count);
}
