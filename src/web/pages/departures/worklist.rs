//! `/reports/departure/plans`: departures under way, until every patient has met who takes over; and undoing one.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use uuid::Uuid;

use crate::app::departures::{self, Underway, Undoing, Waiting, Worklist};
use crate::app::{App, AppError};
use crate::domain::departure::Drafted;
use crate::domain::ids::DepartureId;
use crate::domain::time;
use crate::domain::trajectory::Directory;
use crate::web::components::Notice;
use crate::web::{Fault, Form, Reader, Shell, Text, names, render};

/// What an address says was done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Done {
    endings: Option<u64>,
    drafts: Option<u64>,
    taken_back: Option<u64>,
    kept: Option<u64>,
}

#[derive(Debug, Template)]
#[template(path = "departures/worklist.html")]
struct Page {
    shell: Shell,
    notice: Option<Notice>,
    plans: Vec<PlanView>,
}

#[derive(Debug)]
struct PlanView {
    id: String,
    version: i32,
    title: String,
    lead: String,
    is_undone: bool,
    rows: Vec<RowView>,
}

#[derive(Debug)]
struct RowView {
    name: String,
    successor: String,
    met: String,
    is_met: bool,
    handover: String,
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Query(done): Query<Done>,
) -> Result<Response, Fault> {
    let notice = done.notice(reader.shell.text);
    let page = page(&app, reader, notice).await?;
    Ok(render(&page))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    version: String,
}

pub(super) async fn undo(
    State(app): State<App>,
    reader: Reader,
    Path(plan): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response, Fault> {
    departures::admit(&reader.actor())?;
    let plan: Uuid = plan.parse().map_err(|_| Fault::not_found())?;
    let undoing = Undoing {
        plan: DepartureId(plan),
        version: sent.version.parse().unwrap_or(i32::MAX),
    };
    match departures::undo(&app, &reader.actor(), undoing).await {
        Ok(undone) => {
            let (back, kept) = (undone.taken_back, undone.kept);
            let there = format!("/reports/departure/plans?taken_back={back}&kept={kept}");
            Ok(Redirect::to(&there).into_response())
        }
        Err(AppError::Outdated(_)) => {
            let text = reader.shell.text;
            let notice = Notice {
                heading: text.say("leaving-outdated"),
                text: text.say("leaving-undo-outdated"),
                is_wrong: true,
            };
            let page = page(&app, reader, Some(notice)).await?;
            Ok((StatusCode::PRECONDITION_FAILED, render(&page)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(app: &App, reader: Reader, notice: Option<Notice>) -> Result<Page, Fault> {
    let list = departures::worklist(app, &reader.actor()).await?;
    Ok(Page::new(reader.shell, &list, notice))
}

impl Done {
    fn notice(&self, text: Text) -> Option<Notice> {
        let (heading, told) = if let Some(endings) = self.endings {
            let drafts = self.drafts.unwrap_or_default();
            let counts = [("endings", endings.into()), ("drafts", drafts.into())];
            (
                "leaving-confirmed",
                text.with("leaving-confirmed-more", counts),
            )
        } else {
            let back = self.taken_back?;
            let kept = self.kept.unwrap_or_default();
            let told = text.count("leaving-undone-back", back);
            let more = (kept > 0).then(|| text.count("leaving-undone-kept", kept));
            let told = std::iter::once(told)
                .chain(more)
                .collect::<Vec<_>>()
                .join(" ");
            ("leaving-undone", told)
        };
        Some(Notice {
            heading: text.say(heading),
            text: told,
            is_wrong: false,
        })
    }
}

impl Page {
    fn new(shell: Shell, list: &Worklist, notice: Option<Notice>) -> Self {
        let plans = list.plans.iter();
        let plans = plans.map(|one| plan(one, &list.directory, shell.text));
        Self {
            notice,
            plans: plans.collect(),
            shell,
        }
    }
}

fn plan(one: &Underway, directory: &Directory, text: Text) -> PlanView {
    let who = one.who.iter();
    let mut who: Vec<String> = who
        .map(|who| names::professional(directory, *who, text))
        .collect();
    who.sort();
    let days = u64::try_from(one.days_left.abs()).unwrap_or_default();
    let when = match one.days_left {
        0.. => text.count("leaving-days-left", days),
        _ => text.count("leaving-days-gone", days),
    };
    let met = text.with(
        "leaving-met-of",
        [("n", one.met().into()), ("all", one.patients.len().into())],
    );
    let n = who.len() as u64;
    PlanView {
        id: one.plan.id.0.to_string(),
        version: one.plan.version,
        title: text.with(
            "leaving-leaves",
            [
                ("who", names::enumeration(text, &who).into()),
                ("n", n.into()),
                ("date", text.date(one.plan.on).into()),
            ],
        ),
        lead: format!("{when} {met}"),
        is_undone: one.plan.undone_at.is_some(),
        rows: one
            .patients
            .iter()
            .map(|one| row(one, directory, text))
            .collect(),
    }
}

fn row(one: &Waiting, directory: &Directory, text: Text) -> RowView {
    let successor = one
        .successor
        .map(|who| names::professional(directory, who, text));
    let day = |at| text.short_date(time::local_date(at, directory.service_zone));
    let met = one
        .met
        .map(|at| text.with("leaving-met-on", [("date", day(at).into())]));
    let handover = one.drafted.iter().map(|drafted| {
        text.say(match drafted {
            Drafted::Begun => "leaving-draft-begun",
            Drafted::BeingWritten => "leaving-draft-being-written",
            Drafted::NoAccount => "leaving-draft-no-account",
            Drafted::Nobody | Drafted::WithAnother => "leaving-draft-nobody",
        })
    });
    let mut handover: Vec<String> = handover.collect();
    handover.dedup();
    RowView {
        name: names::patient(one.patient.name(), text),
        successor: successor.unwrap_or_else(|| text.say("leaving-nobody-yet")),
        is_met: met.is_some(),
        met: met.unwrap_or_else(|| text.say("leaving-not-met")),
        handover: handover.join("; "),
    }
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let row = |is_met: bool| RowView {
        name: "Hedda <Moen>".to_owned(),
        successor: "Kari <Berg>".to_owned(),
        met: "1".to_owned(),
        is_met,
        handover: "<local>".to_owned(),
    };
    let plan = |id: &str, is_undone: bool| PlanView {
        id: id.to_owned(),
        version: 1,
        title: "<Tveit>".to_owned(),
        lead: "60".to_owned(),
        is_undone,
        rows: vec![row(false), row(true)],
    };
    let done = |endings, taken_back| Done {
        endings,
        drafts: endings,
        taken_back,
        kept: taken_back,
    };
    let page = |done: &Done, plans: Vec<PlanView>| Page {
        shell: shell.clone(),
        notice: done.notice(text),
        plans,
    };
    let full = vec![plan("0190", false), plan("0191", true)];
    [
        page(&done(Some(2), None), full),
        page(&done(None, Some(1)), Vec::new()),
    ]
    .map(|page| page.render().unwrap())
    .into()
}
