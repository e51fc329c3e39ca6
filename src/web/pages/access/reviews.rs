//! `/glass-reviews`: broken glasses, for the privacy officer: who, when, why; and what was found. Patients
//! are named by their id only.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono_tz::Tz;
use serde::Deserialize;
use uuid::Uuid;

use crate::app::access::{self, Queue, Reviewing, Waiting};
use crate::app::{App, AppError};
use crate::domain::access::REVIEW_DAYS;
use crate::domain::flags::life::Fault as Wrong;
use crate::domain::ids::{PatientId, RecordId};
use crate::domain::time::Instant;
use crate::domain::vocabulary::GlassOutcome;
use crate::web::components::Notice;
use crate::web::pages::flags::expected;
use crate::web::{Fault, Form, Reader, Shell, Text, flag_events, render};

/// What a form sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    patient: String,
    glass: String,
    version: i32,
    outcome: String,
    words: String,
    /// The page it stood on.
    after: String,
}

/// What an address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    after: String,
    done: String,
}

#[derive(Debug, Clone)]
struct Row {
    patient: String,
    glass: String,
    version: i32,
    /// Who, where they work, whose record.
    who: String,
    units: String,
    label: String,
    /// When, until when.
    told: String,
    reason: String,
    words: String,
    /// By when it is to be looked at, and that it is late.
    due: String,
    is_late: bool,
    /// What was found, by whom and when.
    found: Option<(String, String)>,
    /// What was typed, and what is wrong with it.
    outcome: String,
    typed: String,
    outcome_fault: Option<String>,
    words_fault: Option<String>,
}

#[derive(Template)]
#[template(path = "access/reviews.html")]
struct Page {
    shell: Shell,
    lead: String,
    waiting: Vec<Row>,
    reviewed: Vec<Row>,
    /// Code and words.
    outcomes: Vec<(&'static str, String)>,
    after: String,
    next: Option<String>,
    notice: Option<Notice>,
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let mut page = load(&app, &reader, &asked.after).await?;
    if asked.done == "reviewed" {
        page.notice = Some(Notice {
            heading: page.shell.text.say("access-review-done"),
            ..Notice::default()
        });
    }
    Ok(render(&page))
}

pub(super) async fn act(
    State(app): State<App>,
    reader: Reader,
    Form(sent): Form<Sent>,
) -> Result<Response, Fault> {
    let actor = reader.actor();
    let id = |text: &str| Uuid::parse_str(text).unwrap_or_default();
    let said = Reviewing {
        patient: PatientId(id(&sent.patient)),
        glass: RecordId(id(&sent.glass)),
        version: sent.version,
        outcome: sent.outcome.parse().ok(),
        words: sent.words.clone(),
    };
    let (status, faults) = match access::review(&app, &actor, &said).await {
        Ok(_) => return Ok(Redirect::to("/glass-reviews?done=reviewed").into_response()),
        Err(AppError::Fields(faults)) => (StatusCode::UNPROCESSABLE_ENTITY, faults),
        Err(AppError::Outdated(_)) => (StatusCode::PRECONDITION_FAILED, Vec::new()),
        Err(error) => return Err(error.into()),
    };
    let mut page = load(&app, &reader, &sent.after).await?;
    let text = page.shell.text;
    if let Some(row) = page.waiting.iter_mut().find(|row| row.glass == sent.glass) {
        row.put_back(&sent, &faults, text);
    }
    let heading = match status {
        StatusCode::PRECONDITION_FAILED => "access-outdated",
        _ => "access-wrong",
    };
    page.notice = Some(Notice {
        heading: text.say(heading),
        is_wrong: true,
        ..Notice::default()
    });
    Ok((status, render(&page)).into_response())
}

async fn load(app: &App, reader: &Reader, after: &str) -> Result<Page, Fault> {
    let mark = (!after.is_empty()).then_some(after);
    let queue = access::queue(app, &reader.actor(), mark, None).await?;
    Ok(page(reader.shell.clone(), &queue, after, app.zone))
}

fn page(shell: Shell, queue: &Queue, after: &str, zone: Tz) -> Page {
    let text = shell.text;
    let row = |waiting: &Waiting| Row::new(waiting, queue.now, zone, text);
    Page {
        lead: text.count("access-review-lead", REVIEW_DAYS.unsigned_abs()),
        waiting: queue.waiting.iter().map(row).collect(),
        reviewed: queue.reviewed.iter().map(row).collect(),
        outcomes: GlassOutcome::CODES
            .iter()
            .map(|code| (*code, text.capital_word("glass-outcome", code)))
            .collect(),
        after: after.to_owned(),
        next: queue
            .next
            .as_ref()
            .map(|next| format!("/glass-reviews?after={next}")),
        notice: None,
        shell,
    }
}

impl Row {
    fn new(waiting: &Waiting, now: Instant, zone: Tz, text: Text) -> Self {
        let glass = &waiting.glass;
        let ended = glass.ended_at.unwrap_or(glass.until);
        let times = [
            ("from", text.time(glass.opened_at, zone).into()),
            ("to", text.time(ended, zone).into()),
        ];
        let found = glass.review.as_ref().map(|review| {
            let told = text.with(
                "access-review-found",
                [
                    (
                        "outcome",
                        text.word("glass-outcome", review.outcome.code()).into(),
                    ),
                    ("who", flag_events::actor(&review.by, text).into()),
                    ("time", text.time(review.at, zone).into()),
                ],
            );
            (told, review.words.clone())
        });
        Self {
            patient: glass.patient.0.to_string(),
            glass: glass.id.0.to_string(),
            version: glass.version,
            who: waiting.who.clone(),
            units: waiting.units.join(", "),
            label: waiting.label.clone(),
            told: text.with("access-review-told", times),
            reason: text.capital_word("glass-reason", glass.opening.reason.code()),
            words: glass.opening.words.clone(),
            due: text.with(
                "access-review-due",
                [("time", text.time(waiting.due_at, zone).into())],
            ),
            is_late: waiting.due_at < now,
            found,
            outcome: String::new(),
            typed: String::new(),
            outcome_fault: None,
            words_fault: None,
        }
    }

