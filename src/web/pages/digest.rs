//! `/digest`: somebody's day. Names stand here, behind the sign-in, and in no e-mail.

use std::collections::HashMap;

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

use crate::app::App;
use crate::app::digest::{self, From, Shown};
use crate::domain::digest::{Line, Part};
use crate::domain::ids::PatientId;
use crate::domain::time;
use crate::http::Server;
use crate::web::components::Segment;
use crate::web::{Fault, Reader, Shell, Text, names, render};

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new().route("/digest", get(show))
}

/// How far back the page can look, in days, beside the last digest: over a weekend, and a week off.
const DAYS: [u32; 2] = [3, 7];

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    days: String,
}

impl Asked {
    fn from(&self) -> From {
        let days = DAYS.into_iter().find(|days| days.to_string() == self.days);
        days.map_or(From::LastDigest, From::Days)
    }
}

async fn show(
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let from = asked.from();
    let shown = digest::show(&app, &reader.actor(), from).await?;
    Ok(render(&Page::new(reader.shell, from, &shown)))
}

#[derive(Debug, Template)]
#[template(path = "digest.html")]
struct Page {
    shell: Shell,
    /// What it tells, and from when on.
    lead: String,
    /// That there is nothing.
    empty: String,
    segments: Vec<Segment>,
    sections: Vec<Section>,
    left_out: u64,
}

#[derive(Debug)]
struct Section {
    key: &'static str,
    title: String,
    what: Option<String>,
    lines: Vec<LineView>,
}

#[derive(Debug)]
struct LineView {
    href: String,
    title: String,
    soon: Option<String>,
    severity: &'static str,
    name: String,
    when: String,
}

impl Page {
    fn new(shell: Shell, from: From, shown: &Shown) -> Self {
        let text = shell.text;
        let zone = shown.directory.service_zone;
        let names: HashMap<PatientId, String> = shown
            .patients
            .iter()
            .map(|patient| {
                let name = names::patient(patient.name(), text);
                (patient.reference.id, name)
            })
            .collect();
        let since = text.time(shown.since, zone);
        let parts = [Part::Urgent, Part::New, Part::Returned, Part::Cleared];
        let sections = parts.into_iter().filter_map(|part| {
            let lines: Vec<LineView> = shown
                .digest
                .lines
                .iter()
                .filter(|line| line.part == part)
                .filter_map(|line| {
                    let name = names.get(&line.flag.patient)?.clone();
                    Some(view(line, name, zone, text))
                })
                .collect();
            (!lines.is_empty()).then(|| section(part, lines, text))
        });
        Self {
            lead: text.with("digest-lead", [("since", since.as_str().into())]),
            empty: text.with("digest-empty", [("since", since.as_str().into())]),
            segments: segments(from, text),
            sections: sections.collect(),
            left_out: shown.digest.left_out,
            shell,
        }
    }
}

fn section(part: Part, lines: Vec<LineView>, text: Text) -> Section {
    let (key, title, what) = match part {
        Part::Urgent => ("urgent", "digest-part-urgent", None),
        Part::New => ("new", "digest-part-new", None),
        Part::Returned => (
            "returned",
            "digest-part-returned",
            Some("digest-part-returned-what"),
        ),
        Part::Cleared => (
            "cleared",
            "digest-part-cleared",
            Some("digest-part-cleared-what"),
        ),
    };
    Section {
        key,
        title: text.say(title),
        what: what.map(|key| text.say(key)),
        lines,
    }
}

fn view(line: &Line, name: String, zone: chrono_tz::Tz, text: Text) -> LineView {
    let flag = &line.flag;
    let patient = flag.patient.0;
    // What is gone has nothing to show on the timeline, and is for nobody to look at soon.
    let is_there = flag.cleared_at.is_none();
    let on = |at| text.date(time::local_date(at, zone));
    let (key, at) = match flag.cleared_at {
        Some(at) => ("digest-gone", at),
        None if line.is_new => ("digest-found-new", flag.recorded_at),
        None => ("digest-found", flag.recorded_at),
    };
    LineView {
        href: if is_there {
            format!("/patients/{patient}?flag={}#timeline", flag.key())
        } else {
            format!("/patients/{patient}")
        },
        title: text.say(&format!("flag-{}-title", flag.code)),
        soon: is_there.then(|| text.capital_word("severity", flag.severity.code())),
        severity: if is_there {
            flag.severity.code()
        } else {
            "info"
        },
        name,
        when: text.with(key, [("date", on(at).into())]),
    }
}

fn segments(from: From, text: Text) -> Vec<Segment> {
    let days = DAYS.into_iter().map(|days| Segment {
        href: format!("/digest?days={days}"),
        label: text.count("digest-from-days", days.into()),
        is_chosen: from == From::Days(days),
    });
    let last = Segment {
        href: "/digest".to_owned(),
        label: text.say("digest-from-last"),
        is_chosen: from == From::LastDigest,
    };
    std::iter::once(last).chain(days).collect()
}

/// A full day, and an empty one.
#[cfg(test)]
pub(in crate::web) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let line = |severity: &'static str| LineView {
        href: "/patients/0190?flag=1#timeline".to_owned(),
        title: text.say("flag-abrupt_ending-title"),
        soon: Some(text.capital_word("severity", severity)),
        severity,
        name: "Hedda <Moen>".to_owned(),
        when: text.with("digest-found-new", [("date", "2 March 2026".into())]),
    };
    let page = |sections, left_out| Page {
        shell: shell.clone(),
        lead: text.with("digest-lead", [("since", "1 March 2026".into())]),
        empty: text.with("digest-empty", [("since", "1 March 2026".into())]),
        segments: segments(From::Days(3), text),
        sections,
        left_out,
    };
    let full = vec![
        section(Part::Urgent, vec![line("urgent")], text),
        section(Part::New, vec![line("attention")], text),
        section(Part::Returned, vec![line("info")], text),
        section(Part::Cleared, vec![line("info")], text),
    ];
    [page(full, 2), page(Vec::new(), 0)]
        .iter()
        .map(|page| page.render().unwrap())
        .collect()
}
