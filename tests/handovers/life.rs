//! The life of a handover: every transition, allowed and refused, and what holds whatever is done.

use chrono::{NaiveDate, TimeDelta};
use proptest::prelude::*;
use redthread::domain::handover::life::Side;
use redthread::domain::handover::{
    Accepted, Act, Content, Event, Expected, Handover, Illegal, Offer, Parties, Person, Receiver,
    Refused, Scene, State, WORDS_MAX, due,
};
use redthread::domain::ids::{ProfessionalId, RecordId, UnitId};
use redthread::domain::time::Instant;
use redthread::domain::vocabulary::{HandoverGrade, HandoverSeverity, HandoverType};

use crate::store::fixtures::{day, id};

const SENDER: ProfessionalId = ProfessionalId(uuid::Uuid::from_u128(1));
const RECEIVER: ProfessionalId = ProfessionalId(uuid::Uuid::from_u128(2));
const COLLEAGUE: ProfessionalId = ProfessionalId(uuid::Uuid::from_u128(3));
const STRANGER: ProfessionalId = ProfessionalId(uuid::Uuid::from_u128(4));
const FROM: UnitId = UnitId(uuid::Uuid::from_u128(11));
const TO: UnitId = UnitId(uuid::Uuid::from_u128(12));

/// Who acts in the tables: the sender, the person it is offered to, a colleague of that one's, nobody of
/// either.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    Sender,
    Receiver,
    Colleague,
    Stranger,
    Time,
}

impl Who {
    fn person(self) -> Option<Person<'static>> {
        let (professional, units): (_, &'static [UnitId]) = match self {
            Self::Sender => (SENDER, &[FROM]),
            Self::Receiver => (RECEIVER, &[TO]),
            Self::Colleague => (COLLEAGUE, &[TO]),
            Self::Stranger => (STRANGER, &[]),
            Self::Time => return None,
        };
        Some(Person {
            professional: Some(professional),
            units,
        })
    }
}

fn scene(who: Who, now: Instant) -> Scene<'static> {
    Scene {
        who: who.person(),
        parties: Parties {
            professional: Some(SENDER),
            unit: Some(FROM),
        },
        last: None,
        time_to_acknowledge: TimeDelta::hours(2),
        is_joint: false,
        now,
        today: now.date_naive(),
    }
}

fn content(severity: HandoverSeverity) -> Content {
    Content {
        kind: Some(HandoverType::Shift),
        severity: Some(severity),
        severity_reason: "Slept two hours".to_owned(),
        ..Content::default()
    }
}

const TO_PERSON: Receiver = Receiver {
    professional: Some(RECEIVER),
    unit: Some(TO),
};

fn offer(escalated: bool) -> Offer {
    Offer {
        to: TO_PERSON,
        at: day(0),
        due_at: day(0) + TimeDelta::hours(2),
        escalated_at: escalated.then(|| day(0) + TimeDelta::hours(3)),
    }
}

/// A handover in each state, by its word.
fn at(word: &str, content: &Content) -> Handover {
    let accepted = Accepted {
        by: Some(RECEIVER),
        at: day(0),
        synthesis: Some("Heard".to_owned()),
        content: content.clone(),
    };
    let state = match word {
        "draft" => State::Draft,
        "offered" => State::Offered(offer(false)),
        "escalated" => State::Offered(offer(true)),
        "questioned" => State::Questioned(offer(false)),
        "accepted" => State::Accepted(accepted),
        "returned" => State::Returned(TO_PERSON),
        "done" => State::Done(Some(accepted)),
        "withdrawn" => State::Withdrawn(TO_PERSON),
        "expired" => State::Expired(offer(true)),
        other => panic!("{other}"),
    };
    Handover {
        state,
        content: content.clone(),
    }
}

const STATES: [&str; 9] = [
    "draft",
    "offered",
    "escalated",
    "questioned",
    "accepted",
    "returned",
    "done",
    "withdrawn",
    "expired",
];

