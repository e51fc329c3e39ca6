//! `/break-glass`: finding a patient who is not within reach. What is typed is sent as a form, and nothing
//! of the patient comes back.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use crate::app::access::{self, Found};
use crate::app::{App, AppError};
use crate::web::pages::search::Typed;
use crate::web::{Fault, Form, Reader, Shell, render};

#[derive(Template)]
#[template(path = "access/find.html")]
struct Page {
    shell: Shell,
    typed: Typed,
    /// What is wrong, as the key of a sentence.
    wrong: Option<&'static str>,
}

pub(super) async fn ask(reader: Reader) -> Result<Response, Fault> {
    crate::app::record::reach_of(&reader.actor())?;
    Ok(render(&Page {
        shell: reader.shell,
        typed: Typed::default(),
        wrong: None,
    }))
}

pub(super) async fn find(
    State(app): State<App>,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let actor = reader.actor();
    crate::app::record::reach_of(&actor)?;
    let wrong = match typed.wanted() {
        Err(_) => "search-bad-date",
        Ok(wanted) => match access::find(&app, &actor, &wanted).await {
            Ok(Found::Open(patient)) => {
                let page = format!("/patients/{}", patient.0);
                return Ok(Redirect::to(&page).into_response());
            }
            Ok(Found::Closed(patient)) => {
                let page = format!("/patients/{}/break-glass", patient.0);
                return Ok(Redirect::to(&page).into_response());
            }
            Ok(Found::NotOne) => "access-find-nobody",
            Err(AppError::InvalidInput { .. }) => "access-find-more",
            Err(error) => return Err(error.into()),
        },
    };
    let page = Page {
        shell: reader.shell,
        typed,
        wrong: Some(wrong),
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response())
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    [None, Some("access-find-nobody"), Some("access-find-more")]
        .map(|wrong| Page {
            shell: shell.clone(),
            typed: Typed::default(),
            wrong,
        })
        .map(|page| page.render().unwrap())
        .into()
}
