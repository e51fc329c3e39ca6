//! The longest gap.

use super::*;

fn gap(exclude_inpatient: bool) -> impl Fn(&Observed<'_>) -> Measure {
    move |observed| longest_gap(observed, exclude_inpatient)
}

#[test]
fn edges_are_included_and_days_admitted_are_not() {
    let year = || {
        scene()
            .within("2025-01-01", "2026-01-01")
            .stay("2025-03-01T10:00", "2025-03-31T10:00")
            .met('A', "2025-02-01T10:00")
            .met('A', "2025-05-02T10:00")
            .met('B', "2025-11-01T10:00")
    };
    // 1 February to 2 May is 90 days, 30 of them admitted; 2 May to 1 November is 183.
    assert_value(year().see(gap(true)), Some(183.0));
    let spring = || year().within("2025-01-01", "2025-05-03");
    assert_value(spring().see(gap(false)), Some(90.0));
    assert_value(spring().see(gap(true)), Some(60.0));
}

#[test]
fn a_window_without_contact_is_one_gap() {
    let empty = scene().within("2024-01-01", "2025-01-01");
    assert_value(empty.see(gap(true)), Some(366.0));
    let joined = scene()
        .within("2024-01-01", "2025-01-01")
        .in_service("2024-12-01");
    assert_value(joined.see(gap(true)), Some(31.0));
}

#[test]
fn days_to_come_do_not_count_and_nothing_known_is_undefined() {
    let ahead = scene().within("2025-12-01", "2027-01-01");
    assert_value(ahead.see(gap(true)), Some(32.0));
    let dead = scene()
        .within("2025-12-01", "2027-01-01")
        .died("2025-12-11T10:00");
    assert_value(dead.see(gap(true)), Some(10.0));
    assert_value(scene().see(gap(true)), None);
    assert_value(
        scene().met('A', "2025-12-22T10:00").see(gap(true)),
        Some(11.0),
    );
}
