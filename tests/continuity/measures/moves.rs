//! Changes of team, setting and ward.

use super::*;

#[test]
fn changes_per_year_in_service() {
    let found = scene()
        .in_service("2024-01-01")
        .within("2025-01-01", "2026-01-01")
        .period(Setting::OutpatientClinic, "2024-01-01", None)
        .period(
            Setting::CrisisResolutionTeam,
            "2025-02-01",
            Some("2025-02-20"),
        )
        .stay("2025-02-20T10:00", "2025-03-01T10:00")
        .period(
            Setting::DpsInpatient,
            "2025-03-01T12:00",
            Some("2025-03-20T10:00"),
        )
        .period_of_kind(
            Setting::PatientControlledBed,
            "2025-06-01T10:00",
            Some("2025-06-03T10:00"),
            Some(AdmissionKind::PatientControlled),
        )
        .period(Setting::AssertiveOutreach, "2025-09-01", None)
        .see(moves_per_year);
    // Clinic, crisis team, hospital, outreach: three moves between settings and two changes of team;
    // going home to the clinic is none, and one move was between wards.
    let years = 365.0 / 365.25;
    assert_value(found.settings, Some(3.0 / years));
    assert_value(found.teams, Some(2.0 / years));
    assert_value(found.units, Some(1.0 / years));
}

#[test]
fn undefined_below_ninety_days() {
    let days = |from: &str| scene().in_service(from).see(moves_per_year).teams.value;
    assert_eq!(days("2025-10-05"), None);
    assert_eq!(days("2025-10-04"), Some(0.0));
}
