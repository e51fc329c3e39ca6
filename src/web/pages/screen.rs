//! `/patients/{id}/screen`: handing the screen over to the patient.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use secrecy::SecretString;
use serde::Deserialize;

use crate::app::own::{self, CodeState, Screen};
use crate::app::{App, AppError};
use crate::http::{Server, secret};
use crate::web::components::Field;
use crate::web::header::Header;
use crate::web::pages::patient::patient_id;
use crate::web::{Fault, Form, Reader, Shell, Text, render};

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new().route("/patients/{id}/screen", get(show).post(send))
}

#[derive(Template)]
#[template(path = "screen.html")]
struct Page {
    shell: Shell,
    header: Header,
    /// What the patient is asked for: a code to choose, the one they have, or that staff let them choose another.
    code: &'static str,
    /// What the button says.
    hand_over: String,
    /// Whether there is a code that can be chosen anew.
    is_set: bool,
    password: Field,
}

#[derive(Debug, Deserialize)]
struct Sent {
    #[serde(default)]
    act: String,
    #[serde(default, deserialize_with = "secret")]
    password: SecretString,
}

async fn show(
    State(app): State<App>,
    reader: Reader,
    Path(patient): Path<String>,
) -> Result<Response, Fault> {
    let patient = patient_id(&patient)?;
    let screen = own::screen(&app, &reader.actor(), patient).await?;
    Ok(render(&page(reader.shell, &screen)))
}

async fn send(
    State(app): State<App>,
    reader: Reader,
    Path(patient): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response, Fault> {
    let patient = patient_id(&patient)?;
    let given = match sent.act.as_str() {
        "hand_over" => own::hand_over(&app, &reader.session, patient).await,
        "renew" => match own::renew(&app, &reader.session, patient, sent.password).await {
            Ok(()) => own::hand_over(&app, &reader.session, patient).await,
            Err(error) => Err(error),
        },
        _ => {
            // Whom the record is not open to is told that first.
            own::screen(&app, &reader.actor(), patient).await?;
            return Err(Fault::not_found());
        }
    };
    let Err(error) = given else {
        return Ok(Redirect::to("/own").into_response());
    };
    let (status, said) = wrong(&error, reader.shell.text).ok_or(error)?;
    let screen = own::screen(&app, &reader.actor(), patient).await?;
    let mut page = page(reader.shell, &screen);
    page.password.error = Some(said);
    Ok((status, render(&page)).into_response())
}

/// What is said of a password that was not taken.
fn wrong(error: &AppError, text: Text) -> Option<(StatusCode, String)> {
    match error {
        AppError::WrongCredentials => Some((
            StatusCode::UNPROCESSABLE_ENTITY,
            text.say("screen-password-wrong"),
        )),
        AppError::LockedOut { seconds } => Some((
            StatusCode::TOO_MANY_REQUESTS,
            text.count("sign-in-locked-more", seconds.div_ceil(60)),
        )),
        AppError::Overloaded => Some((
            StatusCode::SERVICE_UNAVAILABLE,
            text.say("sign-in-busy-more"),
        )),
        _ => None,
    }
}

fn page(shell: Shell, screen: &Screen) -> Page {
    let text = shell.text;
    let header = Header::new(&screen.opened, &screen.opened.case(), text);
    of(shell, header, screen.code)
}

fn of(shell: Shell, header: Header, code: CodeState) -> Page {
    let name = header.name.as_str().into();
    Page {
        hand_over: shell.text.with("screen-do", [("name", name)]),
        header,
        code: match code {
            CodeState::None => "screen-code-none",
            CodeState::Set => "screen-code-set",
            CodeState::Closed => "screen-code-closed",
        },
        is_set: code != CodeState::None,
        password: Field {
            name: "password",
            kind: "password",
            label: shell.text.say("screen-password"),
            autocomplete: Some("current-password"),
            is_required: true,
            ..Field::default()
        },
        shell,
    }
}

#[cfg(test)]
pub(in crate::web) fn samples(shell: &Shell) -> Vec<String> {
    let page = |code| {
        let header = Header {
            patient: "0190".to_owned(),
            name: "Hedda <Moen>".to_owned(),
            phrase: "22".to_owned(),
            identity: "<local>".to_owned(),
        };
        of(shell.clone(), header, code)
    };
    let mut wrong = page(CodeState::Closed);
    wrong.password.error = Some(shell.text.say("screen-password-wrong"));
    [page(CodeState::None), page(CodeState::Set), wrong]
        .map(|page| page.render().unwrap())
        .into()
}
