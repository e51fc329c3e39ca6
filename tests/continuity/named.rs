//! Contacts with the patient's named contact.

use redthread::domain::continuity::{Gatherer, Tally};
use redthread::domain::trajectory::Holder;
use redthread::domain::vocabulary::{RelationshipKind, Setting};

use super::build::{Scene, relationship};

fn tally(scene: Scene) -> Tally {
    scene.see(|observed| {
        Gatherer::new(observed.directory, false)
            .report(observed.trajectory, observed.admissions, observed.window)
            .tally
    })
}

fn hits(scene: Scene) -> (u64, u64) {
    let tally = tally(scene);
    (tally.with_named, tally.contacts_when_named)
}

fn scene() -> Scene {
    Scene::at("2026-01-01T12:00")
}

#[test]
fn a_named_contact_counts_from_the_first_day_to_the_day_before_the_last() {
    let scene = scene()
        .named('A', "2025-05-02T15:00", Some("2025-05-05T09:00"))
        .met('A', "2025-05-01T10:00")
        .met('A', "2025-05-02T10:00")
        .met('B', "2025-05-03T10:00")
        .met('A', "2025-05-05T08:00");
    // The second is before 15:00, but on the day; the last is on the day of the end.
    assert_eq!(hits(scene), (1, 2));
}

#[test]
fn any_of_several_named_contacts_will_do() {
    let scene = scene()
        .named('A', "2025-01-01", None)
        .tie(relationship(
            RelationshipKind::Therapist,
            'B',
            "2025-01-01",
            None,
        ))
        .met('B', "2025-05-01T10:00")
        .met('C', "2025-05-02T10:00");
    assert_eq!(hits(scene), (1, 2));
}

#[test]
fn a_primary_nurse_is_named_while_admitted() {
    let nurse = || relationship(RelationshipKind::PrimaryNurse, 'N', "2025-05-01", None);
    let scene = scene()
        .tie(nurse())
        .stay("2025-05-03T10:00", "2025-05-05T10:00")
        .met('N', "2025-05-02T10:00")
        .met('N', "2025-05-03T09:00")
        .met('B', "2025-05-04T10:00")
        .met('N', "2025-05-05T09:00");
    // Admitted on the 3rd and 4th; the day of discharge is a day at home.
    assert_eq!(hits(scene), (1, 2));
}

#[test]
fn other_kinds_are_not_named() {
    for kind in [
        RelationshipKind::ResponsibleClinician,
        RelationshipKind::Coordinator,
        RelationshipKind::TeamMember,
    ] {
        let scene = scene()
            .tie(relationship(kind, 'A', "2025-01-01", None))
            .met('A', "2025-05-01T10:00");
        assert_eq!(hits(scene), (0, 0), "{kind}");
    }
}

#[test]
fn without_a_named_professional_it_is_unknown_and_not_zero() {
    let mut outside = relationship(RelationshipKind::ContactPerson, 'A', "2025-01-01", None);
    outside.holder = Holder::Person("Somebody".to_owned());
    let scene = scene().tie(outside).met('B', "2025-05-01T10:00");
    assert_eq!(tally(scene).upc_named(), None);
}

#[test]
fn a_relationship_of_no_day_names_nobody() {
    let scene = scene()
        .named('A', "2025-05-01T09:00", Some("2025-05-01T15:00"))
        .met_at(Setting::GpPractice, 'A', "2025-05-01T10:00");
    assert_eq!(hits(scene), (0, 0));
}
