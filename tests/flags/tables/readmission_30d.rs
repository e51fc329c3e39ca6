use super::*;

const CODE: &str = "readmission_30d";

fn returned(from: &str) -> World {
    let mut world = held();
    admitted(&mut world, "2026-01-10T10:00", Some("2026-01-20T14:00"));
    admitted(&mut world, from, None);
    world
}

#[test]
fn within_thirty_days_only() {
    assert!(returned("2026-02-19T10:00").fires(CODE, NOON));
    assert!(!returned("2026-02-20T10:00").fires(CODE, NOON));
}

#[test]
fn planned_and_own_stays_are_none() {
    for kind in [AdmissionKind::Planned, AdmissionKind::PatientControlled] {
        let mut world = returned("2026-02-01T10:00");
        world.patient.periods[1].admission_kind = Some(kind);
        assert!(!world.fires(CODE, NOON), "{kind}");
    }
    let mut unrecorded = returned("2026-02-01T10:00");
    unrecorded.patient.periods[1].admission_kind = None;
    assert!(unrecorded.fires(CODE, NOON));
}

#[test]
fn the_own_stay_between_is_looked_past() {
    let mut world = returned("2026-02-10T10:00");
    world
        .stay(
            Setting::PatientControlledBed,
            "2026-01-28T10:00",
            Some("2026-02-01T10:00"),
        )
        .admission_kind = Some(AdmissionKind::PatientControlled);
    let flag = world.flag(CODE, NOON).unwrap();
    assert_eq!(world.read(&flag.evidence, NOON)["gap_days"], 21);
}

#[test]
fn closes_thirty_days_after_its_discharge() {
    let mut world = returned("2026-01-25T10:00");
    world.patient.periods[1].to = Some(at("2026-01-31T10:00"));
    assert!(world.fires(CODE, NOON));
    assert!(!world.fires(CODE, "2026-03-03T00:00"));
}
