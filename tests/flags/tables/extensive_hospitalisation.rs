use super::*;

const CODE: &str = "extensive_hospitalisation";

fn five_in_a_year() -> World {
    let mut world = held();
    for (from, to) in [
        ("2023-03-03", "2023-03-05"),
        ("2023-06-01", "2023-06-03"),
        ("2023-09-01", "2023-09-03"),
        ("2023-12-01", "2023-12-03"),
        ("2024-03-02", "2024-03-04"),
    ] {
        admitted(&mut world, from, Some(to));
    }
    world
}

#[test]
fn ages_out_two_years_after_the_last_of_the_window() {
    let world = five_in_a_year();
    assert!(world.fires(CODE, "2026-03-02T23:59"));
    assert!(!world.fires(CODE, "2026-03-03T00:00"));
}

#[test]
fn never_ages_out_without_a_recency() {
    let mut world = five_in_a_year();
    world.policy.ext_recency_years = None;
    assert!(world.fires(CODE, "2046-01-01"));
}

#[test]
fn patient_controlled_admissions_never_count() {
    let mut world = five_in_a_year();
    world.patient.periods[2].admission_kind = Some(AdmissionKind::PatientControlled);
    assert!(!world.fires(CODE, NOON));
}

#[test]
fn uncounted_settings_do_not_count() {
    let mut world = five_in_a_year();
    world.policy.counted_settings = vec![Setting::DpsInpatient];
    assert!(!world.fires(CODE, NOON));
}

#[test]
fn an_open_admission_fires_on_its_29th_night() {
    let mut world = held();
    admitted(&mut world, "2026-02-01T10:00", None);
    assert!(!world.fires(CODE, "2026-03-01T23:59"));
    assert!(world.fires(CODE, "2026-03-02T00:00"));
}

#[test]
fn ward_stays_of_one_admission_add_up() {
    let mut world = held();
    admitted(&mut world, "2026-01-12T11:00", Some("2026-01-22T13:00"));
    admitted(&mut world, "2026-01-23T13:00", Some("2026-02-12T12:00"));
    let flag = world.flag(CODE, NOON).unwrap();
    let evidence = world.read(&flag.evidence, NOON);
    assert_eq!(evidence["longest_nights"], 31);
    assert_eq!(evidence["admissions"], serde_json::json!([]));
}
