//! The forms of an invented patient, for the checks that every page passes.

use askama::Template;

use super::act;
use super::likeness::Likeness;
use super::lines::{Group, Line};
use super::sending::{Handover, kind_of};
use super::{menu, register, take_over};
use crate::app::recording::VERBS;
use crate::web::components::{Link, Notice, Segment};
use crate::web::header::Header;
use crate::web::pages::handovers::{Help, Parts, label};
use crate::web::{Shell, Text};

fn lines(shell: &Shell) -> Vec<Line> {
    let text = shell.text;
    let line = |name, kind| Line {
        name,
        label: text.say("record-unit"),
        kind,
        value: "<Moen>".to_owned(),
        fault: Some(text.word("record-wrong", "missing")),
        now: Some(text.with("record-now", [("what", "<Berg>".into())])),
        hint: Some(text.say("record-follow-up-hint")),
        is_required: true,
        groups: Vec::new(),
        nth: 0,
    };
    let choices = vec![("a".to_owned(), "<A>".to_owned(), true)];
    vec![
        Line {
            groups: vec![Group {
                heading: Some(text.say("record-everybody")),
                choices,
            }],
            ..line("unit", "choice")
        },
        line("at", "datetime-local"),
        line("minutes", "number"),
        line("room", "text"),
        line("reason", "words"),
        Line {
            value: "true".to_owned(),
            ..line("important_to_patient", "tick")
        },
        Line {
            groups: vec![Group {
                heading: None,
                choices: vec![
                    ("a|1".to_owned(), "<A>".to_owned(), true),
                    ("a|2".to_owned(), "B".to_owned(), false),
                ],
            }],
            ..line("withdraw", "ticks")
        },
        Line {
            nth: 1,
            ..line("others", "choice")
        },
        line("more", "more"),
    ]
}

fn handover(text: Text) -> Handover {
    Handover {
        ways: vec![("offer", text.say("record-pass-offer"), true)],
        parts: Parts::sample(text, true),
        help: Help::sample(text, true),
        draft: Some(("0194".to_owned(), 3)),
        theirs: vec![(label("goodbye", text), "<Tveit>".to_owned())],
    }
}

/// Every verb's form, registering with somebody alike, and a ward with and without patients.
pub(in crate::web) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let notice = Some(Notice {
        heading: text.say("record-outdated"),
        text: text.say("record-outdated-more"),
        is_wrong: true,
    });
    let header = Header {
        patient: "0190".to_owned(),
        name: "Hedda <Moen>".to_owned(),
        phrase: "22".to_owned(),
        identity: "<local>".to_owned(),
    };
    let alike = Likeness {
        rows: vec![(
            "0192".to_owned(),
            "Hedda <Moen>".to_owned(),
            "1990".to_owned(),
        )],
        beyond: Some(text.count("record-alike-beyond", 2)),
    };
    let mut pages: Vec<String> = VERBS
        .iter()
        .map(|verb| {
            let say = |part: &str| text.say(&format!("record-{}-{part}", verb.code));
            let said = menu::Said::of(verb.code, "0190", text).unwrap();
            let page = act::Page {
                shell: shell.clone(),
                header: header.clone(),
                act: verb.code,
                title: say("title"),
                lead: said.sentence,
                button: say("button"),
                notice: notice.clone(),
                alike: (verb.code == "patient").then(|| alike.clone()),
                lines: lines(shell),
                has_more: true,
                key: "k".to_owned(),
                uses: vec!["<1>".to_owned()],
                people: Some(super::known::sample(text)),
                about: Some(("0191".to_owned(), 2)),
                others: said
                    .next
                    .into_iter()
                    .chain([Link {
                        href: "/patients/0190".to_owned(),
                        label: say("title"),
                    }])
                    .collect(),
                handover: kind_of(verb).map(|_| handover(text)),
            };
            page.render().unwrap()
        })
        .collect();
    let register = register::Page {
        shell: shell.clone(),
        notice: notice.clone(),
        lines: lines(shell),
        key: "k".to_owned(),
        alike: Some(alike.clone()),
    };
    pages.push(register.render().unwrap());
    for rows in [
        Vec::new(),
        vec![(
            "0190".to_owned(),
            "<Moen>".to_owned(),
            "1990".to_owned(),
            true,
        )],
    ] {
        let segment = |is_chosen| Segment {
            href: "/patients/take-over?unit=0193".to_owned(),
            label: "<FACT>".to_owned(),
            is_chosen,
        };
        let page = take_over::Page {
            shell: shell.clone(),
            units: vec![segment(true), segment(false)],
            unit: Some("0193".to_owned()),
            notice: Some(Notice {
                heading: text.count("record-taken", 2),
                ..Notice::default()
            }),
            rows,
            from: "2026-03-02T12:00".to_owned(),
            to: "2026-03-02T20:00".to_owned(),
            key: "k".to_owned(),
        };
        pages.push(page.render().unwrap());
    }
    pages
}
