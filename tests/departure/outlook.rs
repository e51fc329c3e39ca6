//! What becomes of coverage and COC, worked out by hand.

use std::collections::BTreeSet;

use redthread::domain::departure::{Departure, Group, Scope, after, before, group, loss};
use redthread::domain::flags::Case;
use redthread::domain::vocabulary::{Profession, RelationshipKind, Setting};

use crate::flags::build::{World, at, on, who};

const NOW: &str = "2026-03-02T12:00+01:00";

fn leaves(names: &[&str], day: &str) -> Departure {
    Departure {
        who: names.iter().map(|name| who(name)).collect::<BTreeSet<_>>(),
        on: on(day),
    }
}

fn with_case<T>(world: &World, body: impl FnOnce(&Case<'_>) -> T) -> T {
    let mut trajectory = world.patient.clone();
    trajectory.sort();
    body(&Case::new(
        trajectory,
        &world.directory,
        &world.policy,
        at(NOW),
    ))
}

/// Three meetings with A, one with B: A leaves.
fn world() -> World {
    let mut world = World::new();
    for name in ["a", "b", "c"] {
        world.professional(name);
    }
    world.relation(
        "a",
        RelationshipKind::Therapist,
        "2024-01-01T09:00+01:00",
        None,
    );
    for (name, day) in [
        ("a", "2025-11-03T09:00+01:00"),
        ("a", "2025-12-01T09:00+01:00"),
        ("b", "2026-01-12T09:00+01:00"),
        ("a", "2026-02-16T09:00+01:00"),
    ] {
        world.met_at("clinic", Setting::OutpatientClinic, name, day);
    }
    world
}

#[test]
fn coc_is_that_of_the_days_before_and_once_more_with_the_successor() {
    let world = world();
    let departure = leaves(&["a"], "2026-05-01");
    with_case(&world, |case| {
        let was = before(case, &departure);
        // A A B A: (9 + 1 - 4) / 12.
        assert_eq!((was.contacts, was.coc), (4, Some(0.5)));
        assert!((was.coverage - 1.0).abs() < 1e-12);
        // With B: three of A, and five of B: (9 + 25 - 8) / 56.
        let with = after(case, &departure, Some(who("b")));
        assert_eq!((with.contacts, with.coc), (8, Some(26.0 / 56.0)));
        assert!(
            (with.coverage - 1.0).abs() < 1e-12,
            "the successor is named"
        );
        // With C: three of A, two of B, three of C: (9 + 4 + 9 - 8) / 56.
        let stranger = after(case, &departure, Some(who("c")));
        assert_eq!(stranger.coc, Some(14.0 / 56.0));
        // With nobody: three of A, and two of B: (9 + 4 - 5) / 20.
        let without = after(case, &departure, None);
        assert_eq!((without.contacts, without.coc), (5, Some(0.4)));
        assert!(without.coverage.abs() < 1e-12, "nobody is named any more");
    });
}

#[test]
fn another_named_contact_covers_until_their_own_announced_end() {
    let mut world = world();
    let other = world.relation(
        "b",
        RelationshipKind::ContactPerson,
        "2025-01-01T09:00+01:00",
        None,
    );
    other.planned_end = Some(on("2026-07-31"));
    let departure = leaves(&["a"], "2026-05-01");
    with_case(&world, |case| {
        let without = after(case, &departure, None);
        // 91 of the 182 days from 1 May on.
        assert!(
            (without.coverage - 0.5).abs() < 1e-12,
            "{}",
            without.coverage
        );
    });
}

#[test]
fn who_loses_what_and_who_else_knows_them() {
    let mut world = world();
    with_case(&world, |case| {
        let lost = loss(case, &leaves(&["a"], "2026-05-01"), &Scope::everything()).unwrap();
        assert_eq!((lost.ties.len(), lost.days_met), (1, 3));
        assert!(!lost.is_important);
        let others: Vec<_> = lost.others.iter().map(|one| one.professional).collect();
        assert_eq!(others, [who("b")]);
        assert!(
            loss(case, &leaves(&["b"], "2026-05-01"), &Scope::everything()).is_none(),
            "met, and no relationship"
        );
    });
    // Kin do not leave a service; an ended relationship is not lost once more.
    world.relation(
        "c",
        RelationshipKind::TrustedPerson,
        "2024-01-01T09:00+01:00",
        None,
    );
    world.relation(
        "b",
        RelationshipKind::Therapist,
        "2024-01-01T09:00+01:00",
        Some("2025-01-01T09:00+01:00"),
    );
    with_case(&world, |case| {
        assert!(
            loss(
                case,
                &leaves(&["b", "c"], "2026-05-01"),
                &Scope::everything()
            )
            .is_none()
        );
    });
}

#[test]
fn professions_take_over_within_their_group() {
    assert_eq!(
        group(Profession::Psychologist),
        group(Profession::Psychiatrist)
    );
    assert_eq!(group(Profession::Nurse), Group::Milieu);
    assert_ne!(
        group(Profession::SocialWorker),
        group(Profession::OccupationalTherapist)
    );
}
