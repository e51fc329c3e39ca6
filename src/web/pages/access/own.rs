//! `/own-records`: which records are professionals' own, or of their family. Administrators keep the list;
//! patients are named by their id only.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use uuid::Uuid;

use super::whom::Names;
use crate::app::access::{self, NewOwn, Owns};
use crate::app::{App, AppError};
use crate::domain::flags::life::Fault as Wrong;
use crate::domain::ids::{PatientId, RecordId};
use crate::web::components::{Field, Notice};
use crate::web::pages::flags::expected;
use crate::web::{Fault, Form, Reader, Shell, flag_events, names, render};

/// What a form sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    act: String,
    patient: String,
    professional: String,
    own: String,
}

/// What an address says was done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    done: String,
}

struct Row {
    patient: String,
    own: String,
    label: String,
    who: String,
    told: String,
}

#[derive(Template)]
#[template(path = "access/own.html")]
struct Page {
    shell: Shell,
    rows: Vec<Row>,
    patient: Field,
    professional: String,
    professional_fault: Option<String>,
    offered: Vec<String>,
    notice: Option<Notice>,
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let found = access::owns(&app, &reader.actor()).await?;
    let mut page = page(reader.shell, &found, &Sent::default(), &[]);
    let text = page.shell.text;
    page.notice = match asked.done.as_str() {
        "entered" => Some(text.say("access-own-entered")),
        "ended" => Some(text.say("access-own-ended")),
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
    Form(sent): Form<Sent>,
) -> Result<Response, Fault> {
    let actor = reader.actor();
    let done = if sent.act == "end" {
        let id = |text: &str| Uuid::parse_str(text).map_err(|_| Fault::not_found());
        let (patient, own) = (PatientId(id(&sent.patient)?), RecordId(id(&sent.own)?));
        access::end_own(&app, &actor, patient, own).await?;
        "ended"
    } else {
        let directory = app.directory().await?;
        let new = NewOwn {
            patient: sent.patient.clone(),
            professional: Names::people(&directory).person(&sent.professional),
        };
        match access::enter_own(&app, &actor, &new).await {
            Ok(_) => "entered",
            Err(AppError::Fields(faults)) => {
                let found = access::owns(&app, &actor).await?;
                let page = page(reader.shell, &found, &sent, &faults);
                return Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response());
            }
            Err(error) => return Err(error.into()),
        }
    };
    Ok(Redirect::to(&format!("/own-records?done={done}")).into_response())
}

fn page(shell: Shell, found: &Owns, sent: &Sent, faults: &[Wrong]) -> Page {
    let (text, directory) = (shell.text, &found.directory);
    let fault = |field| {
        let fault = faults.iter().find(|fault| fault.field == field)?;
        Some(expected(fault, text))
    };
    let zone = directory.service_zone;
    let rows = found.rows.iter().map(|(own, label)| Row {
        patient: own.patient.0.to_string(),
        own: own.id.0.to_string(),
        label: label.clone(),
        who: names::professional(directory, own.own.professional, text),
        told: text.with(
            "access-own-told",
            [
                ("from", text.time(own.own.from, zone).into()),
                ("who", flag_events::actor(&own.recorded_by, text).into()),
            ],
        ),
    });
    Page {
        rows: rows.collect(),
        patient: Field {
            name: "patient",
            kind: "text",
            label: text.say("access-own-patient"),
            hint: Some(text.say("access-own-patient-hint")),
            value: sent.patient.clone(),
            error: fault("patient"),
            is_required: true,
            ..Field::default()
        },
        professional: sent.professional.clone(),
        professional_fault: fault("professional"),
        offered: Names::people(directory).offered(|_| true),
        notice: (!faults.is_empty()).then(|| Notice {
            heading: text.say("access-wrong"),
            is_wrong: true,
            ..Notice::default()
        }),
        shell,
    }
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    use crate::domain::flags::life::Expected;
    use crate::domain::trajectory::Directory;
    let empty = Owns {
        rows: Vec::new(),
        directory: std::sync::Arc::new(Directory::empty(chrono_tz::Europe::Oslo)),
    };
    let wrong = ["patient", "professional"].map(|field| Wrong {
        field,
        expected: Expected::Known,
    });
    let mut full = page(shell.clone(), &empty, &Sent::default(), &wrong);
    full.rows.push(Row {
        patient: "0190".to_owned(),
        own: "0191".to_owned(),
        label: "<local>".to_owned(),
        who: "Kari <Berg>".to_owned(),
        told: "1".to_owned(),
    });
    full.offered.push("<FACT>".to_owned());
    let empty = page(shell.clone(), &empty, &Sent::default(), &[]);
    [full, empty].map(|page| page.render().unwrap()).into()
}
