//! `/patients/{id}/search`: finding texts of a record by their words. What is looked for is sent as a form, so
//! that it is never in an address.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;
use uuid::Uuid;

use super::patient::patient_id;
use super::plans::requests::subject as subject_of;
use crate::app::paging::Count;
use crate::app::texts::{self, Found, Hit, Search, Source};
use crate::app::{App, AppError};
use crate::domain::ids::{PatientId, RecordId};
use crate::domain::search::Piece;
use crate::http::Server;
use crate::web::header::Header;
use crate::web::{Fault, Form, Reader, Shell, Text, render};

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new().route("/patients/{id}/search", get(ask).post(find))
}

/// What was typed; it comes back as it was.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    words: String,
    /// The last text of the page before.
    after: String,
}

/// A text that was found, in words.
struct Row {
    /// Where it is read whole.
    href: String,
    title: String,
    on: String,
    part: Option<String>,
    pieces: Vec<Piece>,
    is_cut_before: bool,
    is_cut_after: bool,
}

#[derive(Template)]
#[template(path = "texts.html")]
struct Page {
    shell: Shell,
    header: Header,
    words: String,
    /// Whether there was anything to look for.
    is_asked: bool,
    rows: Vec<Row>,
    count: String,
    next: Option<String>,
}

async fn ask(
    State(app): State<App>,
    reader: Reader,
    Path(patient): Path<String>,
) -> Result<Response, Fault> {
    show(&app, reader, patient_id(&patient)?, Typed::default()).await
}

async fn find(
    State(app): State<App>,
    reader: Reader,
    Path(patient): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    show(&app, reader, patient_id(&patient)?, typed).await
}

async fn show(
    app: &App,
    reader: Reader,
    patient: PatientId,
    typed: Typed,
) -> Result<Response, Fault> {
    let mut search = Search {
        patient,
        words: typed.words,
        after: Uuid::parse_str(&typed.after).ok().map(RecordId),
        limit: None,
    };
    let actor = reader.actor();
    let found = match texts::find(app, &actor, &search).await {
        // What the page before ended with is there no more, or no more for the reader: begin again.
        Err(AppError::InvalidInput { field: "after", .. }) => {
            search.after = None;
            texts::find(app, &actor, &search).await?
        }
        found => found?,
    };
    Ok(render(&page(reader.shell, search.words, &found)))
}

fn page(shell: Shell, words: String, found: &Found) -> Page {
    let text = shell.text;
    let opened = &found.opened;
    let patient = opened.patient.reference.id;
    Page {
        header: Header::new(opened, &opened.case(), text),
        words,
        is_asked: found.is_asked,
        rows: found
            .hits
            .iter()
            .map(|hit| row(patient, hit, text))
            .collect(),
        count: match found.count {
            Count::Exactly(n) => text.count("finding-count", n),
            Count::MoreThan(n) => text.count("finding-many", n),
        },
        next: found.next.map(|last| last.0.to_string()),
        shell,
    }
}

fn row(patient: PatientId, hit: &Hit, text: Text) -> Row {
    let at = |end: String| format!("/patients/{}/{end}", patient.0);
    let id = hit.id.0;
    let (href, title) = match &hit.source {
        Source::Narrative { kind, .. } => (
            at(format!("story/{id}")),
            text.capital_word("narrative", kind),
        ),
        Source::Plan(kind) if kind == "crisis_plan" => (
            at("crisis-plan".to_owned()),
            text.capital_word("plan", kind),
        ),
        Source::Plan(kind) => (at(String::new()), text.capital_word("plan", kind)),
        Source::Request(subject) => (
            at("requests".to_owned()),
            text.with(
                "finding-request",
                [("subject", subject_of(subject, text).into())],
            ),
        ),
        Source::Handover(kind) => {
            let kind = text.word("handover-type", kind);
            let title = text.with("finding-handover", [("kind", kind.into())]);
            (at(format!("handovers/{id}")), title)
        }
    };
    let part = match &hit.source {
        Source::Plan(_) => Some(text.say(&format!("finding-part-{}", hit.part))),
        Source::Request(_) if hit.part == "reason" => Some(text.say("finding-part-reason")),
        _ => None,
    };
    Row {
        href: href.trim_end_matches('/').to_owned(),
        title,
        on: text.date(hit.on),
        part,
        pieces: hit.snippet.pieces.clone(),
        is_cut_before: hit.snippet.is_cut_before,
        is_cut_after: hit.snippet.is_cut_after,
    }
}

#[cfg(test)]
pub(in crate::web) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let hit = |source, part| Hit {
        id: RecordId(Uuid::nil()),
        source,
        on: "2026-03-02".parse().unwrap(),
        part,
        snippet: crate::domain::search::snippet(
            &format!("{} <b>sjøen</b> {}", "dag ".repeat(80), "dag ".repeat(80)),
            &crate::domain::search::Query::read("sjo"),
        ),
    };
    let narrative = Source::Narrative {
        kind: "promise".to_owned(),
        author: None,
    };
    let hits = [
        hit(narrative, "text"),
        hit(Source::Plan("crisis_plan".to_owned()), "patient"),
        hit(Source::Plan("individual_plan".to_owned()), "staff"),
        hit(Source::Request("<annen lege>".to_owned()), "reason"),
        hit(Source::Handover("shift".to_owned()), "summary"),
    ];
    let patient = PatientId(Uuid::nil());
    let sample = |words: &str, hits: &[Hit]| Page {
        shell: shell.clone(),
        header: Header {
            patient: "0190".to_owned(),
            name: "Hedda <Moen>".to_owned(),
            phrase: "22".to_owned(),
            identity: "<local>".to_owned(),
        },
        words: words.to_owned(),
        is_asked: !words.is_empty(),
        rows: hits.iter().map(|hit| row(patient, hit, text)).collect(),
        count: text.count("finding-count", hits.len() as u64),
        next: (!hits.is_empty()).then(|| "0191".to_owned()),
    };
    [
        sample("<sjø>", &hits),
        sample("<sjø>", &[]),
        sample("", &[]),
    ]
    .map(|page| page.render().unwrap())
    .into()
}