fn act(word: &str, content: &Content) -> Act {
    match word {
        "offer" => Act::Offer(TO_PERSON, Box::new(content.clone())),
        "pool" => Act::LeaveWithPool(TO, Box::new(content.clone())),
        "accept" => Act::Accept {
            synthesis: "Heard it".to_owned(),
        },
        "question" => Act::Question("Since when?".to_owned()),
        "answer" => Act::Answer("Since Monday".to_owned()),
        "return" => Act::Return("Not our patient".to_owned()),
        "withdraw" => Act::Withdraw,
        "done" => Act::Done,
        "escalate" => Act::Escalate,
        "expire" => Act::Expire,
        other => panic!("{other}"),
    }
}

/// What became of it, in a word: the state, or why not.
fn outcome(done: Result<Option<redthread::domain::handover::Step>, Refused>) -> String {
    match done {
        Ok(None) => "nothing".to_owned(),
        Ok(Some(step)) => step.handover.state.word().code().to_owned(),
        Err(Refused::Illegal(why)) => format!("{why:?}"),
        Err(Refused::Faults(faults)) => format!("{faults:?}"),
    }
}

/// Rows are acts with whoever they are for, columns states. Two hours after the offer it is overdue, eight
/// hours after it expires; the table is read nine hours after it.
#[test]
fn every_transition_allowed_and_refused() {
    use Who::{Receiver as R, Sender as S, Time as T};
    #[rustfmt::skip]
    let table: [(&str, Who, [&str; 9]); 10] = [
        // act, by         draft         offered       escalated     questioned    accepted       returned      done    withdrawn  expired
        ("offer", S,      ["offered",    "Waits",      "Waits",      "Waits",      "Accepted",    "offered",    "Over", "Over",    "offered"]),
        ("pool", S,       ["offered",    "offered",    "offered",    "offered",    "Accepted",    "offered",    "Over", "Over",    "offered"]),
        ("accept", R,     ["NotOffered", "accepted",   "accepted",   "accepted",   "Accepted",    "Returned",   "Over", "Over",    "accepted"]),
        ("question", R,   ["NotOffered", "questioned", "questioned", "questioned", "Accepted",    "Returned",   "Over", "Over",    "questioned"]),
        ("answer", S,     ["NothingAsked", "NothingAsked", "NothingAsked", "offered", "Accepted", "Returned",   "Over", "Over",    "NotAccepted"]),
        ("return", R,     ["NotOffered", "returned",   "returned",   "returned",   "Accepted",    "Returned",   "Over", "Over",    "returned"]),
        ("withdraw", S,   ["NotOffered", "withdrawn",  "withdrawn",  "withdrawn",  "Accepted",    "withdrawn",  "Over", "Over",    "withdrawn"]),
        ("done", S,       ["NotAccepted", "NotAccepted", "NotAccepted", "NotAccepted", "done",    "done",       "Over", "Over",    "NotAccepted"]),
        ("escalate", T,   ["NotOverdue", "offered",    "NotOverdue", "NotOverdue", "NotOverdue",  "NotOverdue", "NotOverdue", "NotOverdue", "NotOverdue"]),
        ("expire", T,     ["NotOverdue", "expired",    "expired",    "NotOverdue", "NotOverdue",  "NotOverdue", "NotOverdue", "NotOverdue", "NotOverdue"]),
    ];
    let content = content(HandoverSeverity::Watch);
    let now = day(0) + TimeDelta::hours(9);
    for (word, who, expected) in table {
        for (state, expected) in STATES.into_iter().zip(expected) {
            let done = at(state, &content).act(&act(word, &content), &scene(who, now));
            assert_eq!(outcome(done), expected, "{word} of what is {state}");
        }
    }
}

