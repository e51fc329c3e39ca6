//! What is done with the form: a preview, the exact one, or saving. What was typed comes back where
//! something is wrong with it.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::address;
use super::found::Found;
use super::show::PolicyPage;
use super::typed::Typed;
use crate::app::policy::preview;
use crate::app::policy::{self, Shown, Wish, Wrong};
use crate::app::{Actor, App, AppError};
use crate::web::components::Notice;
use crate::web::{Fault, Form, Reader, Shell, render};

pub(super) async fn submit(
    State(app): State<App>,
    reader: Reader,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let typed = Typed::new(fields);
    let actor = reader.actor();
    let shown = policy::show(&app, &actor, typed.unit()?, None).await?;
    let (wish, mut wrong) = typed.wish(&shown);
    let action = typed.of("action");
    if matches!(action, "save" | "take_back") && wish.reason.is_empty() && !wrong.is_empty() {
        wrong.push(Wrong::Reason);
    }
    let done = if wrong.is_empty() {
        act(&app, &actor, &wish, action).await
    } else {
        Err(AppError::Policy(wrong))
    };
    match done {
        Ok(Done::Found(found)) => {
            let mut page = PolicyPage::new(reader.shell, &shown, &typed, &[]);
            page.found = Some(Found::estimated(&found, page.shell.text));
            Ok(render(&page))
        }
        Ok(Done::Elsewhere(address)) => Ok(Redirect::to(&address).into_response()),
        Err(AppError::Policy(wrong)) => Ok(again(reader.shell, &shown, &typed, &wrong)),
        Err(AppError::Outdated(_)) => Ok(outdated(reader.shell, &shown, &typed)),
        Err(error) => Err(error.into()),
    }
}

/// What came of it.
enum Done {
    /// An estimate.
    Found(preview::Estimated),
    /// More is to be seen there.
    Elsewhere(String),
}

async fn act(app: &App, actor: &Actor, wish: &Wish, action: &str) -> Result<Done, AppError> {
    match action {
        "save" | "take_back" => {
            let set = policy::set(app, actor, wish).await?;
            let page = address(wish.unit);
            let sign = if wish.unit.is_some() { '&' } else { '?' };
            Ok(Done::Elsewhere(format!(
                "{page}{sign}changed={}",
                set.patients
            )))
        }
        "exact" => {
            let id = preview::start(app, actor, wish).await?;
            Ok(Done::Elsewhere(format!("/policy/previews/{id}")))
        }
        _ => Ok(Done::Found(preview::estimate(app, actor, wish).await?)),
    }
}

fn again(shell: Shell, shown: &Shown, typed: &Typed, wrong: &[Wrong]) -> Response {
    let page = PolicyPage::new(shell, shown, typed, wrong);
    (StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response()
}

/// The page carries the mark of what holds now: whoever looks it through and saves again means it.
fn outdated(shell: Shell, shown: &Shown, typed: &Typed) -> Response {
    let text = shell.text;
    let mut page = PolicyPage::new(shell, shown, typed, &[]);
    page.notice = Some(Notice {
        heading: text.say("policy-outdated"),
        text: text.say("policy-outdated-more"),
        is_wrong: true,
    });
    (StatusCode::CONFLICT, render(&page)).into_response()
}
