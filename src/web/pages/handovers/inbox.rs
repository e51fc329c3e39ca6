//! `/handovers`: those that wait for the reader, for the staff of a unit together, and those that the
//! reader offered or is writing.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::{address_of, path_of};
use crate::app::App;
use crate::app::handovers::{self, Address, Asked, Draft, Inbox, List};
use crate::app::paging::Count;
use crate::app::record::Details;
use crate::domain::handover::needs_synthesis;
use crate::domain::vocabulary::HandoverState;
use crate::web::components::Notice;
use crate::web::handing_words::Handing;
use crate::web::{Fault, Form, Reader, Shell, Text, names, render};

use super::writing;

/// What an address asks for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    tab: String,
    after: String,
    accepted: String,
    refused: String,
}

impl Wanted {
    fn inbox(&self) -> Inbox {
        match self.tab.as_str() {
            "pool" => Inbox::Pool,
            "sent" => Inbox::Sent,
            _ => Inbox::Mine,
        }
    }
}

/// A handover of the list.
#[derive(Debug, Clone)]
struct Item {
    path: String,
    name: String,
    state: String,
    severity: Option<String>,
    kind: String,
    between: String,
    is_overdue: bool,
    /// What the box to choose it by is called.
    choose: String,
    /// What accepting it with others sends.
    accept: Option<String>,
}

/// One of the lists.
#[derive(Debug, Clone)]
struct Tab {
    href: &'static str,
    label: String,
    is_current: bool,
}

#[derive(Debug, Template)]
#[template(path = "handovers/inbox.html")]
struct Page {
    shell: Shell,
    tabs: Vec<Tab>,
    tab: &'static str,
    count: String,
    list: Vec<Item>,
    drafts: Vec<(String, String, String)>,
    can_accept: bool,
    next: Option<String>,
    is_later: bool,
    notice: Option<Notice>,
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Fault> {
    let actor = reader.actor();
    let asked = Asked {
        inbox: wanted.inbox(),
        after: (!wanted.after.is_empty()).then(|| wanted.after.clone()),
        limit: None,
    };
    let found = handovers::inbox(&app, &actor, &asked).await?;
    let drafts = match wanted.inbox() {
        Inbox::Sent if wanted.after.is_empty() => handovers::drafts(&app, &actor).await?,
        _ => Vec::new(),
    };
    Ok(render(&page(&app, reader.shell, &wanted, &found, &drafts)))
}

/// Accepts several settled ones together.
pub(super) async fn accept(
    State(app): State<App>,
    reader: Reader,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let mut looked_at: Vec<(Address, i32)> = Vec::new();
    for (_, value) in sent.iter().filter(|(name, _)| name == "accept") {
        let mut parts = value.split('.');
        let mut part = || parts.next().unwrap_or_default();
        let address = address_of(part(), part())?;
        looked_at.push((address, part().parse().unwrap_or(-1)));
    }
    let tab = sent
        .iter()
        .find(|(name, value)| name == "tab" && value == "pool")
        .map_or("", |_| "&tab=pool");
    let done = handovers::accept_settled(&app, &reader.actor(), &looked_at).await?;
    let (accepted, refused) = (done.accepted.len(), done.refused.len());
    let path = format!("/handovers?accepted={accepted}&refused={refused}{tab}");
    Ok(Redirect::to(&path).into_response())
}

fn page(
    app: &App,
    shell: Shell,
    wanted: &Wanted,
    found: &List,
    drafts: &[(Details, Draft)],
) -> Page {
    let text = shell.text;
    let inbox = wanted.inbox();
    let handing = Handing {
        text,
        directory: &found.directory,
    };
    let items = found.rows.iter().map(|row| {
        let stored = &row.stored;
        let address = Address {
            patient: stored.patient,
            handover: stored.id,
        };
        let severity = stored.handover.content.severity;
        let is_settled = !needs_synthesis(severity);
        let waits = matches!(
            stored.handover.state.word(),
            HandoverState::Offered | HandoverState::Questioned
        );
        Item {
            path: path_of(address),
            choose: text.with(
                "handing-choose",
                [("name", names::patient(row.patient.name(), text).into())],
            ),
            name: names::patient(row.patient.name(), text),
            state: handing.state(stored, found.now),
            severity: severity.map(|word| text.capital_word("handover-severity", word.code())),
            kind: text.word("handover-type", stored.kind.code()),
            between: text.with(
                "handing-between",
                [
                    ("from", handing.sender(stored).into()),
                    ("to", handing.receiver(stored.to).into()),
                ],
            ),
            is_overdue: stored
                .handover
                .state
                .offer()
                .is_some_and(|offer| offer.is_overdue(found.now)),
            accept: (inbox != Inbox::Sent && is_settled && waits)
                .then(|| format!("{}.{}.{}", stored.patient.0, stored.id.0, stored.version)),
        }
    });
    let items: Vec<Item> = items.collect();
    let written = drafts.iter().map(|(patient, draft)| {
        let address = Address {
            patient: draft.patient,
            handover: draft.id,
        };
        (
            path_of(address),
            names::patient(patient.name(), text),
            writing::saved_at(draft, app.zone, text),
        )
    });
    Page {
        tabs: tabs(inbox, text),
        tab: match inbox {
            Inbox::Mine => "",
            Inbox::Pool => "pool",
            Inbox::Sent => "sent",
        },
        count: match found.count {
            Count::Exactly(n) => text.count("handing-count", n),
            Count::MoreThan(n) => text.count("handing-count-more", n),
        },
        can_accept: items.iter().any(|item| item.accept.is_some()),
        list: items,
        drafts: written.collect(),
        next: found
            .next
            .as_ref()
            .map(|next| format!("/handovers?tab={}&after={next}", wanted.tab_code())),
        is_later: !wanted.after.is_empty(),
        notice: accepted(wanted, text),
        shell,
    }
}

impl Wanted {
    fn tab_code(&self) -> &'static str {
        match self.inbox() {
            Inbox::Mine => "mine",
            Inbox::Pool => "pool",
            Inbox::Sent => "sent",
        }
    }
}

