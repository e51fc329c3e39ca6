//! The code that opens the pages, and giving the screen back.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use secrecy::SecretString;

use super::{ADDRESS, OwnReader};
use crate::app::own::{self, CodeState, Given};
use crate::app::{App, AppError};
use crate::domain::pin::PinFault;
use crate::web::components::{Field, Notice};
use crate::web::{Fault, Form, Shell, render};

#[derive(Template)]
#[template(path = "own/door.html")]
struct Page {
    shell: Shell,
    crisis: String,
    /// Whether a code is chosen here for the first time.
    is_new: bool,
    /// Whether too many wrong ones were typed.
    is_closed: bool,
    code: Field,
    again: Field,
    notice: Option<Notice>,
}

pub(super) async fn page(app: &App, shell: Shell, own: &own::Own) -> Result<Response, Fault> {
    let state = own::code_state(app, own.patient).await?;
    Ok(render(&Page::new(app, shell, state)))
}

impl Page {
    fn new(app: &App, shell: Shell, state: CodeState) -> Self {
        Self::of(shell, state, app.crisis_numbers.join(" · "))
    }

    fn of(shell: Shell, state: CodeState, crisis: String) -> Self {
        let text = shell.text;
        let field = |name, key: &str| Field {
            name,
            kind: "password",
            label: text.say(key),
            autocomplete: Some("off"),
            is_required: true,
            ..Field::default()
        };
        let is_new = state == CodeState::None;
        let label = if is_new { "own-code-new" } else { "own-code" };
        Self {
            crisis,
            is_new,
            is_closed: state == CodeState::Closed,
            code: Field {
                hint: is_new.then(|| text.say("own-code-hint")),
                ..field("code_secret", label)
            },
            again: field("again_secret", "own-code-again"),
            notice: None,
            shell,
        }
    }
}

/// A code: the first is chosen, later ones are given.
pub(super) async fn send(
    State(app): State<App>,
    reader: OwnReader,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    if reader.own.is_open {
        return Ok(Redirect::to(ADDRESS).into_response());
    }
    let typed = |name: &str| {
        let found = pairs.iter().find(|(field, _)| field == name);
        found.map_or("", |(_, value)| value.trim())
    };
    let (code, again) = (typed("code_secret"), typed("again_secret"));
    let state = own::code_state(&app, reader.patient()).await?;
    let secret = SecretString::from(code);
    let given = match state {
        CodeState::Closed => Ok(Given::Closed),
        CodeState::Set => own::give(&app, &reader.own, secret).await,
        CodeState::None if code != again => {
            let text = reader.shell.text;
            let mut page = Page::new(&app, reader.shell, state);
            page.again.error = Some(text.say("own-code-differs"));
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response());
        }
        CodeState::None => own::choose(&app, &reader.own, secret).await,
    };
    let text = reader.shell.text;
    let mut page = Page::new(&app, reader.shell, state);
    let status = match given {
        Ok(Given::Open) => return Ok(Redirect::to(ADDRESS).into_response()),
        Ok(Given::Unfit(fault)) => {
            page.code.error = Some(text.say(match fault {
                PinFault::Length => "own-code-length",
                PinFault::Guessable => "own-code-guessable",
            }));
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Ok(Given::Wrong) => {
            page.code.error = Some(text.say("own-code-wrong"));
            StatusCode::FORBIDDEN
        }
        Ok(Given::Closed) => {
            page.is_closed = true;
            page.is_new = false;
            StatusCode::FORBIDDEN
        }
        Err(AppError::Overloaded) => {
            page.notice = Some(Notice {
                heading: text.say("sign-in-busy"),
                text: text.say("sign-in-busy-more"),
                is_wrong: true,
            });
            StatusCode::SERVICE_UNAVAILABLE
        }
        Err(error) => return Err(error.into()),
    };
    Ok((status, render(&page)).into_response())
}

/// The screen goes back to whoever gave it: they sign in again.
pub(super) async fn close(State(app): State<App>, reader: OwnReader) -> Result<Response, Fault> {
    own::give_back(&app, &reader.own).await?;
    Ok(Redirect::to("/lock").into_response())
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let page = |state, crisis: &str| Page::of(shell.clone(), state, crisis.to_owned());
    let mut wrong = page(CodeState::Set, "113");
    wrong.code.error = Some(shell.text.say("own-code-wrong"));
    let all = [
        page(CodeState::None, ""),
        wrong,
        page(CodeState::Closed, "113"),
    ];
    all.map(|page| page.render().unwrap()).into()
}