#[test]
fn each_side_does_what_is_its_own() {
    use Who::{Colleague, Receiver, Sender, Stranger};
    let content = content(HandoverSeverity::Watch);
    let now = day(0) + TimeDelta::hours(1);
    let for_receivers = ["accept", "question", "return"];
    for (state, who, allowed) in [
        ("offered", Receiver, true),
        ("offered", Colleague, false),
        ("offered", Sender, false),
        ("offered", Stranger, false),
        // Once it is overdue, the unit's staff receive it together.
        ("escalated", Receiver, true),
        ("escalated", Colleague, true),
        ("escalated", Stranger, false),
        ("expired", Colleague, true),
    ] {
        for word in for_receivers {
            let done = at(state, &content).act(&act(word, &content), &scene(who, now));
            let is_refused = matches!(done, Err(Refused::Illegal(Illegal::ForTheReceiver)));
            assert_eq!(is_refused, !allowed, "{word} of what is {state} by {who:?}");
        }
    }
    for (state, word) in [
        ("questioned", "answer"),
        ("offered", "withdraw"),
        ("offered", "pool"),
        ("returned", "offer"),
        ("returned", "done"),
    ] {
        for (who, allowed) in [(Sender, true), (Receiver, false), (Stranger, false)] {
            let done = at(state, &content).act(&act(word, &content), &scene(who, now));
            let is_refused = matches!(done, Err(Refused::Illegal(Illegal::ForTheSender)));
            assert_eq!(is_refused, !allowed, "{word} of what is {state} by {who:?}");
        }
    }
}

#[test]
fn nobody_accepts_what_they_offered_but_a_colleague_of_the_same_ward_does() {
    let content = content(HandoverSeverity::Settled);
    let mut handover = at("offered", &content);
    let State::Offered(offer) = &mut handover.state else {
        unreachable!()
    };
    offer.to = Receiver {
        professional: None,
        unit: Some(FROM),
    };
    let accept = Act::Accept {
        synthesis: String::new(),
    };
    let mut scene = scene(Who::Sender, day(0));
    assert_eq!(
        handover.act(&accept, &scene),
        Err(Refused::Illegal(Illegal::OwnOffer))
    );
    scene.who = Some(Person {
        professional: Some(COLLEAGUE),
        units: &[FROM],
    });
    assert_eq!(outcome(handover.act(&accept, &scene)), "accepted");
}

#[test]
fn the_receivers_words_are_asked_for_where_somebody_should_look() {
    let empty = Act::Accept {
        synthesis: "  ".to_owned(),
    };
    for (severity, is_asked) in [
        (Some(HandoverSeverity::Settled), false),
        (Some(HandoverSeverity::Watch), true),
        (Some(HandoverSeverity::Acute), true),
        // Left in a hurry, without a word about it.
        (None, true),
    ] {
        let content = Content {
            severity,
            ..Content::default()
        };
        let done = at("offered", &content).act(&empty, &scene(Who::Receiver, day(0)));
        match done {
            Err(Refused::Faults(faults)) => {
                assert!(is_asked, "{severity:?}");
                assert_eq!(
                    (faults[0].field, faults[0].expected),
                    ("synthesis", Expected::Words)
                );
            }
            done => {
                assert!(!is_asked, "{severity:?}");
                assert_eq!(outcome(done), "accepted");
            }
        }
    }
}

#[test]
fn what_a_handover_lacks_before_it_is_offered() {
    let complete = content(HandoverSeverity::Settled);
    let today = day(0).date_naive();
    let tomorrow = today + TimeDelta::days(1);
    let contact = Some(RecordId(id(9)));
    let cases: [(&str, Content, bool, &[&str]); 10] = [
        ("complete", complete.clone(), false, &[]),
        ("nothing", Content::default(), false, &["type", "severity"]),
        (
            "acute without why",
            Content {
                severity: Some(HandoverSeverity::Acute),
                severity_reason: " ".to_owned(),
                ..complete.clone()
            },
            false,
            &["severity_reason"],
        ),
        (
            "settled without why",
            Content {
                severity_reason: String::new(),
                ..complete.clone()
            },
            false,
            &[],
        ),
        (
            "cover without end",
            cover(&complete, None),
            false,
            &["return_on"],
        ),
        (
            "cover until today",
            cover(&complete, Some(today)),
            false,
            &["return_on"],
        ),
        (
            "cover until tomorrow",
            cover(&complete, Some(tomorrow)),
            false,
            &[],
        ),
        (
            "warm without contact",
            warm(&complete, None),
            true,
            &["joint_contact_id"],
        ),
        (
            "warm with one's own contact",
            warm(&complete, contact),
            false,
            &["joint_contact_id"],
        ),
        ("warm", warm(&complete, contact), true, &[]),
    ];
    for (name, content, is_joint, lacking) in cases {
        let mut scene = scene(Who::Sender, day(0));
        scene.is_joint = is_joint;
        let draft = Handover::draft(content.clone());
        let done = draft.act(&Act::Offer(TO_PERSON, Box::new(content.clone())), &scene);
        match done {
            Err(Refused::Faults(faults)) => {
                let fields: Vec<_> = faults.iter().map(|fault| fault.field).collect();
                assert_eq!(fields, lacking, "{name}");
            }
            done => {
                assert!(lacking.is_empty(), "{name}");
                assert_eq!(outcome(done), "offered", "{name}");
            }
        }
        // Whoever has to go leaves it with a pool, whatever it lacks.
        let left = draft.act(&Act::LeaveWithPool(TO, Box::new(content)), &scene);
        assert_eq!(outcome(left), "offered", "{name}");
    }
}