fn tabs(inbox: Inbox, text: Text) -> Vec<Tab> {
    [
        ("/handovers", "handing-tab-mine", Inbox::Mine),
        ("/handovers?tab=pool", "handing-tab-pool", Inbox::Pool),
        ("/handovers?tab=sent", "handing-tab-sent", Inbox::Sent),
    ]
    .into_iter()
    .map(|(href, key, this)| Tab {
        href,
        label: text.say(key),
        is_current: this == inbox,
    })
    .collect()
}

fn accepted(wanted: &Wanted, text: Text) -> Option<Notice> {
    let accepted: u64 = wanted.accepted.parse().ok()?;
    let refused: u64 = wanted.refused.parse().unwrap_or(0);
    Some(Notice {
        heading: text.count("handing-accepted-together", accepted),
        text: if refused == 0 {
            String::new()
        } else {
            text.count("handing-refused-together", refused)
        },
        is_wrong: refused > 0,
    })
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let item = Item {
        path: "/patients/1/handovers/2".to_owned(),
        name: "Hedda <Moen>".to_owned(),
        choose: text.with("handing-choose", [("name", "<Moen>".into())]),
        state: text.say("handing-is-returned"),
        severity: Some(text.capital_word("handover-severity", "settled")),
        kind: text.word("handover-type", "shift"),
        between: text.with(
            "handing-between",
            [("from", "<Tveit>".into()), ("to", "<FACT>".into())],
        ),
        is_overdue: true,
        accept: Some("1.2.3".to_owned()),
    };
    let wanted = Wanted {
        accepted: "2".to_owned(),
        refused: "1".to_owned(),
        ..Wanted::default()
    };
    let page = |items: Vec<Item>| Page {
        shell: shell.clone(),
        tabs: tabs(Inbox::Mine, text),
        tab: "",
        count: text.count("handing-count", 2),
        can_accept: !items.is_empty(),
        drafts: vec![(
            "/patients/1/handovers/2".to_owned(),
            "Hedda <Moen>".to_owned(),
            text.with("handing-saved", [("time", "14:31".into())]),
        )],
        list: items,
        next: Some("/handovers?after=x".to_owned()),
        is_later: true,
        notice: accepted(&wanted, text),
    };
    [page(vec![item]), page(Vec::new())]
        .map(|page| page.render().unwrap())
        .into()
}
