//! `/patients/{id}/arrivals`: that a patient is to come to a unit, and what became of it.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use uuid::Uuid;

use crate::app::access::{self, Announcement, PlannedArrival};
use crate::app::record::Opened;
use crate::app::{Actor, App, AppError};
use crate::domain::flags::life::Fault as Wrong;
use crate::domain::ids::{PatientId, RecordId, UnitId};
use crate::domain::time;
use crate::domain::vocabulary::ArrivalState;
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
    unit: String,
    expected_at: String,
    arrival: String,
    version: i32,
}

#[derive(Debug)]
struct Row {
    arrival: String,
    version: i32,
    unit: String,
    /// When, by whom announced, and what became of it.
    told: Vec<String>,
    is_expected: bool,
}

#[derive(Debug, Template)]
#[template(path = "access/arrivals.html")]
struct Page {
    shell: Shell,
    header: Header,
    rows: Vec<Row>,
    may_change: bool,
    /// Units: value, name, and whether it is the one.
    units: Vec<(String, String, bool)>,
    expected_at: String,
    unit_fault: Option<String>,
    time_fault: Option<String>,
    notice: Option<Notice>,
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path(patient): Path<String>,
) -> Result<Response, Fault> {
    let patient = patient_id(&patient)?;
    let page = page(&app, reader, patient, &Sent::default(), &[]).await?;
    Ok(render(&page))
}

