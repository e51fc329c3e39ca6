//! Who knows a patient.

use redthread::domain::familiarity::{Familiar, Ties, familiar};
use redthread::domain::vocabulary::{
    ContactMode, ContactPurpose, ContactStatus, RelationshipKind, Setting,
};

use super::{NOW, with_case};
use crate::flags::build::{World, at, who};

fn of(world: &World) -> Vec<Familiar> {
    with_case(world, NOW, familiar)
}

fn names(world: &World) -> Vec<String> {
    let name = |known: &Familiar| {
        world.directory.professionals[&known.professional]
            .name
            .clone()
    };
    of(world).iter().map(name).collect()
}

#[test]
fn a_meeting_counts_half_after_180_days_and_no_more_after_730() {
    for (when, expected) in [
        ("2026-03-02T11:00", Some(1.0)),
        ("2025-09-03T10:00", Some(0.5)),
        ("2025-03-07T10:00", Some(0.25)),
        ("2024-03-03T23:00", Some((-729.0_f64 / 180.0).exp2())),
        ("2024-03-02T10:00", None),
    ] {
        let mut world = World::new();
        world.met("Tveit", when);
        let found = of(&world).first().map(|known| known.familiarity);
        assert_eq!(found.is_some(), expected.is_some(), "{when}");
        if let (Some(found), Some(expected)) = (found, expected) {
            assert!((found - expected).abs() < 1e-12, "{when}: {found}");
        }
    }
}

#[test]
fn days_count_and_not_contacts_as_main_or_other() {
    let mut world = World::new();
    world.met("Tveit", "2026-03-02T08:00");
    world.met("Tveit", "2026-03-02T11:00").others = vec![who("Eide"), who("Tveit")];
    world.met("Eide", "2025-09-03T10:00");
    world.professional("Eide");
    let found = of(&world);
    assert_eq!(found[0].professional, who("Eide"));
    assert!((found[0].familiarity - 1.5).abs() < 1e-12);
    assert_eq!((found[0].days_met, found[1].days_met), (2, 1));
    assert_eq!(found[0].last_met, Some(at("2026-03-02T11:00")));
}

#[test]
fn only_meetings_with_the_patient_count() {
    let mut world = World::new();
    world.met("A", "2026-02-01T10:00").status = ContactStatus::NoShow;
    world.met("B", "2026-02-01T10:00").patient_present = false;
    world.met("C", "2026-02-01T10:00").mode = Some(ContactMode::Message);
    world.met("D", "2026-04-01T10:00").status = ContactStatus::Planned;
    assert!(names(&world).is_empty());
    let ward = world.met_at("ward", Setting::AcuteWard, "E", "2026-02-01T10:00");
    ward.purpose = Some(ContactPurpose::Shift);
    assert_eq!(names(&world), ["E"], "a meeting is one wherever it was");
}

#[test]
fn who_matters_to_the_patient_and_is_there_comes_first() {
    let mut world = World::new();
    for day in 10..20 {
        world.met("Sand", &format!("2026-02-{day}T10:00"));
    }
    world.met("Eide", "2026-02-20T10:00");
    world.met("Left", "2026-02-21T10:00");
    world.relation(
        "Eide",
        RelationshipKind::CaseManager,
        "2026-01-01T00:00",
        None,
    );
    let far = world.relation("Far", RelationshipKind::Gp, "2015-01-01T00:00", None);
    far.important_to_patient = true;
    let left = world.relation(
        "Left",
        RelationshipKind::Therapist,
        "2020-01-01T00:00",
        Some("2026-02-22T00:00"),
    );
    left.important_to_patient = true;
    assert_eq!(names(&world), ["Far", "Sand", "Left", "Eide"]);
    let ties: Vec<_> = of(&world)
        .iter()
        .map(|known| (known.ties, known.is_important))
        .collect();
    assert_eq!(
        ties,
        [
            (Ties::Active, true),
            (Ties::None, false),
            (Ties::Ended, false),
            (Ties::Active, false),
        ]
    );
    let far = &of(&world)[0];
    assert_eq!((far.days_met, far.last_met), (0, None));
}

#[test]
fn equals_are_ordered_by_who_was_met_last_and_then_by_id() {
    let mut world = World::new();
    for name in ["Cato", "Anne", "Berit"] {
        world.met(name, "2026-02-20T10:00");
    }
    world.met("Dag", "2026-02-20T11:00");
    assert_eq!(names(&world), ["Dag", "Anne", "Berit", "Cato"]);
}

#[test]
fn of_somebody_who_died_it_is_as_of_the_day_of_death() {
    let mut world = World::new();
    world.met("Tveit", "2010-02-01T12:00");
    world.patient.patient.deceased_at = Some(at("2010-02-01T20:00"));
    assert!((of(&world)[0].familiarity - 1.0).abs() < 1e-12);
}