fn cover(content: &Content, return_on: Option<NaiveDate>) -> Content {
    Content {
        kind: Some(HandoverType::TemporaryCover),
        return_on,
        ..content.clone()
    }
}

fn warm(content: &Content, joint_contact: Option<RecordId>) -> Content {
    Content {
        grade: Some(HandoverGrade::Warm),
        joint_contact,
        ..content.clone()
    }
}

#[test]
fn it_is_offered_to_somebody_and_not_to_oneself() {
    let content = content(HandoverSeverity::Settled);
    let draft = Handover::draft(content.clone());
    for (to, expected) in [
        (Receiver::default(), Expected::Receiver),
        (
            Receiver {
                professional: Some(SENDER),
                unit: None,
            },
            Expected::SomebodyElse,
        ),
    ] {
        let act = Act::Offer(to, Box::new(content.clone()));
        let Err(Refused::Faults(faults)) = draft.act(&act, &scene(Who::Sender, day(0))) else {
            panic!("{to:?} was taken");
        };
        assert_eq!((faults[0].field, faults[0].expected), ("to", expected));
    }
}

#[test]
fn texts_have_an_end() {
    let mut long = content(HandoverSeverity::Settled);
    long.summary = "å".repeat(WORDS_MAX);
    assert!(long.unkept().is_empty());
    long.summary.push('å');
    long.promises = "with\0nul".to_owned();
    let fields: Vec<_> = long.unkept().iter().map(|fault| fault.field).collect();
    assert_eq!(fields, ["summary", "promises"]);
}

#[test]
fn what_the_same_person_did_last_is_not_done_again() {
    let content = content(HandoverSeverity::Watch);
    let accept = act("accept", &content);
    let events = [
        ("offer", "offered", Event::Offered(TO_PERSON)),
        (
            "accept",
            "accepted",
            Event::Accepted(Some("Heard it".to_owned())),
        ),
        (
            "question",
            "questioned",
            Event::Questioned("Since when?".to_owned()),
        ),
        (
            "answer",
            "offered",
            Event::Answered("Since Monday".to_owned()),
        ),
        (
            "return",
            "returned",
            Event::Returned("Not our patient".to_owned()),
        ),
        ("withdraw", "withdrawn", Event::Withdrawn),
        ("done", "done", Event::Done),
    ];
    for (word, state, event) in &events {
        let mut scene = scene(Who::Sender, day(0));
        scene.last = Some(event);
        let done = at(state, &content).act(&act(word, &content), &scene);
        assert_eq!(outcome(done), "nothing", "{word}");
    }
    // In other words it is another one.
    let mut scene = scene(Who::Receiver, day(0));
    let event = Event::Accepted(Some("Something else".to_owned()));
    scene.last = Some(&event);
    assert_eq!(
        outcome(at("accepted", &content).act(&accept, &scene)),
        "Accepted"
    );
}

