//! `/style`: every component in every state, for those who build pages. In development only; in a
//! service there is nothing at this address.

use askama::Template;
use axum::Router;
use axum::response::Response;
use axum::routing::get;

use crate::http::Server;
use crate::web::components::{Empty, Fact, Field, FlagCard, Link, Notice, Pager, Segment};
use crate::web::{Guest, Shell, render};

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new().route("/style", get(show))
}

async fn show(guest: Guest) -> Response {
    render(&StylePage::sample(guest.shell))
}

/// Every component, with invented people.
#[derive(Debug, Template)]
#[template(path = "style.html")]
pub(in crate::web) struct StylePage {
    shell: Shell,
    /// Roles of `tokens.css` that are grounds or graphics.
    colours: &'static [&'static str],
    name: Field,
    from: Field,
    to: Field,
    flags: Vec<FlagCard>,
    facts: Vec<Fact>,
    notices: Vec<Notice>,
    empty: Empty,
    windows: Vec<Segment>,
    pager: Pager,
}

const COLOURS: &[&str] = &[
    "paper", "wash", "ink", "ink-2", "rule", "edge", "thread", "band", "bar", "bar-edge", "bed",
    "hatch", "tint", "grid",
];

impl StylePage {
    /// The page as it is shown.
    pub(in crate::web) fn sample(shell: Shell) -> Self {
        let say = |key: &str| shell.text.say(&format!("style-{key}"));
        let (name, from, to) = fields(&say);
        Self {
            colours: COLOURS,
            name,
            from,
            to,
            flags: flags(&say),
            facts: facts(&say, shell.text.decimal(0.42, 2)),
            notices: ["done", "wrong"].map(|kind| notice(&say, kind)).into(),
            empty: Empty {
                what: say("empty-what"),
                why: say("empty-why"),
                action: Some(link(say("empty-act"))),
            },
            windows: ["30", "1", "5", "all"]
                .map(|window| Segment {
                    href: format!("#window-{window}"),
                    label: say(&format!("window-{window}")),
                    is_chosen: window == "1",
                })
                .into(),
            pager: Pager {
                label: say("pager"),
                count: say("pager-count"),
                first: Some(link(say("pager-first"))),
                next: Some(link(say("pager-next"))),
            },
            shell,
        }
    }

    fn say(&self, key: &str) -> String {
        self.shell.text.say(&format!("style-{key}"))
    }
}

fn link(label: String) -> Link {
    Link {
        href: "#content".to_owned(),
        label,
    }
}

fn fields(say: &impl Fn(&str) -> String) -> (Field, Field, Field) {
    let name = Field {
        name: "name",
        kind: "search",
        label: say("field-name"),
        hint: Some(say("field-name-hint")),
        value: say("field-name-value"),
        autocomplete: Some("off"),
        ..Field::default()
    };
    let day = |name, value: &str| Field {
        name,
        kind: "date",
        label: say(&format!("field-{name}")),
        value: value.to_owned(),
        is_required: true,
        ..Field::default()
    };
    let to = Field {
        error: Some(say("field-to-fault")),
        ..day("to", "2025-03-02")
    };
    (name, day("from", "2026-03-02"), to)
}

fn flags(say: &impl Fn(&str) -> String) -> Vec<FlagCard> {
    let flag = |key: &str, actions: &[&str]| FlagCard {
        sentence: say(&format!("flag-{key}")),
        evidence: say(&format!("flag-{key}-evidence")),
        actions: actions.iter().map(|key| link(say(key))).collect(),
        ..FlagCard::default()
    };
    vec![
        FlagCard {
            is_thread: true,
            is_urgent: true,
            ..flag("goodbye", &["act-plan", "act-show", "act-answer"])
        },
        flag("handover", &["act-show", "act-answer"]),
        flag("teams", &["act-answer"]),
    ]
}

fn facts(say: &impl Fn(&str) -> String, secon: String) -> Vec<Fact> {
    let fact = |label: &str, value: String| Fact {
        label: say(label),
        value,
        ..Fact::default()
    };
    vec![
        fact("fact-contact", say("fact-contact-value")),
        Fact {
            more: Some(say("fact-secon-more")),
            ..fact("fact-secon", secon)
        },
        fact("fact-moves", say("none")),
        Fact {
            is_missing: true,
            ..fact("fact-plan", say("not-recorded"))
        },
        Fact {
            is_missing: true,
            ..fact("fact-secon", say("too-few"))
        },
    ]
}

fn notice(say: &impl Fn(&str) -> String, kind: &str) -> Notice {
    Notice {
        heading: say(&format!("notice-{kind}")),
        text: say(&format!("notice-{kind}-text")),
        is_wrong: kind == "wrong",
    }
}
