use super::*;

const CODE: &str = "tipping_point";

fn third(from: &str) -> World {
    let mut world = held();
    admitted(&mut world, "2024-01-01", Some("2024-01-03"));
    admitted(&mut world, "2025-01-01", Some("2025-01-03"));
    admitted(&mut world, from, Some("2025-12-20"));
    world
}

#[test]
fn lasts_for_less_than_ninety_days() {
    let world = third("2025-12-10");
    assert!(world.fires(CODE, "2026-03-09T12:00"));
    assert!(!world.fires(CODE, "2026-03-10T00:00"));
}

#[test]
fn a_review_since_the_third_admission_answers_it() {
    let mut world = third("2025-12-10");
    world.review("2025-12-09T10:00");
    assert!(world.fires(CODE, NOON));
    world.review("2025-12-11T10:00");
    assert!(!world.fires(CODE, NOON));
}

#[test]
fn a_fourth_admission_does_not_restart_it() {
    let mut world = third("2025-11-10");
    admitted(&mut world, "2026-02-01", Some("2026-02-03"));
    assert!(!world.fires(CODE, NOON));
}

#[test]
fn extensive_hospitalisation_stands_for_it() {
    let mut world = third("2025-12-10");
    assert!(world.fires(CODE, NOON));
    admitted(&mut world, "2026-01-01", Some("2026-02-10"));
    assert!(!world.fires(CODE, NOON));
    assert!(world.fires("extensive_hospitalisation", NOON));
    assert_eq!(
        world.judge_at(at(NOON)).muted[0].1,
        "extensive_hospitalisation"
    );
}
