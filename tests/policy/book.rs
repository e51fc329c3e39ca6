//! Which thresholds hold for whom, and until when.

use redthread::domain::flags::policy::{Change, PolicyBook, PolicyVersion, unit_of};
use redthread::domain::ids::{PolicyVersionId, UnitId};
use redthread::domain::vocabulary::{RelationshipKind, Setting};
use uuid::Uuid;

use crate::flags::build::{World, at};

const NOON: &str = "2026-03-02T12:00";

fn version(n: u128, unit: Option<UnitId>, from: &str, texts: &[(&str, &str)]) -> PolicyVersion {
    PolicyVersion {
        id: PolicyVersionId(Uuid::from_u128(n)),
        unit,
        valid_from: at(from),
        author: "test".to_owned(),
        reason: "because".to_owned(),
        recorded_at: at("2025-01-01"),
        change: Change::from_texts(texts.iter().copied()).unwrap(),
    }
}

/// A hospital with a clinic that has a ward, and a unit apart.
struct Place {
    world: World,
    hospital: UnitId,
    clinic: UnitId,
    ward: UnitId,
    apart: UnitId,
}

fn place() -> Place {
    let mut world = World::new();
    let [hospital, clinic, ward, apart] = ["hospital", "clinic", "ward", "apart"]
        .map(|name| world.unit(name, Setting::OutpatientClinic));
    for (below, above) in [(clinic, hospital), (ward, clinic)] {
        world.directory.units.get_mut(&below).unwrap().parent = Some(above);
    }
    world.directory.units.get_mut(&ward).unwrap().setting = Setting::AcuteWard;
    Place {
        world,
        hospital,
        clinic,
        ward,
        apart,
    }
}

/// What holds: `fu_days_2`, `fu_days_1`, by which version, until when.
fn told(
    book: &PolicyBook,
    place: &Place,
    unit: Option<UnitId>,
    when: &str,
) -> (i64, i64, u128, String) {
    let held = book.at(&place.world.directory, unit, at(when));
    (
        held.policy.fu_days_2,
        held.policy.fu_days_1,
        held.version.map_or(0, |version| version.0.as_u128()),
        held.until
            .map(|until| {
                until
                    .with_timezone(&chrono_tz::Europe::Oslo)
                    .format("%F")
                    .to_string()
            })
            .unwrap_or_default(),
    )
}

#[test]
fn without_any_version_the_defaults_hold_for_ever() {
    let place = place();
    let book = PolicyBook::default();
    assert_eq!(
        told(&book, &place, Some(place.ward), NOON),
        (7, 3, 0, String::new())
    );
}

#[test]
fn versions_take_each_others_place_from_their_instant() {
    let place = place();
    let book = PolicyBook::new(vec![
        version(2, None, "2026-02-01", &[("fu_days_2", "9")]),
        version(1, None, "2026-01-01", &[("fu_days_2", "8")]),
        // Of the same instant: the one set later, here by its id.
        version(3, None, "2026-02-01", &[("fu_days_2", "10")]),
    ]);
    for (when, expected) in [
        ("2025-12-31T23:59", (7, 3, 0, "2026-01-01")),
        ("2026-01-01", (8, 3, 1, "2026-02-01")),
        ("2026-01-31T23:59", (8, 3, 1, "2026-02-01")),
        ("2026-02-01", (10, 3, 3, "")),
    ] {
        let (a, b, c, d) = expected;
        let expected = (a, b, c, d.to_owned());
        assert_eq!(told(&book, &place, None, when), expected, "{when}");
        assert_eq!(told(&book, &place, Some(place.ward), when), expected);
    }
}

#[test]
fn of_each_threshold_the_nearest_unit_that_keeps_it_decides() {
    let place = place();
    let book = PolicyBook::new(vec![
        version(1, None, "2026-01-01", &[("fu_days_2", "8")]),
        version(2, Some(place.hospital), "2026-01-01", &[("fu_days_1", "4")]),
        version(
            3,
            Some(place.ward),
            "2026-02-01",
            &[("fu_days_2", "20"), ("fu_days_1", "5")],
        ),
        version(4, Some(place.clinic), "2026-02-05", &[("fu_days_1", "6")]),
        version(5, None, "2026-02-10", &[("fu_days_2", "10")]),
        version(6, Some(place.ward), "2026-03-01", &[]),
    ]);
    let said = |unit, when| {
        let (days_2, days_1, version, _) = told(&book, &place, Some(unit), when);
        (days_2, days_1, version)
    };
    // The hospital's, for all within.
    for unit in [place.hospital, place.clinic, place.ward] {
        assert_eq!(said(unit, "2026-01-15"), (8, 4, 2));
    }
    assert_eq!(said(place.apart, "2026-01-15"), (8, 3, 1));
    assert_eq!(said(place.ward, "2026-02-03"), (20, 5, 3));
    assert_eq!(said(place.clinic, "2026-02-03"), (8, 4, 2));
    // One between them: the ward keeps its own, and is told under the newest version.
    assert_eq!(said(place.ward, "2026-02-06"), (20, 5, 4));
    assert_eq!(said(place.clinic, "2026-02-06"), (8, 6, 4));
    // What is not kept follows the service.
    assert_eq!(said(place.clinic, "2026-02-15"), (10, 6, 5));
    assert_eq!(said(place.ward, "2026-02-15"), (20, 5, 5));
    // Taken back: the ward follows the clinic, and by way of it the service.
    assert_eq!(said(place.ward, NOON), (10, 6, 6));
    let above = |unit, when| book.above(&place.world.directory, unit, at(when)).fu_days_1;
    assert_eq!(above(None, "2026-02-15"), 3);
    assert_eq!(above(Some(place.hospital), "2026-02-15"), 3);
    assert_eq!(above(Some(place.ward), "2026-02-15"), 6);
}

