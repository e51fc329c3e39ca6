//! At and during an admission: known faces, responsible clinicians.

use super::*;

fn admitted() -> Scene {
    scene().stay("2025-10-10T10:00", "2025-10-24T13:00")
}

#[test]
fn a_known_professional_within_three_days() {
    let known = |scene: Scene| scene.see(known_at_admission);
    let twice = || {
        admitted()
            .met('A', "2023-10-10T10:00")
            .met('A', "2025-10-09T10:00")
    };
    let ward = Setting::AcuteWard;
    assert_share(
        known(twice().met_at(ward, 'A', "2025-10-13T10:00")),
        1,
        1,
        0,
    );
    assert_share(
        known(twice().met_at(ward, 'A', "2025-10-13T10:01")),
        0,
        1,
        0,
    );
    assert_share(
        known(twice().met_at(ward, 'B', "2025-10-11T10:00")),
        0,
        1,
        0,
    );
    let once = admitted()
        .met('A', "2023-10-09T10:00")
        .met('A', "2025-10-09T10:00")
        .met_at(ward, 'A', "2025-10-11T10:00");
    assert_share(known(once), 0, 1, 0);
}

#[test]
fn with_somebody_else_in_the_lead() {
    let mut joint = contact("j", "2025-10-11T10:00", 'B');
    joint.others = vec![who('A')];
    let scene = admitted()
        .met('A', "2025-09-01T10:00")
        .met('A', "2025-09-02T10:00")
        .with(joint);
    assert_share(scene.see(known_at_admission), 1, 1, 0);
}

#[test]
fn a_stranger_cannot_be_known_and_three_days_must_pass() {
    assert_share(admitted().see(known_at_admission), 0, 0, 0);
    let mut early = admitted().met('A', "2025-09-01T10:00");
    early.as_of = at("2025-10-13T09:59");
    assert_share(early.see(known_at_admission), 0, 0, 1);
}

fn clinicians(scene: Scene) -> responsible::Responsible {
    scene.see(|observed| responsible::responsible(observed, &observed.admissions[0]))
}

fn doctor(letter: char, from: &str, to: Option<&str>) -> Relationship {
    relationship(RelationshipKind::ResponsibleClinician, letter, from, to)
}

#[test]
fn responsible_clinicians_of_a_stay() {
    let found = clinicians(
        scene()
            .stay("2025-01-01T09:00", "2025-02-15T12:00")
            .tie(doctor('A', "2025-01-01T09:00", Some("2025-01-08T09:00")))
            .tie(doctor('B', "2025-01-08T09:00", Some("2025-01-15T09:00")))
            .tie(doctor('C', "2025-01-15T09:00", Some("2025-01-22T09:00")))
            .tie(doctor('D', "2025-01-22T09:00", Some("2025-02-05T09:00")))
            .tie(doctor('E', "2025-02-05T09:00", None)),
    );
    assert_value(found.per_30d, Some(5.0 * 30.0 / 45.0));
    assert_value(found.max_distinct_30d, Some(5.0));
    assert_value(found.hhi, Some(443.0 / 2025.0));
    assert_eq!(found.hhi.n_missing, 0);
}

#[test]
fn short_cover_and_nights_without_anybody() {
    let mut cover = doctor('B', "2025-01-08T09:00", Some("2025-01-11T09:00"));
    cover.is_temporary_cover = true;
    let found = clinicians(
        scene()
            .stay("2025-01-01T09:00", "2025-01-21T12:00")
            .tie(doctor('A', "2025-01-01T09:00", Some("2025-01-08T09:00")))
            .tie(cover.clone())
            .tie(doctor('A', "2025-01-11T09:00", Some("2025-01-15T09:00"))),
    );
    assert_value(found.max_distinct_30d, Some(1.0));
    assert_value(found.hhi, Some(1.0));
    assert_eq!(found.hhi.n_missing, 9);
    cover.to = Some(at("2025-01-11T09:01"));
    let longer = clinicians(
        scene()
            .stay("2025-01-01T09:00", "2025-01-21T12:00")
            .tie(cover),
    );
    assert_value(longer.max_distinct_30d, Some(1.0));
}

#[test]
fn undefined_for_short_stays_and_for_nobody() {
    let found = clinicians(scene().stay("2025-01-01T09:00", "2025-01-14T12:00"));
    assert_value(found.per_30d, None);
    assert_value(found.hhi, None);
    assert_value(found.max_distinct_30d, Some(0.0));
    assert_eq!(found.hhi.n_missing, 13);
}
