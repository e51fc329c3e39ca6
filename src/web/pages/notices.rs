//! `/notices`: what the reader was told at once of the patients whom they have a relationship with.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;
use uuid::Uuid;

use crate::app::notices::{self, Asked, List, Read, Row};
use crate::app::paging::Count;
use crate::app::{App, AppError, Refusal};
use crate::domain::news::News;
use crate::domain::trajectory::Directory;
use crate::domain::vocabulary::NewsKind;
use crate::http::Server;
use crate::web::{Fault, Form, Reader, Shell, Text, names, render};

const ADDRESS: &str = "/notices";

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new().route(ADDRESS, get(show).post(read))
}

/// What an address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wanted {
    after: String,
}

#[derive(Debug, Template)]
#[template(path = "notices.html")]
struct Page {
    shell: Shell,
    count: String,
    list: Vec<Item>,
    /// The newest that is shown, where one was not read: up to it all are read together.
    up_to: Option<String>,
    next: Option<String>,
    is_later: bool,
}

#[derive(Debug)]
struct Item {
    id: String,
    /// Where it leads to.
    href: String,
    name: String,
    what: String,
    when: String,
    is_new: bool,
}

async fn show(
    State(app): State<App>,
    reader: Reader,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Fault> {
    let asked = Asked {
        after: match wanted.after.as_str() {
            "" => None,
            after => Some(Uuid::parse_str(after).map_err(|_| Fault::not_found())?),
        },
        ..Asked::default()
    };
    let list = notices::list(&app, &reader.actor(), &asked).await?;
    Ok(render(&page(reader.shell, &list, asked.after.is_some())))
}

/// What is read: one, or all up to one.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Sent {
    one: String,
    up_to: String,
}

async fn read(
    State(app): State<App>,
    reader: Reader,
    Form(sent): Form<Sent>,
) -> Result<Response, Fault> {
    // Before what was sent: whoever is told nothing is told nothing about it either.
    if reader.viewer.reach().is_none() {
        return Err(AppError::from(Refusal::NoCareRole).into());
    }
    let id = |text: &str| Uuid::parse_str(text).map_err(|_| Fault::not_found());
    let which = if sent.one.is_empty() {
        Read::UpTo(id(&sent.up_to)?)
    } else {
        Read::One(id(&sent.one)?)
    };
    notices::read(&app, &reader.actor(), which).await?;
    Ok(Redirect::to(ADDRESS).into_response())
}

fn page(shell: Shell, list: &List, is_later: bool) -> Page {
    let text = shell.text;
    let items: Vec<Item> = list
        .rows
        .iter()
        .map(|row| item(row, &list.directory, text))
        .collect();
    let newest = items.first().map(|item| item.id.clone());
    Page {
        count: match list.count {
            Count::Exactly(n) => text.count("notices-count", n),
            Count::MoreThan(n) => text.count("notices-count-more", n),
        },
        up_to: newest.filter(|_| items.iter().any(|item| item.is_new)),
        next: list.next.map(|last| format!("{ADDRESS}?after={last}")),
        is_later,
        list: items,
        shell,
    }
}

fn item(row: &Row, directory: &Directory, text: Text) -> Item {
    let news = &row.notice.news;
    let patient = row.patient.reference.id.0;
    Item {
        id: row.notice.id.to_string(),
        href: match news.kind {
            NewsKind::HandoverUnaccepted => {
                format!("/patients/{patient}/handovers/{}", news.record.0)
            }
            _ => format!("/patients/{patient}"),
        },
        name: names::patient(row.patient.name(), text),
        what: what(news, directory, text),
        when: text.time(news.at, directory.zone(news.unit)),
        is_new: row.notice.read_at.is_none(),
    }
}

/// What happened, in a sentence.
fn what(news: &News, directory: &Directory, text: Text) -> String {
    let name = |unit| match unit {
        Some(unit) => names::unit(directory, unit, text),
        None => text.say("notices-no-unit"),
    };
    text.with(
        &format!("notices-{}", news.kind.code()),
        [
            ("unit", name(news.unit).into()),
            ("from", name(news.from_unit).into()),
        ],
    )
}

/// Nothing, what was read and what was not.
#[cfg(test)]
pub(in crate::web) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let item = |id: &str, is_new| Item {
        id: id.to_owned(),
        href: "/patients/0190".to_owned(),
        name: "Hedda <Moen>".to_owned(),
        what: text.say("notices-no-unit"),
        when: "2 March 2026".to_owned(),
        is_new,
    };
    let page = |items: Vec<Item>| Page {
        shell: shell.clone(),
        count: text.count("notices-count", items.len() as u64),
        up_to: items.first().map(|item| item.id.clone()),
        next: (!items.is_empty()).then(|| "/notices?after=1".to_owned()),
        is_later: items.is_empty(),
        list: items,
    };
    let full = vec![item("1", true), item("2", false)];
    [page(full), page(Vec::new())]
        .iter()
        .map(|page| page.render().unwrap())
        .collect()
}