#[test]
fn what_is_to_come_is_told_of_the_service_and_of_units_above_alone() {
    let place = place();
    let book = PolicyBook::new(vec![
        version(1, Some(place.apart), "2026-04-01", &[("fu_days_1", "4")]),
        version(2, Some(place.clinic), "2026-05-01", &[("fu_days_1", "4")]),
        version(3, None, "2026-06-01", &[("fu_days_1", "4")]),
    ]);
    let until = |unit| told(&book, &place, unit, NOON).3;
    assert_eq!(until(None), "2026-06-01");
    assert_eq!(until(Some(place.hospital)), "2026-06-01");
    assert_eq!(until(Some(place.ward)), "2026-05-01");
    assert_eq!(until(Some(place.apart)), "2026-04-01");
}

#[test]
fn units_in_a_circle_end_where_they_began() {
    let mut place = place();
    let (hospital, ward) = (place.hospital, place.ward);
    place
        .world
        .directory
        .units
        .get_mut(&hospital)
        .unwrap()
        .parent = Some(ward);
    let book = PolicyBook::new(vec![version(
        1,
        Some(place.clinic),
        "2026-01-01",
        &[("fu_days_1", "4")],
    )]);
    assert_eq!(told(&book, &place, Some(hospital), NOON).1, 4);
    assert_eq!(told(&book, &place, Some(place.apart), NOON).1, 3);
}

/// The name of the unit whose thresholds hold for the patient.
fn unit_name(world: &World, when: &str) -> Option<String> {
    let ahead = unit_of(&world.patient, &world.directory, at(when));
    // What is known ahead makes no difference.
    let then = world
        .patient
        .clone()
        .as_of(at(when), chrono_tz::Europe::Oslo);
    assert_eq!(unit_of(&then, &world.directory, at(when)), ahead);
    ahead.map(|unit| world.directory.units[&unit].name.clone())
}

#[test]
fn the_unit_is_the_named_contacts_else_that_of_the_latest_treatment_period() {
    let mut world = World::new();
    assert_eq!(unit_name(&world, NOON), None);
    world.stay_at("old", Setting::AcuteWard, "2026-01-01", Some("2026-01-10"));
    world.stay_at(
        "latest",
        Setting::OutpatientClinic,
        "2026-01-05",
        Some("2026-01-08"),
    );
    world.stay_at("ahead", Setting::AcuteWard, "2026-04-01", None);
    assert_eq!(unit_name(&world, "2025-12-31"), None);
    assert_eq!(unit_name(&world, "2026-01-02").as_deref(), Some("old"));
    assert_eq!(unit_name(&world, NOON).as_deref(), Some("latest"));
    assert_eq!(unit_name(&world, "2026-04-01").as_deref(), Some("ahead"));

    let team = world.unit("team", Setting::AssertiveOutreach);
    let tie = world.relation(
        "Anna",
        RelationshipKind::CaseManager,
        "2026-02-01",
        Some("2026-03-10"),
    );
    tie.unit = Some(team);
    assert_eq!(unit_name(&world, NOON).as_deref(), Some("team"));
    assert_eq!(unit_name(&world, "2026-03-10").as_deref(), Some("latest"));

    // The one who became so last; not one who is none, nor one of no unit.
    let later = world.unit("later", Setting::OutpatientClinic);
    let tie = world.relation("Bo", RelationshipKind::Therapist, "2026-02-15", None);
    tie.unit = Some(later);
    world.relation("Cato", RelationshipKind::Coordinator, "2026-02-20", None);
    let tie = world.relation("Dina", RelationshipKind::ContactPerson, "2026-02-25", None);
    tie.unit = None;
    assert_eq!(unit_name(&world, NOON).as_deref(), Some("later"));
    assert_eq!(unit_name(&world, "2026-02-10").as_deref(), Some("team"));
}

#[test]
fn a_primary_nurse_is_a_named_contact_in_a_ward_only() {
    let mut world = World::new();
    world.stay_at("ward", Setting::AcuteWard, "2026-01-01", Some("2026-01-10"));
    let nursing = world.unit("nursing", Setting::AcuteWard);
    let tie = world.relation("Eva", RelationshipKind::PrimaryNurse, "2026-01-02", None);
    tie.unit = Some(nursing);
    assert_eq!(unit_name(&world, "2026-01-09").as_deref(), Some("nursing"));
    assert_eq!(unit_name(&world, "2026-01-10").as_deref(), Some("ward"));
}
