//! `/patients/{id}/bars`: whom the patient does not want to read the record, written down at the patient's
//! wish, and lifted.

use std::collections::HashSet;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use uuid::Uuid;

use super::whom::Names;
use crate::app::access::{self, Bars, NewBar, RecordedBar};
use crate::app::{Actor, App, AppError};
use crate::domain::access::Barred;
use crate::domain::flags::life::Fault as Wrong;
use crate::domain::ids::{PatientId, RecordId};
use crate::domain::trajectory::Directory;
use crate::web::components::Notice;
use crate::web::header::Header;
use crate::web::pages::flags::expected;
use crate::web::pages::patient::patient_id;
use crate::web::{Fault, Form, Reader, Shell, Text, flag_events, names, render};

/// What a form sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    act: String,
    whom: String,
    reason: String,
    bar: String,
    version: i32,
}

/// What an address says was done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    done: String,
}

struct Row {
    bar: String,
    version: i32,
    whom: String,
    /// Since when, by whom written down; until when.
    told: String,
    reason: Option<String>,
    is_over: bool,
}

#[derive(Template)]
#[template(path = "access/bars.html")]
struct Page {
    shell: Shell,
    header: Header,
    rows: Vec<Row>,
    /// Whether the reader may change something.
    may_change: bool,
    offered: Vec<String>,
    whom: String,
    reason: String,
    whom_fault: Option<String>,
    reason_fault: Option<String>,
    notice: Option<Notice>,
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path(patient): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let found = access::bars(&app, &reader.actor(), patient_id(&patient)?).await?;
    let mut page = page(reader.shell, &found, &Sent::default(), &[]);
    let text = page.shell.text;
    page.notice = match asked.done.as_str() {
        "recorded" => Some(text.say("access-bar-recorded")),
        "lifted" => Some(text.say("access-bar-lifted")),
        _ => None,
    }
    .map(|heading| Notice {
        heading,
        ..Notice::default()
    });
    Ok(render(&page))
}