pub(super) async fn act(
    State(app): State<App>,
    reader: Reader,
    Path(patient): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response, Fault> {
    let patient = patient_id(&patient)?;
    let (status, faults) = match change(&app, &reader.actor(), patient, &sent).await {
        Ok(()) => return Ok(on(&app, &reader, patient).await),
        Err(AppError::Fields(faults)) => (StatusCode::UNPROCESSABLE_ENTITY, faults),
        Err(AppError::Outdated(_)) => (StatusCode::PRECONDITION_FAILED, Vec::new()),
        Err(AppError::Conflict(_)) => (StatusCode::CONFLICT, Vec::new()),
        Err(error) => return Err(error.into()),
    };
    let text = reader.shell.text;
    let mut page = page(&app, reader, patient, &sent, &faults).await?;
    let (heading, more) = match status {
        StatusCode::UNPROCESSABLE_ENTITY => ("access-wrong", String::new()),
        _ => ("access-outdated", text.say("access-outdated-more")),
    };
    page.notice = Some(Notice {
        heading: text.say(heading),
        text: more,
        is_wrong: true,
    });
    Ok((status, render(&page)).into_response())
}

/// To the page once more, as long as the patient is within reach.
async fn on(app: &App, reader: &Reader, patient: PatientId) -> Response {
    let is_reached = crate::app::recording::is_reached(app, &reader.actor(), patient).await;
    let address = if is_reached.unwrap_or(false) {
        format!("/patients/{}/arrivals", patient.0)
    } else {
        // A unit that declined has no more to do with the patient.
        "/".to_owned()
    };
    Redirect::to(&address).into_response()
}

async fn change(app: &App, actor: &Actor, patient: PatientId, sent: &Sent) -> Result<(), AppError> {
    let state = match sent.act.as_str() {
        "arrived" => ArrivalState::Arrived,
        "declined" => ArrivalState::Declined,
        "withdrawn" => ArrivalState::Withdrawn,
        _ => {
            let unit = Uuid::parse_str(&sent.unit).ok().map(UnitId);
            let directory = app.directory().await?;
            let zone = directory.zone(unit);
            let has_hour = sent.expected_at.contains(':');
            let at = time::parse_time(&sent.expected_at, zone).ok();
            let new = Announcement {
                patient,
                unit,
                expected_at: at.filter(|_| has_hour),
            };
            access::announce(app, actor, &new).await?;
            return Ok(());
        }
    };
    let arrival = Uuid::parse_str(&sent.arrival).map_err(|_| AppError::NotFound("arrival"))?;
    let at = (patient, RecordId(arrival));
    access::settle(app, actor, at, sent.version, state).await?;
    Ok(())
}

async fn page(
    app: &App,
    reader: Reader,
    patient: PatientId,
    sent: &Sent,
    faults: &[Wrong],
) -> Result<Page, AppError> {
    let actor = reader.actor();
    let (opened, found) = access::expected(app, &actor, patient).await?;
    let text = reader.shell.text;
    let fault = |field| {
        let fault = faults.iter().find(|fault| fault.field == field)?;
        Some(expected(fault, text))
    };
    let rows = found.iter();
    Ok(Page {
        header: Header::new(&opened, &opened.case(), text),
        rows: rows.map(|arrival| row(arrival, &opened, text)).collect(),
        may_change: opened.allowed.is_none_or(|allowed| !allowed.is_read_only),
        units: units(&opened, &sent.unit, text),
        expected_at: sent.expected_at.clone(),
        unit_fault: fault("unit"),
        time_fault: fault("expected_at"),
        notice: None,
        shell: reader.shell,
    })
}

fn units(opened: &Opened, chosen: &str, text: Text) -> Vec<(String, String, bool)> {
    let directory = &opened.directory;
    let mut units: Vec<_> = directory
        .units
        .keys()
        .map(|unit| {
            let value = unit.0.to_string();
            let is_chosen = value == chosen;
            (value, names::unit(directory, *unit, text), is_chosen)
        })
        .collect();
    units.sort_by(|a, b| (&a.1, &a.0).cmp(&(&b.1, &b.0)));
    units
}

fn row(arrival: &PlannedArrival, opened: &Opened, text: Text) -> Row {
    let directory = &opened.directory;
    let zone = directory.zone(Some(arrival.unit));
    let say = |key: &str, at, by: &str| {
        text.with(
            key,
            [
                ("time", text.time(at, zone).into()),
                ("who", flag_events::actor(by, text).into()),
            ],
        )
    };
    let mut told = vec![
        text.with(
            "access-arrival-at",
            [("time", text.time(arrival.expected_at, zone).into())],
        ),
        say(
            "access-arrival-announced",
            arrival.recorded_at,
            &arrival.recorded_by,
        ),
    ];
    let settled = arrival.settled.as_ref();
    told.extend(settled.map(|(by, at)| {
        let key = format!("access-arrival-{}", arrival.state.code());
        say(&key, *at, by)
    }));
    Row {
        arrival: arrival.id.0.to_string(),
        version: arrival.version,
        unit: names::unit(directory, arrival.unit, text),
        told,
        is_expected: arrival.state == ArrivalState::Expected,
    }
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let row = |is_expected| Row {
        arrival: "0190".to_owned(),
        version: 1,
        unit: "Post <3>".to_owned(),
        told: vec![text.with("access-arrival-at", [("time", "14:00".into())])],
        is_expected,
    };
    let sample = |rows, is_wrong: bool, may_change| Page {
        shell: shell.clone(),
        header: Header {
            patient: "0190".to_owned(),
            name: "Hedda <Moen>".to_owned(),
            phrase: "22".to_owned(),
            identity: "<local>".to_owned(),
        },
        rows,
        may_change,
        units: vec![("1".to_owned(), "Post <3>".to_owned(), true)],
        expected_at: "2026-03-02T14:00".to_owned(),
        unit_fault: is_wrong.then(|| text.say("life-wrong-known")),
        time_fault: is_wrong.then(|| text.say("life-wrong-known")),
        notice: is_wrong.then(|| Notice {
            heading: text.say("access-wrong"),
            text: String::new(),
            is_wrong: true,
        }),
    };
    [
        sample(vec![row(true), row(false)], true, true),
        sample(Vec::new(), false, false),
    ]
    .map(|page| page.render().unwrap())
    .into()
}
