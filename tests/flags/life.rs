//! What may become of a flag, and what may not.

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Europe::Oslo;
use proptest::prelude::*;
use redthread::domain::flags::life::{
    Act, Answer, Event, Expected, FOLLOW_UP, Illegal, Refused, Remark, SNOOZE_MAX_DAYS, Scene,
    State, WORDS_MAX, Why, remark,
};
use redthread::domain::time::Instant;
use redthread::domain::vocabulary::Severity::{self, Attention, Info, Urgent};

use super::build::{at, on};

const NOW: &str = "2026-03-02T12:00";

fn scene(code: &str) -> Scene<'_> {
    Scene {
        code,
        lives: true,
        discharged: None,
        now: at(NOW),
        zone: Oslo,
    }
}

fn after_discharge() -> Scene<'static> {
    Scene {
        discharged: Some(on("2026-02-25")),
        ..scene(FOLLOW_UP[0])
    }
}

fn snooze(until: &str) -> Act {
    Act::Snooze {
        until: Some(at(until)),
        reason: " Waiting for an answer ".to_owned(),
    }
}

fn resolve() -> Act {
    Act::Resolve {
        by_what: "Rang".to_owned(),
    }
}

fn not_applicable() -> Act {
    Act::NotApplicable {
        reason: "Moved".to_owned(),
    }
}

fn elsewhere(by: &str, day: Option<&str>) -> Act {
    Act::DoneElsewhere {
        by: by.to_owned(),
        on: day.map(on),
    }
}

fn snoozed(until: &str) -> State {
    State::Snoozed {
        until: at(until),
        reason: "Waiting for an answer".to_owned(),
    }
}

fn resolved() -> State {
    State::Resolved(Answer::Words("Rang".to_owned()))
}

fn unfit() -> State {
    State::NotApplicable {
        reason: "Moved".to_owned(),
    }
}

#[test]
fn every_state_takes_the_acts_it_can_and_refuses_the_others() {
    let later = snoozed("2026-03-09T00:00");
    let settled = Err(Refused::Illegal(Illegal::Settled));
    let to = |state: &State| Ok(Some(state.clone()));
    let acts = [
        Act::Acknowledge,
        snooze("2026-03-09"),
        resolve(),
        not_applicable(),
        Act::Reopen,
    ];
    let (open, seen) = (State::Open, State::Acknowledged);
    let table = [
        (
            open.clone(),
            [
                to(&seen),
                to(&later),
                to(&resolved()),
                to(&unfit()),
                Ok(None),
            ],
        ),
        (
            seen.clone(),
            [
                Ok(None),
                to(&later),
                to(&resolved()),
                to(&unfit()),
                to(&open),
            ],
        ),
        (
            later.clone(),
            [
                to(&seen),
                Ok(None),
                to(&resolved()),
                to(&unfit()),
                to(&open),
            ],
        ),
        // Its time is over: it is open.
        (
            snoozed("2026-03-02T11:59"),
            [
                to(&seen),
                to(&later),
                to(&resolved()),
                to(&unfit()),
                Ok(None),
            ],
        ),
        (
            resolved(),
            [
                settled.clone(),
                settled.clone(),
                Ok(None),
                settled.clone(),
                to(&open),
            ],
        ),
        (
            unfit(),
            [
                settled.clone(),
                settled.clone(),
                settled.clone(),
                Ok(None),
                to(&open),
            ],
        ),
    ];
    for (from, outcomes) in table {
        for (act, expected) in acts.iter().zip(outcomes) {
            let is = from.act(act, &scene("single_thread"));
            let is = is.map(|step| step.map(|step| step.state));
            assert_eq!(is, expected, "{from:?} {act:?}");
        }
    }
}

#[test]
fn what_the_record_has_cleared_takes_nothing() {
    let over = Scene {
        lives: false,
        ..scene("single_thread")
    };
    for state in [State::Cleared, resolved(), unfit()] {
        for act in [Act::Acknowledge, Act::Reopen, resolve(), not_applicable()] {
            let refused = state.act(&act, &over);
            assert_eq!(refused, Err(Refused::Illegal(Illegal::Over)), "{state:?}");
        }
    }
}

