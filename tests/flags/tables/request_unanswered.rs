use super::*;

const CODE: &str = "request_unanswered";

fn asked(when: &str) -> World {
    let mut world = held();
    world.request("another therapist", when);
    world
}

#[test]
fn more_than_fourteen_days() {
    assert!(!asked("2026-02-16T00:30").fires(CODE, NOON));
    let world = asked("2026-02-15T23:30");
    let flag = world.flag(CODE, NOON).unwrap();
    assert_eq!(flag.severity, Severity::Attention);
    assert_eq!(
        world.read(&flag.evidence, NOON),
        serde_json::json!({"request": "another therapist", "asked": "2026-02-15", "days": 15,
            "received_by": null, "decider": null})
    );
}

#[test]
fn any_answer_answers_it_from_its_time_on() {
    for answer in RequestAnswer::ALL {
        let mut world = asked("2026-01-01");
        world.patient.requests[0].answer = Some(*answer);
        assert!(!world.fires(CODE, NOON), "{answer}, no time told");
        world.patient.requests[0].answered_at = Some(at(NOON));
        assert!(world.fires(CODE, "2026-03-02T11:59"), "{answer}");
        assert!(!world.fires(CODE, NOON), "{answer}");
    }
}

#[test]
fn a_day_by_which_it_is_due_changes_nothing() {
    for due in ["2026-02-20", "2026-12-31"] {
        let mut world = asked("2026-02-15");
        world.patient.requests[0].due_on = Some(on(due));
        assert!(world.fires(CODE, NOON), "{due}");
    }
}

#[test]
fn each_is_a_flag_of_its_own() {
    let mut world = asked("2026-01-01");
    world.request("a second opinion", "2026-01-02");
    world.request("not yet due", "2026-02-20");
    let flags = world.flags(NOON);
    assert_eq!(flags.iter().filter(|flag| flag.code == CODE).count(), 2);
}
