//! Going on where one was: with what was typed into a form whose session had ended or was locked.

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum_extra::extract::cookie::CookieJar;
use serde::Deserialize;

use super::kept::Kept;
use super::page::Continue;
use super::{browser_cookie, browser_token, cookie, destination, leave};
use crate::app::AppError;
use crate::app::sign_in::browser::Session;
use crate::app::sign_in::kept::{self, Typed};
use crate::http::Server;
use crate::web::reader::frame;
use crate::web::{Fault, Form, Reader, render};

pub(super) fn routes() -> Router<Server> {
    Router::new()
        .route("/lock/alive", get(alive))
        .route("/lock/typed", post(typed))
}

/// Said by an open page while somebody is at work in it: asking is what keeps the session alive.
async fn alive(_: Reader) -> StatusCode {
    StatusCode::NO_CONTENT
}

#[derive(Debug, Deserialize)]
struct Wanted {
    here: String,
    act: String,
}

/// What its author had half typed on a page, for the page's script, which says when it is back in place.
async fn typed(
    State(server): State<Server>,
    reader: Reader,
    Form(wanted): Form<Wanted>,
) -> Result<Response, Fault> {
    let author = reader.viewer.account;
    match wanted.act.as_str() {
        "read" => Ok(match kept::at(&server.app, author, &wanted.here).await? {
            Some(typed) => axum::Json(serde_json::json!({ "forms": typed.forms })).into_response(),
            None => axum::Json(serde_json::json!({ "forms": "[]" })).into_response(),
        }),
        "forget" => {
            kept::forget(&server.app, author, &wanted.here).await?;
            Ok(StatusCode::NO_CONTENT.into_response())
        }
        _ => Err(Fault::of("invalid_input", "The form names no act.")),
    }
}

/// After signing in: the new session's cookie in place of any other, and on to where its person wanted to
/// go.
pub(super) async fn begun(
    server: &Server,
    jar: CookieJar,
    headers: &HeaderMap,
    (session, token): (Session, String),
    next: &str,
    sealed: Option<String>,
) -> Result<Response, Fault> {
    let remembers = browser_token(server, &jar).filter(|_| session.browser.is_some());
    let mut jar = leave(server, jar).await?.add(cookie(server, token));
    if let Some(token) = remembers {
        jar = jar.add(browser_cookie(server, token));
    }
    let answer = go_on(server, headers, &session, next, sealed).await?;
    Ok((jar, answer).into_response())
}

/// To where somebody was or wanted to go: what was sent waits to be sent again, what was half typed to be
/// put back into its form.
pub(super) async fn go_on(
    server: &Server,
    headers: &HeaderMap,
    session: &Session,
    next: &str,
    sealed: Option<String>,
) -> Result<Response, Fault> {
    let author = session.viewer.account;
    let sent = match &sealed {
        Some(sealed) => Kept::opened(&server.app, author, sealed).await?,
        None => None,
    };
    match sent {
        None => Ok(Redirect::to(&resumed(server, session, next).await?).into_response()),
        Some(Kept {
            address,
            half_typed: Some(forms),
            ..
        }) => {
            let typed = Typed { address, forms };
            kept::keep(&server.app, author, &typed).await?;
            Ok(Redirect::to(&format!("{}#typed", typed.address)).into_response())
        }
        Some(kept) => {
            let shell = frame(headers, kept.address.clone(), server, session).await?;
            Ok(render(&Continue { shell, kept }))
        }
    }
}

/// The address that somebody wanted, or where they had half typed something last; the page's script asks
/// for that.
async fn resumed(server: &Server, session: &Session, next: &str) -> Result<String, AppError> {
    let author = session.viewer.account;
    let typed = match next {
        "/" => kept::newest(&server.app, author).await?,
        next => kept::at(&server.app, author, next).await?,
    };
    Ok(typed
        .map(|typed| typed.address)
        .filter(|address| destination(address) == address)
        .map_or_else(|| next.to_owned(), |address| format!("{address}#typed")))
}
