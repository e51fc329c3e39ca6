//! `/patients/{id}/capacity`: that it is in question whether the patient can consent.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

use crate::app::capacity::{self, Capacity, Question, Statement};
use crate::app::{App, AppError};
use crate::domain::recording::{Fault as Wrong, Fields};
use crate::domain::story::capacity::REASON_MAX;
use crate::domain::time::{add_days, local_date};
use crate::domain::trajectory::Directory;
use crate::http::Server;
use crate::web::components::Field;
use crate::web::header::Header;
use crate::web::pages::patient::patient_id;
use crate::web::pages::story::{Pairs, fault};
use crate::web::{Fault, Form, Reader, Shell, Text, names, render};

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new().route("/patients/{id}/capacity", get(show).post(send))
}

/// A statement in words.
struct Stated {
    said: String,
    reason: String,
    holds: bool,
}

#[derive(Template)]
#[template(path = "capacity.html")]
struct Page {
    shell: Shell,
    header: Header,
    is_in_question: bool,
    may_state: bool,
    stated: Vec<Stated>,
    from: Field,
    until: Field,
    reason: String,
    reason_fault: Option<String>,
    most: usize,
}

async fn show(
    State(app): State<App>,
    reader: Reader,
    Path(patient): Path<String>,
) -> Result<Response, Fault> {
    let patient = patient_id(&patient)?;
    let found = capacity::show(&app, &reader.actor(), patient).await?;
    let today = local_date(found.opened.now, app.zone).to_string();
    let fields = Fields::default().with("from", today);
    Ok(render(&page(reader.shell, &found, &fields, &[])))
}

async fn send(
    State(app): State<App>,
    reader: Reader,
    Path(patient): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, Fault> {
    let patient = patient_id(&patient)?;
    let actor = reader.actor();
    let fields = Fields::new(pairs);
    let typed = |name| fields.get(name).unwrap_or_default().to_owned();
    let done = if fields.get("act") == Some("settle") {
        capacity::settle(&app, &actor, patient).await
    } else {
        let statement = Statement {
            from: typed("from"),
            until: typed("until"),
            reason: typed("reason"),
        };
        let stated = capacity::state(&app, &actor, patient, &statement).await;
        stated.map(|_| ())
    };
    let faults = match done {
        Ok(()) => {
            let page = format!("/patients/{}/capacity", patient.0);
            return Ok(Redirect::to(&page).into_response());
        }
        Err(AppError::Unfit(faults)) => faults,
        Err(error) => return Err(error.into()),
    };
    let found = capacity::show(&app, &actor, patient).await?;
    let page = page(reader.shell, &found, &fields, &faults);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response())
}

fn page(shell: Shell, found: &Capacity, fields: &Fields, faults: &[Wrong]) -> Page {
    let text = shell.text;
    let opened = &found.opened;
    let stated = found.questions.iter();
    let holds = |question: &Question| question.holds_at(opened.now);
    Page {
        header: Header::new(opened, &opened.case(), text),
        is_in_question: found.is_in_question(),
        may_state: opened.allowed.is_none_or(|allowed| !allowed.is_read_only),
        stated: stated
            .map(|question| Stated {
                said: said(question, &opened.directory, text),
                reason: question.reason.clone(),
                holds: holds(question),
            })
            .collect(),
        from: day("from", fields, faults, text),
        until: day("until", fields, faults, text),
        reason: fields.get("reason").unwrap_or_default().to_owned(),
        reason_fault: fault(faults, "reason", text),
        most: REASON_MAX,
        shell,
    }
}

fn day(name: &'static str, fields: &Fields, faults: &[Wrong], text: Text) -> Field {
    Field {
        name,
        kind: "date",
        label: text.say(&format!("capacity-{name}")),
        value: fields.get(name).unwrap_or_default().to_owned(),
        error: fault(faults, name, text),
        ..Field::default()
    }
}

/// Who stated it, from when and until when, and that it was settled.
fn said(question: &Question, directory: &Directory, text: Text) -> String {
    let zone = directory.service_zone;
    let day = |at| text.date(local_date(at, zone));
    let who = |id| names::professional(directory, id, text);
    let mut said = vec![text.with(
        "capacity-stated",
        [
            ("who", who(question.stated_by).into()),
            ("date", day(question.from).into()),
        ],
    )];
    if let Some(until) = question.until {
        // To the end of the day before.
        let last = text.date(add_days(local_date(until, zone), -1));
        said.push(text.with("capacity-stated-until", [("date", last.into())]));
    }
    if let Some((at, by)) = question.settled {
        let pair = [("who", who(by).into()), ("date", day(at).into())];
        said.push(text.with("capacity-settled", pair));
    }
    said.join(" ")
}

#[cfg(test)]
pub(in crate::web) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let sample = |is_wrong: bool| {
        let fields = Fields::default().with("reason", "<i>");
        let faults = if is_wrong {
            vec![
                Wrong {
                    field: "until",
                    wrong: crate::domain::recording::Wrong::EndBeforeStart,
                },
                Wrong {
                    field: "reason",
                    wrong: crate::domain::recording::Wrong::Missing,
                },
            ]
        } else {
            Vec::new()
        };
        Page {
            shell: shell.clone(),
            header: Header {
                patient: "0190".to_owned(),
                name: "Hedda <Moen>".to_owned(),
                phrase: "22".to_owned(),
                identity: "<local>".to_owned(),
            },
            is_in_question: is_wrong,
            may_state: true,
            stated: vec![Stated {
                said: "<1>".to_owned(),
                reason: "<b>".to_owned(),
                holds: is_wrong,
            }],
            from: day("from", &fields, &faults, text),
            until: day("until", &fields, &faults, text),
            reason: "<i>".to_owned(),
            reason_fault: fault(&faults, "reason", text),
            most: REASON_MAX,
        }
    };
    [sample(true), sample(false)]
        .map(|page| page.render().unwrap())
        .into()
}
