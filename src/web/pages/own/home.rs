//! `/own`: everything that is the patient's, or the code that opens it.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;

use super::view::OwnEntry;
use super::{OwnReader, door};
use crate::app::App;
use crate::app::story::{self, Heard, Story};
use crate::domain::story::chapters;
use crate::domain::time::local_date;
use crate::domain::vocabulary::Authorship;
use crate::web::components::Notice;
use crate::web::{Fault, Shell, Text, names, render};

/// The most entries on the page.
const MOST: u64 = 500;

/// What an address says was done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    done: String,
}

/// Entries of one kind.
struct Chapter {
    code: &'static str,
    title: String,
    entries: Vec<OwnEntry>,
}

#[derive(Template)]
#[template(path = "own/home.html")]
struct Page {
    shell: Shell,
    crisis: String,
    name: String,
    chapters: Vec<Chapter>,
    /// What next of kin tell, and not in confidence.
    kin: Vec<OwnEntry>,
    /// That next of kin told something in confidence, and when.
    in_confidence: Vec<String>,
    /// What was taken back.
    gone: Vec<OwnEntry>,
    is_in_question: bool,
    is_more: bool,
    notice: Option<Notice>,
}

pub(super) async fn show(
    State(app): State<App>,
    reader: OwnReader,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    if !reader.own.is_open {
        return door::page(&app, reader.shell, &reader.own).await;
    }
    let found = story::story(&app, &reader.actor(), reader.patient(), (None, MOST)).await?;
    let mut page = page(&app, reader.shell, &found);
    page.notice = done(&asked.done, page.shell.text);
    Ok(render(&page))
}

fn page(app: &App, shell: Shell, found: &Story) -> Page {
    let text = shell.text;
    let opened = &found.opened;
    let view = |heard: &Heard| {
        let about = found.about.get(&heard.entry.id);
        let about = about.map(Vec::as_slice).unwrap_or_default();
        OwnEntry::new(heard, &found.replies, opened, text).linked(about, opened, text)
    };
    let all = || found.entries.iter();
    let living = || all().filter(|heard| heard.entry.withdrawn_at.is_none());
    let is_kin = |authorship| authorship == Authorship::NextOfKin;
    let chapters = chapters().filter_map(|kind| {
        let entries: Vec<OwnEntry> = living()
            .filter(|heard| heard.entry.kind == kind && !is_kin(heard.entry.authorship))
            .map(view)
            .collect();
        (!entries.is_empty()).then(|| Chapter {
            code: kind.code(),
            title: text.capital_word("narrative", kind.code()),
            entries,
        })
    });
    let zone = opened.directory.service_zone;
    Page {
        crisis: app.crisis_numbers.join(" · "),
        name: names::patient(opened.patient.name(), text),
        chapters: chapters.collect(),
        kin: living()
            .filter(|heard| is_kin(heard.entry.authorship))
            .map(view)
            .collect(),
        in_confidence: found
            .in_confidence
            .iter()
            .map(|at| {
                let date = text.date(local_date(*at, zone));
                text.with("own-in-confidence", [("date", date.into())])
            })
            .collect(),
        gone: all()
            .filter(|heard| heard.entry.withdrawn_at.is_some())
            .map(view)
            .collect(),
        is_in_question: found.is_in_question,
        is_more: found.next.is_some(),
        notice: None,
        shell,
    }
}

/// What was done, in a sentence.
fn done(code: &str, text: Text) -> Option<Notice> {
    let known = [
        "written",
        "reword",
        "confirm",
        "dispute",
        "share",
        "withdraw",
        "open_replies",
        "close_replies",
        "reply",
        "link",
        "unlink",
    ];
    known.contains(&code).then(|| Notice {
        heading: text.say(&format!("own-done-{}", code.replace('_', "-"))),
        ..Notice::default()
    })
}

#[cfg(test)]
pub(super) fn entry(id: &str) -> OwnEntry {
    use super::view::Answer;
    OwnEntry {
        id: id.to_owned(),
        version: 2,
        about: "<Berg>".to_owned(),
        text: Some("Jeg spiller <trekkspill>.".to_owned()),
        when: Some("<2019>".to_owned()),
        whose: vec!["<Kari>".to_owned()],
        shared: "<2>".to_owned(),
        answers: vec![Answer {
            who: "<Ola>".to_owned(),
            text: "<hei>".to_owned(),
        }],
        named: vec![crate::web::voice_words::Named {
            code: "plan:0191".to_owned(),
            label: "<Plan>".to_owned(),
            href: "/patients/0190/plans/0191".to_owned(),
        }],
    }
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let sample = |is_whole: bool| Page {
        shell: shell.clone(),
        crisis: if is_whole { "113" } else { "" }.to_owned(),
        name: "Hedda <Moen>".to_owned(),
        chapters: is_whole
            .then(|| Chapter {
                code: "promise",
                title: text.capital_word("narrative", "promise"),
                entries: vec![entry("0191")],
            })
            .into_iter()
            .collect(),
        kin: is_whole.then(|| entry("0192")).into_iter().collect(),
        in_confidence: is_whole.then(|| "<3>".to_owned()).into_iter().collect(),
        gone: is_whole.then(|| entry("0193")).into_iter().collect(),
        is_in_question: is_whole,
        is_more: is_whole,
        notice: done("written", text).filter(|_| is_whole),
    };
    [sample(true), sample(false)]
        .map(|page| page.render().unwrap())
        .into()
}
