//! Who knows a patient.

use std::collections::BTreeSet;

use proptest::prelude::*;
use redthread::domain::familiarity::{Familiar, Near, Ties, familiar, near};
use redthread::domain::ids::UnitId;
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

/// The definition, word by word and slowly: for everybody, each of the last 730 days, whether any contact
/// of that day was a meeting with them.
fn slowly(world: &World) -> Vec<(String, f64, usize)> {
    let today = at(NOW).with_timezone(&chrono_tz::Europe::Oslo).date_naive();
    let mut all = Vec::new();
    for (id, professional) in &world.directory.professionals {
        let (mut sum, mut days) = (0.0, 0);
        for age in 0..730_u32 {
            let day = today - chrono::Days::new(age.into());
            let met = world.patient.contacts.iter().any(|contact| {
                let on = contact
                    .at
                    .with_timezone(&chrono_tz::Europe::Oslo)
                    .date_naive();
                on == day
                    && contact.status == ContactStatus::Attended
                    && contact.patient_present
                    && contact.mode != Some(ContactMode::Message)
                    && (contact.main == Some(*id) || contact.others.contains(id))
            });
            if met {
                sum += 0.5_f64.powf(f64::from(age) / 180.0);
                days += 1;
            }
        }
        let is_important = world.patient.relationships.iter().any(|tie| {
            tie.holder.professional() == Some(*id) && tie.to.is_none() && tie.important_to_patient
        });
        if days > 0 || is_important {
            all.push((professional.name.clone(), sum, days));
        }
    }
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

const NAMES: [&str; 4] = ["Anne", "Berit", "Cato", "Dag"];

/// The hours that every day has: over the third one the clock is put forward once a year.
fn hours() -> impl Strategy<Value = u32> {
    (0..24_u32).prop_filter("every day has it", |hour| *hour != 2)
}

proptest! {
    #[test]
    fn it_is_what_the_definition_says(
        contacts in prop::collection::vec((0..4_usize, 0..4_usize, 0..800_u64, hours(), 0..6_u8), 0..40),
        important in prop::collection::vec(any::<bool>(), 4),
    ) {
        let mut world = World::new();
        for name in NAMES {
            world.professional(name);
        }
        let today = at(NOW).date_naive();
        for (main, other, age, hour, kind) in contacts {
            let day = today - chrono::Days::new(age);
            let met = world.met(NAMES[main], &format!("{day}T{hour:02}:30"));
            met.others = vec![who(NAMES[other])];
            match kind {
                0 => met.status = ContactStatus::NoShow,
                1 => met.patient_present = false,
                2 => met.mode = Some(ContactMode::Message),
                _ => {}
            }
            if met.at > at(NOW) {
                met.status = ContactStatus::Planned;
            }
        }
        for (name, is_important) in NAMES.iter().zip(&important) {
            if *is_important {
                let tie = world.relation(name, RelationshipKind::Therapist, "2020-01-01T00:00", None);
                tie.important_to_patient = true;
            }
        }
        let found = of(&world);
        let mut said: Vec<_> = found
            .iter()
            .map(|known| {
                let name = world.directory.professionals[&known.professional].name.clone();
                (name, known.familiarity, known.days_met)
            })
            .collect();
        said.sort_by(|a, b| a.0.cmp(&b.0));
        let expected = slowly(&world);
        prop_assert_eq!(said.len(), expected.len());
        for (said, expected) in said.iter().zip(&expected) {
            prop_assert_eq!((&said.0, said.2), (&expected.0, expected.2));
            prop_assert!((said.1 - expected.1).abs() < 1e-9, "{:?} {:?}", said, expected);
        }
        for known in &found {
            prop_assert_eq!(known.days.len(), known.days_met);
            prop_assert!(known.days.is_sorted());
        }
        let rank = |known: &Familiar| (!known.is_important, -known.familiarity, std::cmp::Reverse(known.last_met));
        for pair in found.windows(2) {
            prop_assert!(rank(&pair[0]) <= rank(&pair[1]), "{:?}", pair);
        }
    }
}

#[test]
fn who_is_near_is_said_of_the_unit_that_is_looked_from() {
    let mut world = World::new();
    let [here, there] = [1, 2].map(|n| UnitId(uuid::Uuid::from_u128(n)));
    for name in NAMES {
        world.met(name, "2026-02-20T10:00");
    }
    for (name, unit, to) in [
        ("Anne", here, None),
        ("Anne", there, None),
        ("Berit", there, None),
        ("Cato", here, Some("2026-03-01")),
    ] {
        let employment = redthread::domain::trajectory::Employment {
            professional: who(name),
            unit,
            from: "2020-01-01".parse().unwrap(),
            to: to.map(|to| to.parse().unwrap()),
            planned_end: None,
        };
        let all = world.directory.employments.entry(who(name)).or_default();
        all.push(employment);
    }
    let on_shift = BTreeSet::from([(who("Anne"), there), (who("Berit"), there)]);
    for (unit, expected) in [
        (
            Some(here),
            [
                (Near::Here, false),
                (Near::Elsewhere(there), true),
                (Near::Nowhere, false),
                (Near::Nowhere, false),
            ],
        ),
        (
            None,
            [
                (Near::Elsewhere(there), true),
                (Near::Elsewhere(there), true),
                (Near::Nowhere, false),
                (Near::Nowhere, false),
            ],
        ),
    ] {
        let found = with_case(&world, NOW, |case| {
            near(familiar(case), case, unit, &on_shift)
        });
        let found: Vec<_> = found
            .iter()
            .map(|one| (one.near, one.is_on_shift))
            .collect();
        assert_eq!(found, expected);
    }
}