#[test]
fn it_escalates_once_and_expires_later() {
    let hours = |hours: i64| day(0) + TimeDelta::hours(hours);
    let content = content(HandoverSeverity::Watch);
    for (state, now, expected) in [
        ("offered", hours(2), None),
        (
            "offered",
            hours(2) + TimeDelta::microseconds(1),
            Some(due::Lapse::Escalates),
        ),
        // Whoever was away for long is told first.
        ("offered", hours(100), Some(due::Lapse::Escalates)),
        ("escalated", hours(3), None),
        ("escalated", hours(8), None),
        (
            "escalated",
            hours(8) + TimeDelta::microseconds(1),
            Some(due::Lapse::Expires),
        ),
        ("questioned", hours(100), None),
        ("accepted", hours(100), None),
        ("returned", hours(100), None),
        ("expired", hours(100), None),
    ] {
        assert_eq!(
            due::lapse(&at(state, &content).state, now),
            expected,
            "{state} at {now}"
        );
    }
    // Without a unit of the receiver's, the pool is that of the unit it comes from.
    let mut handover = at("offered", &content);
    let State::Offered(offer) = &mut handover.state else {
        unreachable!()
    };
    offer.to.unit = None;
    let step = handover.act(&Act::Escalate, &scene(Who::Time, hours(3)));
    let state = step.unwrap().unwrap().handover.state;
    assert_eq!(state.receiver().unwrap().unit, Some(FROM));
}

/// Something that may be done, by anybody, after some hours.
fn anything() -> impl Strategy<Value = (usize, usize, i64, bool)> {
    (0..10_usize, 0..5_usize, 0..6_i64, any::<bool>())
}

const ACTS: [&str; 10] = [
    "offer", "pool", "accept", "question", "answer", "return", "withdraw", "done", "escalate",
    "expire",
];

const PEOPLE: [Who; 5] = [
    Who::Sender,
    Who::Receiver,
    Who::Colleague,
    Who::Stranger,
    Who::Time,
];

/// Who could still do something for a side, by themselves.
fn ways(handover: &Handover, who: Who, now: Instant) -> Vec<&'static str> {
    let content = handover.content.clone();
    let acts = ACTS.into_iter().filter(|word| {
        let done = handover.act(&act(word, &content), &scene(who, now));
        matches!(done, Ok(Some(_)))
    });
    acts.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_accepted_snapshot_never_changes_nobody_is_trapped_and_nothing_disappears(
        acts in prop::collection::vec(anything(), 1..40)
    ) {
        let mut handover = Handover::draft(content(HandoverSeverity::Watch));
        let mut now = day(0);
        let mut events: Vec<Event> = Vec::new();
        let mut snapshot: Option<Accepted> = None;
        let mut escalations = 0;
        for (word, who, hours, changes) in acts {
            now += TimeDelta::hours(hours);
            let mut typed = handover.content.clone();
            if changes {
                typed.summary.push('x');
            }
            let mut scene = scene(PEOPLE[who], now);
            scene.last = events.last();
            let before = handover.clone();
            // What is refused changes nothing: `act` cannot, it borrows.
            if let Ok(Some(step)) = handover.act(&act(ACTS[word], &typed), &scene) {
                prop_assert_ne!(&step.handover, &before);
                if matches!(step.event, Event::Offered(_) | Event::LeftWithPool(_)) {
                    escalations = 0;
                }
                escalations += usize::from(step.event == Event::Escalated);
                events.push(step.event);
                handover = step.handover;
            }
            prop_assert!(escalations <= 1, "{events:?}");
            let accepted = match &handover.state {
                State::Accepted(accepted) | State::Done(Some(accepted)) => Some(accepted.clone()),
                _ => None,
            };
            if let Some(snapshot) = &snapshot {
                prop_assert_eq!(accepted.as_ref(), Some(snapshot));
                prop_assert_eq!(&handover.content, &snapshot.content);
            }
            snapshot = accepted.or(snapshot);
            // Whom it asks something has a way on that needs nobody else.
            for (side, who) in [(Side::Outgoing, Who::Sender), (Side::Incoming, Who::Receiver)] {
                let is_theirs = match (side, handover.state.receiver()) {
                    // Offered to a unit or left with its pool, the receiver is any of its staff.
                    (Side::Incoming, Some(to)) => to.professional.is_some() || to.unit == Some(TO),
                    _ => true,
                };
                if is_theirs && handover.state.asks(side) {
                    prop_assert!(
                        !ways(&handover, who, now).is_empty(),
                        "{side:?} is trapped in {:?}", handover.state
                    );
                }
            }
        }
    }
}