pub(super) async fn act(
    State(app): State<App>,
    reader: Reader,
    Path(patient): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response, Fault> {
    let patient = patient_id(&patient)?;
    let actor = reader.actor();
    let address = format!("/patients/{}/bars", patient.0);
    let done = if sent.act == "lift" {
        lift(&app, &actor, patient, &sent).await.map(|()| "lifted")
    } else {
        let new = NewBar {
            patient,
            whom: Names::all(&*app.directory().await?).find(&sent.whom),
            until: None,
            reason: sent.reason.clone(),
        };
        access::bar(&app, &actor, &new).await.map(|_| "recorded")
    };
    let error = match done {
        Ok(done) => {
            let page = match access::bars(&app, &actor, patient).await {
                // Whoever barred themselves sees nothing of it any more.
                Err(AppError::Forbidden(_)) => "/".to_owned(),
                _ => format!("{address}?done={done}"),
            };
            return Ok(Redirect::to(&page).into_response());
        }
        Err(error) => error,
    };
    let (status, faults) = match error {
        AppError::Fields(faults) => (StatusCode::UNPROCESSABLE_ENTITY, faults),
        AppError::Outdated(_) => (StatusCode::PRECONDITION_FAILED, Vec::new()),
        error => return Err(error.into()),
    };
    let found = access::bars(&app, &actor, patient).await?;
    let mut page = page(reader.shell, &found, &sent, &faults);
    let text = page.shell.text;
    let (heading, more) = if status == StatusCode::PRECONDITION_FAILED {
        ("access-outdated", text.say("access-outdated-more"))
    } else {
        ("access-wrong", String::new())
    };
    page.notice = Some(Notice {
        heading: text.say(heading),
        text: more,
        is_wrong: true,
    });
    Ok((status, render(&page)).into_response())
}

async fn lift(app: &App, actor: &Actor, patient: PatientId, sent: &Sent) -> Result<(), AppError> {
    let bar = Uuid::parse_str(&sent.bar).map_err(|_| AppError::NotFound("bar"))?;
    access::lift(app, actor, patient, RecordId(bar), sent.version).await?;
    Ok(())
}

fn page(shell: Shell, found: &Bars, sent: &Sent, faults: &[Wrong]) -> Page {
    let (text, opened) = (shell.text, &found.opened);
    let case = opened.case();
    let fault = |field| {
        let fault = faults.iter().find(|fault| fault.field == field)?;
        Some(expected(fault, text))
    };
    Page {
        header: Header::new(opened, &case, text),
        rows: found
            .bars
            .iter()
            .map(|bar| row(bar, opened.now, &opened.directory, text))
            .collect(),
        may_change: opened.allowed.is_none_or(|allowed| !allowed.is_read_only),
        offered: offered(found),
        whom: sent.whom.clone(),
        reason: sent.reason.clone(),
        whom_fault: fault("whom"),
        reason_fault: fault("reason"),
        notice: None,
        shell,
    }
}

/// Those whom the record names, and every unit: whoever else is meant is typed by name.
fn offered(found: &Bars) -> Vec<String> {
    let trajectory = &found.opened.trajectory;
    let ties = trajectory.relationships.iter();
    let contacts = trajectory.contacts.iter();
    let known: HashSet<_> = ties
        .filter_map(|tie| tie.holder.professional())
        .chain(contacts.filter_map(|contact| contact.main))
        .collect();
    Names::all(&found.opened.directory).offered(|whom| match whom {
        Barred::Professional(who) => known.contains(&who),
        Barred::Unit(_) => true,
    })
}

fn row(
    bar: &RecordedBar,
    now: crate::domain::time::Instant,
    directory: &Directory,
    text: Text,
) -> Row {
    let zone = directory.service_zone;
    let is_over = bar.bar.to.is_some_and(|to| to <= now);
    let key = match bar.bar.to {
        None => "access-bar-since",
        Some(_) if is_over => "access-bar-was",
        Some(_) => "access-bar-until",
    };
    let to = bar.bar.to.map(|to| text.time(to, zone)).unwrap_or_default();
    Row {
        bar: bar.id.0.to_string(),
        version: bar.version,
        whom: match bar.bar.whom {
            Barred::Professional(who) => names::professional(directory, who, text),
            Barred::Unit(unit) => names::unit(directory, unit, text),
        },
        told: text.with(
            key,
            [
                ("from", text.time(bar.bar.from, zone).into()),
                ("to", to.into()),
                ("who", flag_events::actor(&bar.recorded_by, text).into()),
            ],
        ),
        reason: bar.reason.clone(),
        is_over,
    }
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let row = |is_over| Row {
        bar: "0190".to_owned(),
        version: 1,
        whom: "Kari <Berg>".to_owned(),
        told: "1".to_owned(),
        reason: Some("<Hedda>".to_owned()),
        is_over,
    };
    let sample = |rows, wrong: bool, may_change| Page {
        shell: shell.clone(),
        header: Header {
            patient: "0190".to_owned(),
            name: "Hedda <Moen>".to_owned(),
            phrase: "22".to_owned(),
            identity: "<local>".to_owned(),
        },
        rows,
        may_change,
        offered: vec!["<FACT>".to_owned()],
        whom: "<Tveit>".to_owned(),
        reason: String::new(),
        whom_fault: wrong.then(|| text.say("life-wrong-known")),
        reason_fault: wrong.then(|| text.count("life-wrong-few-words", 500)),
        notice: wrong.then(|| Notice {
            heading: text.say("access-wrong"),
            text: text.say("access-outdated-more"),
            is_wrong: true,
        }),
    };
    [
        sample(vec![row(false), row(true)], true, true),
        sample(Vec::new(), false, false),
    ]
    .map(|page| page.render().unwrap())
    .into()
}