    /// What was typed comes back.
    fn put_back(&mut self, sent: &Sent, faults: &[Wrong], text: Text) {
        let fault = |field| {
            let fault = faults.iter().find(|fault| fault.field == field)?;
            Some(expected(fault, text))
        };
        self.outcome.clone_from(&sent.outcome);
        self.typed.clone_from(&sent.words);
        self.outcome_fault = fault("outcome");
        self.words_fault = fault("words");
    }
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let row = Row {
        patient: "0190".to_owned(),
        glass: "0191".to_owned(),
        version: 1,
        who: "Kari <Berg>".to_owned(),
        units: "<FACT>".to_owned(),
        label: "<local>".to_owned(),
        told: "1".to_owned(),
        reason: text.capital_word("glass-reason", "other"),
        words: "<Hedda>".to_owned(),
        due: "2".to_owned(),
        is_late: true,
        found: None,
        outcome: "unclear".to_owned(),
        typed: "<Moen>".to_owned(),
        outcome_fault: Some(text.say("life-wrong-choice")),
        words_fault: Some(text.count("life-wrong-words", 500)),
    };
    let empty = Queue {
        waiting: Vec::new(),
        count: crate::app::paging::Count::Exactly(0),
        next: None,
        reviewed: Vec::new(),
        now: chrono::DateTime::UNIX_EPOCH,
    };
    let zone = chrono_tz::Europe::Oslo;
    let mut full = page(shell.clone(), &empty, "", zone);
    full.reviewed.push(Row {
        found: Some(("3".to_owned(), "<Tveit>".to_owned())),
        ..row.clone()
    });
    full.waiting.push(row);
    full.next = Some("/glass-reviews?after=x".to_owned());
    full.notice = Some(Notice {
        heading: text.say("access-wrong"),
        is_wrong: true,
        ..Notice::default()
    });
    [full, page(shell.clone(), &empty, "x", zone)]
        .map(|page| page.render().unwrap())
        .into()
}
