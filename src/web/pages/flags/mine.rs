//! `/flags`: the flags that are the reader's to answer, in groups by how soon.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;

use super::{Done, WasDone};
use crate::app::App;
use crate::app::flags::{self, Asked, Mine, Row, Which};
use crate::app::paging::Count;
use crate::domain::flags::rules::RULES;
use crate::domain::time;
use crate::domain::vocabulary::{FlagState, Severity};
use crate::web::flag_card::{Back, Card};
use crate::web::flag_words::Teller;
use crate::web::{Fault, Reader, Shell, Text, names, render};

/// What an address asks for. What it does not know, it does not narrow by.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    soon: String,
    state: String,
    rule: String,
    after: String,
    #[serde(flatten)]
    was_done: WasDone,
}

impl Wanted {
    fn asked(&self) -> Asked {
        let rule = RULES
            .iter()
            .find(|rule| rule.number.to_string() == self.rule);
        Asked {
            which: Which {
                severity: self.soon.parse().ok(),
                state: self.state(),
                code: rule.map(|rule| rule.code.to_owned()),
            },
            after: (!self.after.is_empty()).then(|| self.after.clone()),
            limit: None,
        }
    }

    fn state(&self) -> Option<FlagState> {
        let state = self.state.parse().ok();
        state.filter(|state| *state != FlagState::Cleared)
    }