#[test]
fn a_snooze_ends_within_thirty_days_and_not_in_the_past() {
    let expected = |until: &str| {
        let step = State::Open.act(&snooze(until), &scene("single_thread"));
        step.is_ok()
    };
    for (until, is_fine) in [
        ("2026-03-02T11:59", false),
        ("2026-03-02T12:00", false),
        ("2026-03-02T12:01", true),
        ("2026-03-02", false),
        ("2026-03-03", true),
        // Thirty days ahead, over the change of the clocks on 29 March.
        ("2026-04-01", true),
        ("2026-04-01T23:59", true),
        ("2026-04-02", false),
    ] {
        assert_eq!(expected(until), is_fine, "{until}");
    }
    assert_eq!(SNOOZE_MAX_DAYS, 30);
}

#[test]
fn what_cannot_be_used_is_told_field_by_field() {
    let faults = |act: &Act| match State::Open.act(act, &after_discharge()) {
        Err(Refused::Faults(faults)) => faults
            .iter()
            .map(|fault| (fault.field, fault.expected))
            .collect::<Vec<_>>(),
        other => panic!("{act:?} {other:?}"),
    };
    let long = "x".repeat(WORDS_MAX + 1);
    let day = Expected::DayUpToToday(Some(on("2026-02-25")));
    let table: [(Act, Vec<(&str, Expected)>); 9] = [
        (
            Act::Snooze {
                until: None,
                reason: "  ".to_owned(),
            },
            vec![("until", Expected::Soon), ("reason", Expected::Words)],
        ),
        (
            Act::Resolve {
                by_what: "\n\t ".to_owned(),
            },
            vec![("by_what", Expected::Words)],
        ),
        (
            Act::Resolve {
                by_what: long.clone(),
            },
            vec![("by_what", Expected::Words)],
        ),
        (
            Act::NotApplicable {
                reason: "a\0b".to_owned(),
            },
            vec![("reason", Expected::Words)],
        ),
        (
            elsewhere("", None),
            vec![("by", Expected::Words), ("on", day)],
        ),
        // Before the discharge, and tomorrow.
        (elsewhere("GP", Some("2026-02-24")), vec![("on", day)]),
        (elsewhere("GP", Some("2026-03-03")), vec![("on", day)]),
        (
            elsewhere(&long, Some("2026-03-01")),
            vec![("by", Expected::Words)],
        ),
        (
            Act::NotApplicable {
                reason: String::new(),
            },
            vec![("reason", Expected::Words)],
        ),
    ];
    for (act, expected) in table {
        assert_eq!(faults(&act), expected, "{act:?}");
    }
    assert!(remark(Remark::Wrong, &long).is_err());
}

#[test]
fn a_contact_elsewhere_is_between_the_discharge_and_today() {
    for day in ["2026-02-25", "2026-02-28", "2026-03-02"] {
        let act = elsewhere(" The municipality ", Some(day));
        let step = State::Open.act(&act, &after_discharge()).unwrap().unwrap();
        let answer = Answer::Elsewhere {
            by: "The municipality".to_owned(),
            on: on(day),
        };
        assert_eq!(step.state, State::Resolved(answer.clone()));
        assert_eq!(step.event, Event::Resolved(answer));
        assert!(step.state.carries_over());
    }
    for code in ["single_thread", "readmission_30d", "no_crisis_plan"] {
        let act = elsewhere("GP", Some("2026-03-01"));
        let refused = State::Open.act(&act, &scene(code));
        assert_eq!(
            refused,
            Err(Refused::Illegal(Illegal::NotAFollowUp)),
            "{code}"
        );
    }
    assert!(!resolved().carries_over());
}

