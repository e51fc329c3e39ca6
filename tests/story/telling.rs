//! What can be written down, and what sharing lets more people read.

use chrono::TimeDelta;
use redthread::domain::ids::RecordId;
use redthread::domain::recording::Wrong;
use redthread::domain::story::telling::Moment;
use redthread::domain::story::{About, TEXT_MAX, Telling, Thing, Wish};
use redthread::domain::time::Instant;
use redthread::domain::vocabulary::{Authorship, NarrativeKind};

use crate::store::fixtures::day;

fn moment() -> Moment {
    Moment {
        now: day(60),
        zone: chrono_tz::Europe::Oslo,
        born: Some("1990-05-01".parse().unwrap()),
    }
}

fn good() -> Telling {
    Telling {
        kind: Some(NarrativeKind::Promise),
        authorship: Some(Authorship::ToldToStaff),
        text: " They said\r\nthey would call. ".to_owned(),
        when: "2024".to_owned(),
        wish: Wish {
            level: Some(2),
            named: Vec::new(),
            until: String::new(),
        },
        is_confidential: false,
        about: None,
    }
}

fn faults(telling: &Telling) -> Vec<(&'static str, Wrong)> {
    let faults = telling.checked(moment()).err().unwrap_or_default();
    faults
        .iter()
        .map(|fault| (fault.field, fault.wrong))
        .collect()
}

#[test]
fn words_are_kept_as_they_were_written_but_for_blanks_around_them() {
    let told = good().checked(moment()).unwrap();
    assert_eq!(told.text, "They said\nthey would call.");
    for text in [
        "שלום, אני כאן",
        "🙂🙃",
        "<script>alert(1)</script>",
        "a\u{202e}b",
    ] {
        let told = Telling {
            text: text.to_owned(),
            ..good()
        };
        assert_eq!(told.checked(moment()).unwrap().text, text);
    }
}

/// What is changed of what is good, and what is wrong then.
type Case = (fn(&mut Telling), (&'static str, Wrong));

#[test]
fn what_is_wrong_is_said_of_each_field() {
    let with = |change: fn(&mut Telling)| {
        let mut telling = good();
        change(&mut telling);
        faults(&telling)
    };
    let table: [Case; 14] = [
        // The patient is never kept from what they told.
        (
            |t| t.is_confidential = true,
            ("is_confidential", Wrong::NotKin),
        ),
        (|t| t.kind = None, ("kind", Wrong::Missing)),
        (|t| t.authorship = None, ("authorship", Wrong::Missing)),
        // Nobody of staff types what only the patient types.
        (
            |t| t.authorship = Some(Authorship::PatientVerbatim),
            ("authorship", Wrong::Missing),
        ),
        (|t| t.text = " \n ".to_owned(), ("text", Wrong::Missing)),
        (
            |t| t.text = "x".repeat(TEXT_MAX + 1),
            ("text", Wrong::TooLongAStory),
        ),
        (
            |t| t.text = "a\0b".to_owned(),
            ("text", Wrong::TooLongAStory),
        ),
        (|t| t.when = "once".to_owned(), ("when", Wrong::NoWhen)),
        (|t| t.when = "2100".to_owned(), ("when", Wrong::InFuture)),
        (|t| t.when = "1980".to_owned(), ("when", Wrong::BeforeBirth)),
        (|t| t.wish.level = None, ("level", Wrong::NoChoice)),
        // Learning without identity is a yes of its own.
        (|t| t.wish.level = Some(4), ("level", Wrong::NoChoice)),
        (|t| t.wish.level = Some(1), ("named", Wrong::NobodyChosen)),
        (
            |t| t.wish.until = "2020-01-01".to_owned(),
            ("until", Wrong::InPast),
        ),
    ];
    assert_eq!(faults(&good()), []);
    for (change, expected) in table {
        assert_eq!(with(change), [expected]);
    }
    let all = Telling::default();
    let fields: Vec<_> = faults(&all).into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["kind", "authorship", "text", "level"]);
}

#[test]
fn a_text_of_the_greatest_length_is_kept() {
    let telling = Telling {
        text: "🙂".repeat(TEXT_MAX),
        ..good()
    };
    assert!(telling.checked(moment()).is_ok());
}

#[test]
fn sharing_holds_to_the_end_of_the_last_day_and_not_a_moment_longer() {
    let mut telling = good();
    telling.wish.until = "2026-05-01".to_owned();
    let now = Moment {
        now: "2026-05-01T10:00:00Z".parse().unwrap(),
        ..moment()
    };
    let sharing = telling.checked(now).unwrap().sharing;
    let midnight: Instant = "2026-05-01T22:00:00Z".parse().unwrap();
    assert_eq!(sharing.until, Some(midnight));
    assert_eq!(sharing.level_at(midnight - TimeDelta::microseconds(1)), 2);
    assert_eq!(sharing.level_at(midnight), 0);
}

#[test]
fn what_the_patient_writes_is_their_own_whatever_the_form_says() {
    let telling = Telling {
        authorship: Some(Authorship::NextOfKin),
        ..good()
    };
    let told = telling.in_own_hand(moment()).unwrap();
    assert_eq!(told.authorship, Authorship::PatientVerbatim);
    let hidden = Telling {
        is_confidential: true,
        ..telling
    };
    let faults = hidden.in_own_hand(moment()).unwrap_err();
    assert_eq!(faults[0].wrong, Wrong::NotKin);
}

/// What the patient sees differently is about something that they can see differently, and is never next of kin's.
#[test]
fn what_is_seen_differently_is_about_something() {
    let of = |thing| Some(About::new(thing, RecordId(uuid::Uuid::from_u128(7))));
    for thing in Thing::ALL {
        let about = of(thing);
        let differs = Telling {
            kind: Some(NarrativeKind::SeesDifferently),
            about,
            ..good()
        };
        let is_statement = thing != Thing::Rupture;
        assert_eq!(faults(&differs).is_empty(), is_statement, "{thing:?}");
        let linked = Telling { about, ..good() };
        let is_linked = !matches!(thing, Thing::Request | Thing::Entry);
        assert_eq!(faults(&linked).is_empty(), is_linked, "{thing:?}");
        // As forms and addresses name it, and back.
        let typed = About::typed(&about.unwrap().to_string());
        assert_eq!(typed, about);
    }
    let differs = |about, authorship| Telling {
        kind: Some(NarrativeKind::SeesDifferently),
        authorship: Some(authorship),
        about,
        ..good()
    };
    let nothing = differs(None, Authorship::ToldToStaff);
    assert_eq!(faults(&nothing), [("about", Wrong::NothingNamed)]);
    let kins = differs(of(Thing::Plan), Authorship::NextOfKin);
    assert_eq!(faults(&kins), [("authorship", Wrong::NotKins)]);
    for typed in ["plan", "plan:", "nothing:0", ":", "plan:7", "\u{202e}"] {
        assert_eq!(About::typed(typed), Some(About::NOTHING), "{typed}");
    }
    assert_eq!(About::typed("  "), None);
}
