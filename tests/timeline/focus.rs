//! What a flag in view marks.

use redthread::domain::flags::Flag;
use redthread::domain::timeline::{self, Focus, Request, Timeline, Window};
use redthread::domain::vocabulary::{HandoverType, RelationshipKind, Setting};

use super::{NOW, between, request, with_case};
use crate::flags::build::{World, at, record};

fn open(world: &World, flag: &Flag) -> (Focus, Timeline) {
    with_case(world, NOW, |case| {
        let focus = Focus::of(flag.code, flag.subject, &flag.evidence, case);
        let asked = Request {
            focus: focus.clone(),
            ..Request::default()
        };
        (focus, timeline::build(case, &asked))
    })
}

fn flag(world: &World, code: &str) -> Flag {
    world.flag(code, NOW).unwrap()
}

#[test]
fn an_ending_is_marked_and_the_time_since_is_tinted() {
    let mut world = World::new();
    let tie = world.relation(
        "Tveit",
        RelationshipKind::Therapist,
        "2024-01-01T00:00",
        Some("2026-01-30T00:00"),
    );
    tie.important_to_patient = true;
    world.met("Tveit", "2025-10-30T10:00");
    let (focus, timeline) = open(&world, &flag(&world, "abrupt_ending"));
    assert_eq!(focus.records, [record("r000")]);
    assert_eq!(timeline.tint, Some((at("2026-01-30T00:00"), at(NOW))));
    assert!(timeline.people[0].ties[0].is_evidence);
    assert!(!timeline.people[0].contacts[0].is_evidence);
}

#[test]
fn a_handover_is_marked_from_its_offer_until_now() {
    let mut world = World::new();
    world.handover(HandoverType::DischargeToCommunity, "2026-01-05T12:00");
    let (_, timeline) = open(&world, &flag(&world, "handover_unacknowledged"));
    assert!(timeline.handovers[0].is_evidence);
    assert_eq!(timeline.tint, Some((at("2026-01-05T12:00"), at(NOW))));
}

#[test]
fn a_discharge_without_contact_is_tinted_from_the_discharge() {
    let mut world = World::new();
    world.stay(
        Setting::AcuteWard,
        "2026-02-01T12:00",
        Some("2026-02-10T12:00"),
    );
    let (_, timeline) = open(&world, &flag(&world, "no_follow_up_7d"));
    assert!(timeline.admissions[0].is_evidence && timeline.places[0].stays[0].is_evidence);
    assert_eq!(timeline.tint, Some((at("2026-02-10T12:00"), at(NOW))));
}

#[test]
fn a_readmission_marks_both_stays_and_tints_the_days_between() {
    let mut world = World::new();
    world.stay(
        Setting::AcuteWard,
        "2026-01-01T12:00",
        Some("2026-01-10T12:00"),
    );
    world.stay(Setting::AcuteWard, "2026-01-20T12:00", None);
    let (_, timeline) = open(&world, &flag(&world, "readmission_30d"));
    assert!(timeline.places[0].stays.iter().all(|stay| stay.is_evidence));
    assert_eq!(
        timeline.tint,
        Some((at("2026-01-10T12:00"), at("2026-01-20T12:00")))
    );
}

#[test]
fn the_lack_of_a_named_contact_is_tinted_since_it_began() {
    let mut world = World::new();
    world.stay(Setting::OutpatientClinic, "2025-01-01T00:00", None);
    let tie = world.relation(
        "Tveit",
        RelationshipKind::Therapist,
        "2025-01-01T00:00",
        Some("2025-11-01T00:00"),
    );
    tie.goodbye = Some(true);
    let (focus, timeline) = open(&world, &flag(&world, "no_named_contact"));
    assert_eq!(focus.records, [record("r000")]);
    assert_eq!(timeline.tint, Some((at("2025-11-01T00:00"), at(NOW))));
}

#[test]
fn records_without_a_time_of_their_own_tint_what_they_span_within_the_window() {
    let mut world = World::new();
    world.met("Tveit", "2025-06-01T10:00");
    world.met("Tveit", "2025-08-01T10:00");
    let asked = |window| Request {
        window,
        focus: Focus::on([record("c0000"), record("c0001"), record("unknown")]),
        ..Request::default()
    };
    let timeline = request(&world, &asked(Window::Year));
    assert_eq!(
        timeline.tint,
        Some((at("2025-06-01T10:00"), at("2025-08-01T10:00")))
    );
    assert!(
        timeline.people[0]
            .contacts
            .iter()
            .all(|group| group.is_evidence)
    );
    assert_eq!(request(&world, &asked(Window::Days30)).tint, None);
    let clipped = Request {
        window: between("2025-07-01", "2025-07-31"),
        focus: Focus {
            records: Vec::new(),
            span: Some((at("2025-06-01T10:00"), at("2025-08-01T10:00"))),
        },
        ..Request::default()
    };
    assert_eq!(
        request(&world, &clipped).tint,
        Some((at("2025-07-01T00:00"), at("2025-08-01T00:00")))
    );
}

#[test]
fn a_focus_on_what_is_gone_marks_nothing() {
    use redthread::domain::flags::{Evidence, Subject};
    with_case(&World::new(), NOW, |case| {
        for subject in [
            Subject::Patient,
            Subject::Admission(record("gone")),
            Subject::Relationship(record("gone")),
            Subject::Handover(record("gone")),
        ] {
            let focus = Focus::of("unknown_code", subject, &Evidence::new(), case);
            assert_eq!(focus, Focus::default());
        }
    });
}