#[test]
fn a_flag_opens_again_when_it_changes_and_never_because_it_became_less_pressing() {
    let rose = Some(Event::Reopened(Why::Severity));
    let changed = Some(Event::Reopened(Why::Evidence));
    let now = at(NOW);
    for state in [
        State::Acknowledged,
        snoozed("2026-03-09T00:00"),
        resolved(),
        unfit(),
    ] {
        for ((was, is), evidence, expected) in [
            ((Info, Info), false, &None),
            ((Info, Attention), false, &rose),
            ((Attention, Urgent), true, &rose),
            ((Urgent, Attention), false, &None),
            ((Urgent, Info), true, &changed),
            ((Attention, Attention), true, &changed),
        ] {
            let step = state.found_again((was, is), evidence, now);
            assert_eq!(
                step.as_ref().map(|step| &step.event),
                expected.as_ref(),
                "{state:?}"
            );
            assert!(step.is_none_or(|step| step.state == State::Open));
        }
    }
    // One that is open stays so, without a word.
    assert_eq!(State::Open.found_again((Info, Urgent), true, now), None);
    // One whose rest is over wakes.
    let woken = snoozed(NOW).found_again((Info, Info), false, now).unwrap();
    assert_eq!((woken.state, woken.event), (State::Open, Event::Woken));
}

#[test]
fn clearing_keeps_what_somebody_settled() {
    for (state, kept) in [
        (State::Open, false),
        (State::Acknowledged, false),
        (snoozed("2026-03-09T00:00"), false),
        (resolved(), true),
        (unfit(), true),
    ] {
        let cleared = state.clone().cleared();
        let expected = if kept { state } else { State::Cleared };
        assert_eq!(cleared, expected);
    }
}

/// Something that happens to a flag, some hours after what came before.
#[derive(Debug, Clone)]
enum Happening {
    Act(Act),
    Found(Severity, bool),
}

fn happenings() -> impl Strategy<Value = Vec<(i64, Happening)>> {
    let words = prop_oneof![Just(String::new()), Just("because".to_owned())];
    let acts = (0_u8..6, -40_i64..1000, words).prop_map(|(act, hours, words)| {
        let until = at(NOW) + TimeDelta::hours(hours);
        Happening::Act(match act {
            0 => Act::Acknowledge,
            1 => Act::Snooze {
                until: Some(until),
                reason: words,
            },
            2 => Act::Resolve { by_what: words },
            3 => Act::NotApplicable { reason: words },
            4 => Act::DoneElsewhere {
                by: words,
                on: NaiveDate::from_ymd_opt(2026, 2, 26),
            },
            _ => Act::Reopen,
        })
    });
    let severities = prop_oneof![Just(Info), Just(Attention), Just(Urgent)];
    let found = (severities, prop::bool::weighted(0.2))
        .prop_map(|(severity, changed)| Happening::Found(severity, changed));
    prop::collection::vec((0_i64..200, prop_oneof![acts, found]), 0..40)
}

proptest! {
    /// Whatever people and the record do: an act has the effect it names or none; nothing rests for more
    /// than thirty days from when that was said, or without a reason; what is settled stays so until it
    /// is opened; whoever asks twice changes nothing the second time.
    #[test]
    fn no_sequence_of_acts_leads_astray(happenings in happenings()) {
        let mut state = State::Open;
        let mut severity = Info;
        let mut now: Instant = at(NOW);
        for (hours, happening) in happenings {
            now += TimeDelta::hours(hours);
            let scene = Scene { now, ..after_discharge() };
            let before = state.clone().at(now);
            match happening {
                Happening::Act(act) => match state.act(&act, &scene) {
                    Err(_) => {}
                    Ok(None) => prop_assert!(!matches!(act, Act::Reopen) || before == State::Open),
                    Ok(Some(step)) => {
                        let reopens = matches!(act, Act::Reopen);
                        prop_assert!(!before.is_settled() || reopens);
                        prop_assert_eq!(step.state.act(&act, &scene), Ok(None));
                        if let State::Snoozed { until, reason } = &step.state {
                            prop_assert!(*until > now && *until <= now + TimeDelta::days(31));
                            prop_assert!(!reason.is_empty());
                            prop_assert_eq!(step.state.clone().at(*until), State::Open);
                            prop_assert_eq!(step.state.wakes_after(now), Some(*until));
                        }
                        state = step.state;
                    }
                },
                Happening::Found(is, changed) => {
                    let rose = is > severity;
                    match state.found_again((severity, is), changed, now) {
                        Some(step) => {
                            prop_assert_eq!(step.state.clone(), State::Open);
                            prop_assert!(state != State::Open);
                            state = step.state;
                        }
                        None => prop_assert!(state == State::Open || !(rose || changed)),
                    }
                    severity = is;
                }
            }
        }
    }
}