    fn is_narrowed(&self) -> bool {
        let which = self.asked().which;
        which != Which::default()
    }
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Fault> {
    let found = flags::mine(&app, &reader.actor(), &wanted.asked()).await?;
    Ok(render(&Page::new(reader.shell, &wanted, &found)))
}

#[derive(Debug, Template)]
#[template(path = "flags/mine.html")]
struct Page {
    shell: Shell,
    count: String,
    groups: Vec<Group>,
    severities: Vec<Choice>,
    states: Vec<Choice>,
    rules: Vec<Choice>,
    is_narrowed: bool,
    is_later: bool,
    next: Option<String>,
    done: Option<Done>,
}

/// Something to narrow the list by.
#[derive(Debug)]
struct Choice {
    value: String,
    label: String,
    is_chosen: bool,
}

/// Flags that are due alike.
#[derive(Debug)]
struct Group {
    key: &'static str,
    title: String,
    cards: Vec<Card>,
}

impl Page {
    fn new(shell: Shell, wanted: &Wanted, found: &Mine) -> Self {
        let text = shell.text;
        let which = wanted.asked().which;
        let groups = [Severity::Urgent, Severity::Attention, Severity::Info];
        let groups = groups.into_iter().filter_map(|severity| {
            let rows = found.rows.iter();
            let cards: Vec<Card> = rows
                .filter(|row| row.stored.severity == severity)
                .map(|row| card(row, found, text))
                .collect();
            (!cards.is_empty()).then(|| Group {
                key: severity.code(),
                title: text.say(&format!("life-group-{}", severity.code())),
                cards,
            })
        });
        Self {
            count: match found.count {
                Count::Exactly(n) => text.count("life-count", n),
                Count::MoreThan(n) => text.count("life-count-more", n),
            },
            groups: groups.collect(),
            severities: choices(
                Severity::CODES,
                which.severity.map(Severity::code),
                |code| text.say(&format!("life-group-{code}")),
            ),
            states: choices(
                &[
                    "open",
                    "acknowledged",
                    "snoozed",
                    "resolved",
                    "not_applicable",
                ],
                which.state.map(FlagState::code),
                |code| text.capital_word("flag-state", code),
            ),
            rules: rules(&wanted.rule, text),
            is_narrowed: wanted.is_narrowed(),
            is_later: !wanted.after.is_empty(),
            next: found.next.as_ref().map(|mark| wanted.next(mark)),
            done: wanted.was_done.say(text),
            shell,
        }
    }
}

impl Wanted {
    /// The address of the page after this one. Nothing in it needs a percent sign: codes, a number and a
    /// mark that was handed out.
    fn next(&self, mark: &str) -> String {
        let which = self.asked().which;
        let mut address = "/flags?".to_owned();
        for (name, value) in [
            ("soon", which.severity.map_or("", Severity::code)),
            ("state", which.state.map_or("", FlagState::code)),
            ("rule", which.code.as_ref().map_or("", |_| &self.rule)),
        ] {
            if !value.is_empty() {
                address.extend([name, "=", value, "&"]);
            }
        }
        address.push_str("after=");
        address.push_str(mark);
        address
    }
}

fn card(row: &Row, found: &Mine, text: Text) -> Card {
    let teller = Teller {
        text,
        directory: &found.directory,
        policy: &row.policy,
        today: time::local_date(found.now, found.directory.service_zone),
    };
    let patient = row.stored.patient.0.to_string();
    Card {
        name: Some(names::patient(row.patient.name(), text)),
        ..Card::new(&teller, patient, &row.flag, Some(&row.stored), Back::Mine)
    }
}

fn choices(codes: &[&str], chosen: Option<&str>, label: impl Fn(&str) -> String) -> Vec<Choice> {
    codes
        .iter()
        .map(|code| Choice {
            value: (*code).to_owned(),
            label: label(code),
            is_chosen: chosen == Some(*code),
        })
        .collect()
}

fn rules(chosen: &str, text: Text) -> Vec<Choice> {
    RULES
        .iter()
        .map(|rule| Choice {
            value: rule.number.to_string(),
            label: text.say(&format!("flag-{}-title", rule.code)),
            is_chosen: rule.number.to_string() == chosen,
        })
        .collect()
}

/// A card of an invented flag.
#[cfg(test)]
pub(super) fn sample(shell: &Shell, n: usize) -> Card {
    use chrono::NaiveDate;

    use crate::app::flags::StoredFlag;
    use crate::domain::flags::life::State;
    use crate::domain::flags::{Evidence, Flag, Owner, Policy, Subject};
    use crate::domain::ids::{FlagId, PatientId, RecordId};
    use crate::domain::trajectory::Directory;
    use crate::domain::vocabulary::OwnerRole;
    use crate::web::flag_forms::{Doing, Typed};

    let day = NaiveDate::from_ymd_opt(2026, 2, 22).unwrap();
    let (code, severity) = [
        ("no_follow_up_7d", Severity::Urgent),
        ("no_follow_up_72h", Severity::Attention),
    ][n % 2];
    let flag = Flag {
        code,
        severity,
        subject: Subject::Admission(RecordId(uuid::Uuid::from_u128(7))),
        evidence: Evidence::new()
            .with("discharged", day)
            .with("attempts", 1_usize),
        owner: OwnerRole::NamedContact,
    };
    let at = "2026-03-02T11:00:00Z".parse().unwrap();
    let stored = StoredFlag {
        patient: PatientId(uuid::Uuid::from_u128(1)),
        id: FlagId(uuid::Uuid::from_u128(n as u128)),
        code: code.to_owned(),
        subject_kind: "admission".to_owned(),
        subject_id: uuid::Uuid::from_u128(7),
        severity,
        evidence: serde_json::Value::Null,
        owner_role: OwnerRole::NamedContact,
        owner: Owner::default(),
        is_private: false,
        raised_at: at,
        is_recorded_late: n == 1,
        policy: None,
        state: if n == 0 {
            State::Open
        } else {
            State::NotApplicable {
                reason: "<Moen>".to_owned(),
            }
        },
        settled: (n == 1).then(|| ("account:<Berg>".to_owned(), at)),
        cleared_at: None,
        version: 3,
    };
    let directory = Directory::empty(chrono_tz::Europe::Oslo);
    let policy = Policy::default();
    let teller = Teller {
        text: shell.text,
        directory: &directory,
        policy: &policy,
        today: NaiveDate::from_ymd_opt(2026, 3, 2).unwrap(),
    };
    let patient = stored.patient.0.to_string();
    let mut card = Card {
        name: Some("Hedda <Moen>".to_owned()),
        ..Card::new(&teller, patient, &flag, Some(&stored), Back::Mine)
    };
    if n == 0 {
        let typed = Typed {
            act: "snooze".to_owned(),
            fields: vec![
                ("until", "2027-01-01".to_owned()),
                ("reason", "<Moen>".to_owned()),
            ],
            faults: vec![("until", shell.text.count("life-wrong-until", 30))],
        };
        card.doing = Some(Doing::new(&stored, &flag, teller.today, &typed, shell.text));
    }
    card
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let empty = |is_narrowed| Page {
        shell: shell.clone(),
        count: String::new(),
        groups: Vec::new(),
        severities: Vec::new(),
        states: Vec::new(),
        rules: rules("7", text),
        is_narrowed,
        is_later: false,
        next: None,
        done: None,
    };
    let full = Page {
        count: text.count("life-count", 2),
        groups: vec![Group {
            key: "urgent",
            title: text.say("life-group-urgent"),
            cards: vec![sample(shell, 0), sample(shell, 1)],
        }],
        is_later: true,
        next: Some("/flags?after=x".to_owned()),
        done: Some(Done {
            sentence: text.say("life-done-snooze"),
            patient: "1".to_owned(),
            flag: "2".to_owned(),
            undo: Some(4),
        }),
        ..empty(false)
    };
    [empty(false), empty(true), full]
        .map(|page| page.render().unwrap())
        .into()
}
