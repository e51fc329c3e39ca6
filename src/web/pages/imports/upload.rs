//! One upload: how far it is, what applying it would do, what applying it did.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;
use uuid::Uuid;

use super::address;
use super::report::{self, Faulty, Line};
use crate::app::App;
use crate::app::uploads::{self, Distance, State as UploadState, UploadId, View};
use crate::web::components::{Fact, Link, Notice, Pager};
use crate::web::{Fault, Reader, Shell, render};

/// Groups of faults on a page.
const FAULTS: usize = 50;

/// Where the groups of faults begin.
#[derive(Debug, Deserialize)]
pub(super) struct From {
    #[serde(default)]
    from: usize,
}

/// One upload.
#[derive(Debug, Template)]
#[template(path = "imports/upload.html")]
pub(super) struct UploadPage {
    shell: Shell,
    address: String,
    state: &'static str,
    source: String,
    mapping: Option<String>,
    uploaded: String,
    files: usize,
    /// While something is going on.
    progress: Option<Going>,
    notice: Option<Notice>,
    totals: Vec<Fact>,
    lines: Vec<Line>,
    remarks: Vec<String>,
    faults: Vec<Faulty>,
    pager: Pager,
    /// How many records applying would create or correct; `None` where there is nothing to apply.
    applies: Option<String>,
    is_discardable: bool,
}

/// How far it is, in words and as a bar.
#[derive(Debug)]
struct Going {
    what: String,
    done: u64,
    of: Option<u64>,
    words: String,
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path(upload): Path<Uuid>,
    Query(From { from }): Query<From>,
) -> Result<Response, Fault> {
    let view = uploads::show(&app, &reader.actor(), UploadId(upload))?;
    Ok(render(&UploadPage::new(reader.shell, &app, view, from)))
}

impl UploadPage {
    fn new(shell: Shell, app: &App, view: View, from: usize) -> Self {
        let text = shell.text;
        let mut page = Self {
            address: address(view.id),
            state: view.state.code(),
            uploaded: text.time(view.uploaded_at, app.zone),
            files: view.files.len(),
            progress: None,
            notice: None,
            totals: Vec::new(),
            lines: Vec::new(),
            remarks: Vec::new(),
            faults: Vec::new(),
            pager: Pager::default(),
            applies: None,
            is_discardable: false,
            source: view.source,
            mapping: view.mapping,
            shell,
        };
        match &view.state {
            UploadState::Checking | UploadState::Applying => page.go_on(view.distance),
            UploadState::Checked(report) => {
                page.report(report, from);
                let total = report.total();
                let changes = total.created + total.updated;
                page.applies = (changes > 0).then(|| text.count("imports-apply", changes));
                page.is_discardable = true;
            }
            UploadState::Applied(report) => {
                page.report(report, from);
                page.remarks
                    .push(text.count("imports-evaluated", report.evaluated));
            }
            UploadState::CheckFailed(failure) | UploadState::ApplyFailed(failure) => {
                page.notice = Some(Notice {
                    heading: text.word("imports-failure", failure.code()),
                    text: text.word("imports-state-more", view.state.code()),
                    is_wrong: true,
                });
            }
        }
        page
    }

    fn go_on(&mut self, distance: Distance) {
        let text = self.shell.text;
        let what = match distance.what {
            Some("importing") => "imports-going-rows",
            Some("evaluating patients") => "imports-going-evaluating",
            _ => "imports-going-files",
        };
        let words = match distance.of {
            Some(of) => text.with(
                "imports-going-of",
                [("n", distance.done.into()), ("of", of.into())],
            ),
            None => String::new(),
        };
        self.progress = Some(Going {
            what: text.say(what),
            done: distance.done,
            of: distance.of.filter(|of| *of > 0),
            words,
        });
    }

    fn report(&mut self, report: &crate::app::import::ImportReport, from: usize) {
        let text = self.shell.text;
        self.totals = report::totals(text, report.total());
        self.lines = report::lines(text, report);
        self.remarks.extend(report::left_out(text, report));
        self.faults = report::faults(text, &report.faults, from, FAULTS);
        let link = |from: usize, key: &str| Link {
            href: format!("{}?from={from}#rejected", self.address),
            label: text.say(key),
        };
        let next = from.saturating_add(FAULTS);
        self.pager = Pager {
            label: text.say("imports-faults"),
            count: text.count("imports-fault-groups", report.faults.len() as u64),
            first: (from > 0).then(|| link(0, "imports-first")),
            next: (next < report.faults.len()).then(|| link(next, "imports-next")),
        };
    }

    fn say(&self, key: &str) -> String {
        self.shell.text.say(&format!("imports-{key}"))
    }

    fn heading(&self) -> String {
        self.shell.text.word("imports-state-heading", self.state)
    }
}

/// Under way, checked with rejected rows, with nothing to apply, and failed.
#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let page = |state| UploadPage {
        shell: shell.clone(),
        address: "/imports/uploads/0190".to_owned(),
        state,
        source: "local".to_owned(),
        mapping: None,
        uploaded: text.say("timeline-today"),
        files: 2,
        progress: None,
        notice: None,
        totals: Vec::new(),
        lines: Vec::new(),
        remarks: Vec::new(),
        faults: Vec::new(),
        pager: Pager::default(),
        applies: None,
        is_discardable: false,
    };
    let mut going = page("checking");
    going.go_on(Distance::default());
    let checked = UploadPage {
        totals: report::totals(text, crate::app::import::Counts::default()),
        lines: vec![Line {
            file: "patients.csv".to_owned(),
            kind: text.word("imports-kind", "patient"),
            counts: crate::app::import::Counts::default(),
        }],
        faults: vec![Faulty {
            file: "<patients>.csv".to_owned(),
            field: None,
            sentence: text.say("imports-reason-malformed"),
            count: 9,
            rows: "2, 3".to_owned(),
            more: Some(0),
        }],
        applies: Some(text.count("imports-apply", 1)),
        is_discardable: true,
        ..page("checked")
    };
    let nothing = UploadPage {
        is_discardable: true,
        ..page("checked")
    };
    let failed = UploadPage {
        notice: Some(Notice {
            heading: text.say("imports-failure-busy"),
            text: text.say("imports-state-more-apply_failed"),
            is_wrong: true,
        }),
        ..page("apply_failed")
    };
    [going, checked, nothing, failed]
        .iter()
        .map(|page| page.render().unwrap())
        .collect()
}
