//! What was imported: runs, and the files of one.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;
use uuid::Uuid;

use super::{address, new, report};
use crate::app::App;
use crate::app::import::history::{self, Run, RunFile, RunState};
use crate::app::uploads;
use crate::domain::ids::ImportRunId;
use crate::web::components::{Empty, Fact, Link, Notice, Pager};
use crate::web::{Fault, Reader, Shell, Text, render};

/// After which run the page begins.
#[derive(Debug, Deserialize)]
pub(super) struct After {
    after: Option<Uuid>,
}

/// Every run, the latest first.
#[derive(Debug, Template)]
#[template(path = "imports/history.html")]
pub(super) struct HistoryPage {
    shell: Shell,
    current: Option<(Notice, Link)>,
    runs: Vec<Told>,
    empty: Option<Empty>,
    pager: Pager,
}

/// One run.
#[derive(Debug, Template)]
#[template(path = "imports/run.html")]
pub(super) struct RunPage {
    shell: Shell,
    run: Told,
    totals: Vec<Fact>,
    files: Vec<RunFile>,
}

/// A run in words.
#[derive(Debug)]
struct Told {
    href: String,
    when: String,
    ended: Option<String>,
    source: String,
    form: String,
    /// Who; `None` where that was not recorded.
    who: Option<String>,
    state: &'static str,
    state_words: String,
    /// What to know or to do about a run that did not come to its end.
    more: Option<String>,
    counts: crate::app::import::Counts,
}

pub(super) async fn list(
    State(app): State<App>,
    reader: Reader,
    Query(After { after }): Query<After>,
) -> Result<Response, Fault> {
    let actor = reader.actor();
    let page = history::history(&app, &actor, after.map(ImportRunId)).await?;
    let current = uploads::current(&app, &actor)?;
    let text = reader.shell.text;
    let link = |href: String, key: &str| Link {
        href,
        label: text.say(key),
    };
    let runs: Vec<Told> = page.runs.iter().map(|run| told(text, &app, run)).collect();
    let page = HistoryPage {
        current: current.map(|view| {
            let notice = Notice {
                heading: text.word("imports-state-heading", view.state.code()),
                ..Notice::default()
            };
            (notice, link(address(view.id), "imports-look"))
        }),
        empty: runs.is_empty().then(|| Empty {
            what: text.say("imports-none"),
            why: text.say("imports-none-why"),
            action: Some(link("/imports/new".to_owned(), "imports-begin")),
        }),
        pager: Pager {
            label: text.say("imports-history"),
            count: new::total(text, page.total),
            first: after.map(|_| link("/imports".to_owned(), "imports-first")),
            next: page
                .next
                .map(|next| link(format!("/imports?after={}", next.0), "imports-next")),
        },
        runs,
        shell: reader.shell,
    };
    Ok(render(&page))
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path(run): Path<Uuid>,
) -> Result<Response, Fault> {
    let (run, files) = history::show(&app, &reader.actor(), ImportRunId(run)).await?;
    let text = reader.shell.text;
    let page = RunPage {
        run: told(text, &app, &run),
        totals: report::totals(text, run.counts),
        files,
        shell: reader.shell,
    };
    Ok(render(&page))
}

fn told(text: Text, app: &App, run: &Run) -> Told {
    let who = run
        .actor
        .as_deref()
        .map(|actor| match actor.split_once(':') {
            Some(("account", name)) => name.to_owned(),
            Some((_, name)) => format!("{} ({name})", text.say("imports-by-command-line")),
            None => text.say("imports-by-command-line"),
        });
    let more = match &run.state {
        RunState::Running | RunState::Finished => None,
        RunState::CutOff => Some(text.say("imports-run-more-cut_off")),
        RunState::Failed(code) => {
            let code = match code.as_str() {
                "disk_full" => "disk_full",
                "database_busy" | "database_timeout" => "busy",
                "database_unavailable" => "unavailable",
                _ => "internal",
            };
            Some(format!(
                "{} {}",
                text.word("imports-failure", code),
                text.say("imports-run-more-failed"),
            ))
        }
    };
    Told {
        href: format!("/imports/runs/{}", run.id.0),
        when: text.time(run.started_at, app.zone),
        ended: run.finished_at.map(|at| text.time(at, app.zone)),
        source: run.source.clone(),
        form: run.format.to_uppercase(),
        who,
        state: run.state.code(),
        state_words: text.word("imports-run", run.state.code()),
        more,
        counts: run.counts,
    }
}

impl HistoryPage {
    fn say(&self, key: &str) -> String {
        self.shell.text.say(&format!("imports-{key}"))
    }
}

impl RunPage {
    fn say(&self, key: &str) -> String {
        self.shell.text.say(&format!("imports-{key}"))
    }
}

/// Runs of every state, none at all, and one run.
#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let told = |state| Told {
        href: "/imports/runs/0190".to_owned(),
        when: text.say("timeline-today"),
        ended: None,
        source: "<local>".to_owned(),
        form: "CSV".to_owned(),
        who: None,
        state,
        state_words: text.word("imports-run", state),
        more: Some(text.say("imports-run-more-failed")),
        counts: crate::app::import::Counts::default(),
    };
    let history = |runs: Vec<Told>| HistoryPage {
        shell: shell.clone(),
        current: Some((
            Notice {
                heading: text.say("imports-state-heading-checking"),
                ..Notice::default()
            },
            Link {
                href: "/imports/uploads/0190".to_owned(),
                label: text.say("imports-look"),
            },
        )),
        empty: runs.is_empty().then(|| Empty {
            what: text.say("imports-none"),
            why: text.say("imports-none-why"),
            action: None,
        }),
        runs,
        pager: Pager::default(),
    };
    let run = RunPage {
        shell: shell.clone(),
        run: told("failed"),
        totals: report::totals(text, crate::app::import::Counts::default()),
        files: vec![RunFile {
            name: "patients.csv".to_owned(),
            counts: crate::app::import::Counts::default(),
        }],
    };
    let states = ["running", "finished", "failed", "cut_off"];
    let mut pages = vec![run.render().unwrap()];
    pages.extend([states.map(told).into(), Vec::new()].map(|runs| history(runs).render().unwrap()));
    pages
}
