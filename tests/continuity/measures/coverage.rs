//! Days with a named contact.

use super::*;

#[test]
fn days_in_service_with_a_named_contact() {
    let covered = scene()
        .in_service("2025-01-01")
        .within("2025-01-01", "2025-01-21")
        .named('A', "2025-01-01", Some("2025-01-08"))
        .named('B', "2025-01-05", Some("2025-01-11"))
        .see(named_contact_coverage);
    assert_share(covered.share, 10, 20, 0);
    assert_value(covered.longest_uncovered_days, Some(10.0));
}

#[test]
fn the_last_day_is_today_the_end_of_service_or_death() {
    let until_today = scene().in_service("2025-12-23").see(named_contact_coverage);
    assert_share(until_today.share, 0, 10, 0);
    let dead = scene().in_service("2025-12-23").died("2025-12-28T10:00");
    assert_share(dead.see(named_contact_coverage).share, 0, 5, 0);
}

#[test]
fn where_service_is_not_recorded_periods_and_relationships_tell() {
    let engaged = scene()
        .period(Setting::OutpatientClinic, "2025-03-01", Some("2025-03-11"))
        .named('A', "2025-03-06", Some("2025-03-21"))
        .see(named_contact_coverage);
    assert_share(engaged.share, 15, 20, 0);
    let nobody = scene().see(named_contact_coverage);
    assert_value(nobody.share, None);
    assert_value(nobody.longest_uncovered_days, None);
}

#[test]
fn a_primary_nurse_covers_the_stay() {
    let covered = scene()
        .in_service("2025-05-01")
        .within("2025-05-01", "2025-05-11")
        .stay("2025-05-03T10:00", "2025-05-06T10:00")
        .tie(relationship(
            RelationshipKind::PrimaryNurse,
            'N',
            "2025-05-01",
            None,
        ))
        .see(named_contact_coverage);
    assert_share(covered.share, 3, 10, 0);
    assert_value(covered.longest_uncovered_days, Some(5.0));
}

#[test]
fn longest_uncovered_run() {
    let spans = [
        (day("2025-01-03"), Some(day("2025-01-05"))),
        (day("2025-01-04"), Some(day("2025-01-06"))),
        (day("2025-01-20"), None),
    ];
    assert_eq!(
        longest_uncovered(spans, day("2025-01-01"), day("2025-02-01")),
        14
    );
    assert_eq!(
        longest_uncovered([], day("2025-02-01"), day("2025-01-01")),
        0
    );
}
