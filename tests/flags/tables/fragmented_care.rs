use super::*;

const CODE: &str = "fragmented_care";

fn teams(count: usize) -> World {
    let mut world = held();
    for place in 0..count {
        let from = format!("2025-{:02}-01", 4 + place);
        let to = format!("2025-{:02}-20", 4 + place);
        world.stay_at(
            &format!("team {place}"),
            Setting::OutpatientClinic,
            &from,
            Some(&to),
        );
    }
    world
}

#[test]
fn five_teams_are_many() {
    assert!(!teams(4).fires(CODE, NOON));
    assert!(teams(5).fires(CODE, NOON));
}

#[test]
fn a_team_leaves_the_window_after_its_last_day() {
    let world = teams(5);
    // The last day at the first team was 19 April 2025.
    assert!(world.fires(CODE, "2026-04-18T12:00"));
    assert!(!world.fires(CODE, "2026-04-19T00:00"));
}

#[test]
fn a_review_answers_it_for_180_days() {
    let mut world = teams(6);
    world.review("2025-10-01T10:00");
    assert!(!world.fires(CODE, "2026-03-29T23:00"));
    assert!(world.fires(CODE, "2026-03-30T00:00"));
}

#[test]
fn wards_of_one_admission_are_one_team() {
    let mut world = teams(4);
    world.stay_at(
        "ward 1",
        Setting::AcuteWard,
        "2025-11-01T10:00",
        Some("2025-11-05T10:00"),
    );
    world.stay_at(
        "ward 2",
        Setting::SubacuteWard,
        "2025-11-05T12:00",
        Some("2025-11-09T10:00"),
    );
    let flag = world.flag(CODE, NOON).unwrap();
    let evidence = world.read(&flag.evidence, NOON);
    assert_eq!(
        (&evidence["teams"], &evidence["moves"]),
        (&5.into(), &1.into())
    );
}

#[test]
fn patient_controlled_stays_are_neither_team_nor_move() {
    let mut world = teams(4);
    world
        .stay_at(
            "bed",
            Setting::PatientControlledBed,
            "2025-11-01T10:00",
            Some("2025-11-05"),
        )
        .admission_kind = Some(AdmissionKind::PatientControlled);
    assert!(!world.fires(CODE, NOON));
}

#[test]
fn ten_contacts_with_ten_people_are_scattered_unless_one_team() {
    let mut world = held();
    for n in 0..10 {
        world.met(&format!("p{n}"), &format!("2025-{:02}-05T10:00", 3 + n));
    }
    let flag = world.flag(CODE, NOON).unwrap();
    assert_eq!(world.read(&flag.evidence, NOON)["coc"], 0.0);
    let fact = world.unit("fact", Setting::AssertiveOutreach);
    for contact in &mut world.patient.contacts {
        contact.unit = fact;
    }
    assert!(!world.fires(CODE, NOON));
    world.patient.contacts.pop();
    assert!(!world.fires(CODE, NOON), "nine are too few to read");
}

#[test]
fn only_in_service() {
    let mut world = teams(6);
    world.patient.patient.in_service_to = Some(on("2026-03-02"));
    assert!(!world.fires(CODE, NOON));
    assert!(world.fires(CODE, "2026-03-01T12:00"));
}
