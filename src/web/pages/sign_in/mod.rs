//! `/sign-in` and `/sign-out`.

mod kept;
mod page;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use serde::Deserialize;

use super::preferences::local;
use crate::app::sign_in::{Credentials, browser};
use crate::app::{App, AppError};
use crate::http::Server;
use crate::web::form::{Nothing, token_of};
use crate::web::reader::{frame, here};
use crate::web::{Fault, Form, Guest, Preferences, Shell, render};
use kept::Kept;
use page::{Page, State as Refused};

#[cfg(test)]
pub(in crate::web) use page::samples;

/// Where to sign in.
const ADDRESS: &str = "/sign-in";

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new()
        .route(ADDRESS, get(show).post(sign_in))
        .route("/sign-out", get(home).post(sign_out))
}

/// Signing out is for a form; whoever loads its address stays signed in.
async fn home() -> Redirect {
    Redirect::to("/")
}

/// Sends a browser without a living session to the sign-in page, which leads back to `here`.
pub(in crate::web) fn ask(here: &str) -> Response {
    let next = destination(here);
    if next == "/" {
        return Redirect::to(ADDRESS).into_response();
    }
    Redirect::to(&format!("{ADDRESS}?next={}", escaped(next))).into_response()
}

/// The sign-in page in place of an answer to a form: it keeps what was typed, sealed for its author,
/// and repeats it afterwards. Not in an address, where it would stay in histories and logs.
pub(in crate::web) async fn keep(app: &App, parts: &Parts, typed: &Bytes) -> Response {
    let shell = Shell::guest(Preferences::of(&parts.headers), here(parts));
    let kept = Kept::of_form(destination(parts.uri.path()), typed).await;
    let author = token_of(typed).and_then(|token| browser::author_of(&token));
    let kept = match kept.zip(author) {
        Some((kept, author)) => kept.sealed(app, author).await,
        None => None,
    };
    let page = Page::new(shell, "/".to_owned(), kept).refused(Refused::Ended);
    (StatusCode::FORBIDDEN, render(&page)).into_response()
}

#[derive(Debug, Deserialize)]
struct Wanted {
    #[serde(default)]
    next: String,
    #[serde(default)]
    out: bool,
}

async fn show(guest: Guest, Query(wanted): Query<Wanted>) -> Response {
    let next = destination(&wanted.next).to_owned();
    if guest.shell.viewer.is_some() {
        return Redirect::to(&next).into_response();
    }
    let state = match (wanted.out, next.as_str()) {
        (true, _) => Refused::Out,
        (false, "/") => Refused::Not,
        (false, _) => Refused::Needed,
    };
    render(&Page::new(guest.shell, next, None).refused(state))
}

/// A name and a password; on success to where the reader wanted to go, with what was typed there.
async fn sign_in(
    State(server): State<Server>,
    jar: CookieJar,
    headers: HeaderMap,
    typed: Bytes,
) -> Result<Response, Fault> {
    let typed = kept::Typed::read(&typed).await;
    let next = destination(&typed.next).to_owned();
    let credentials = Credentials {
        username: typed.username,
        password: typed.password,
    };
    let here = address_of(&next);
    let (session, token) = match browser::begin(&server.app, &credentials).await {
        Ok(begun) => begun,
        Err(error) => {
            let shell = Shell::guest(Preferences::of(&headers), here);
            let page = Page::new(shell, next, typed.kept);
            return refused(page, credentials.username, error);
        }
    };
    let jar = leave(&server, jar).await?.add(cookie(&server, token));
    let kept = match &typed.kept {
        Some(sealed) => Kept::opened(&server.app, session.viewer.account, sealed).await?,
        None => None,
    };
    let answer = match kept {
        None => Redirect::to(&next).into_response(),
        Some(kept) => {
            let shell = frame(&headers, kept.address.clone(), &server, &session).await?;
            render(&page::Continue { shell, kept })
        }
    };
    Ok((jar, answer).into_response())
}

/// The page once more, with the name that was typed and what is wrong.
fn refused(page: Page, username: String, error: AppError) -> Result<Response, Fault> {
    let state = match &error {
        AppError::WrongCredentials => Refused::Wrong,
        AppError::LockedOut { seconds } => Refused::Locked(*seconds),
        AppError::Overloaded => Refused::Busy,
        AppError::Forbidden(_) => Refused::Disabled,
        _ => return Err(error.into()),
    };
    let (status, wait) = match state {
        Refused::Locked(seconds) => (StatusCode::TOO_MANY_REQUESTS, Some(seconds)),
        Refused::Busy => (StatusCode::SERVICE_UNAVAILABLE, Some(2)),
        _ => (StatusCode::FORBIDDEN, None),
    };
    let page = page.refused(state).with_username(username);
    let mut response = (status, render(&page)).into_response();
    if let Some(seconds) = wait {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, seconds.into());
    }
    Ok(response)
}

/// Signs out. Whoever is signed out already is no less so.
async fn sign_out(
    State(server): State<Server>,
    jar: CookieJar,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Fault> {
    let jar = leave(&server, jar).await?;
    let answer = Redirect::to(&format!("{ADDRESS}?out=true"));
    Ok((jar, answer).into_response())
}

/// Ends the session of this browser, where there is one, and takes its cookie back.
async fn leave(server: &Server, jar: CookieJar) -> Result<CookieJar, AppError> {
    let name = server.site.session_cookie();
    if let Some(cookie) = jar.get(name)
        && let Some(session) = browser::find(&server.app, cookie.value()).await?
    {
        browser::end(&server.app, &session).await?;
    }
    Ok(jar.remove(cookie(server, String::new())))
}

/// The session's cookie: gone with the browser; how long it is taken is the server's to say. `Lax`,
/// so that a link in a message leads to its page; no form of another site carries it.
fn cookie(server: &Server, token: String) -> Cookie<'static> {
    Cookie::build((server.site.session_cookie(), token))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(server.site.is_secure())
        .build()
}

/// Where to go after signing in: an address of ours that is none of signing in or out.
fn destination(wanted: &str) -> &str {
    let wanted = local(wanted);
    let path = wanted.split(['?', '#']).next().unwrap_or_default();
    if matches!(path, ADDRESS | "/sign-out" | "/preferences") {
        "/"
    } else {
        wanted
    }
}

/// The sign-in page's own address, to come back to after switching language or theme.
fn address_of(next: &str) -> String {
    match next {
        "/" => ADDRESS.to_owned(),
        next => format!("{ADDRESS}?next={}", escaped(next)),
    }
}

/// An address as the value of a query's parameter.
fn escaped(address: &str) -> String {
    let mut escaped = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            let code = format!("%{byte:02X}");
            escaped.push_str(&code);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_leads_to_pages_of_ours_and_never_in_a_circle() {
        let page = "/patients/0199f0c2-6f6e-7cc3-98c4-dc0c0c07398f?window=5y";
        assert_eq!(destination(page), page);
        for elsewhere in [
            "",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example/",
            "javascript:alert(1)",
            "/sign-in",
            "/sign-in?next=/sign-in",
            "/sign-out",
        ] {
            assert_eq!(destination(elsewhere), "/", "{elsewhere:?}");
        }
    }

    #[test]
    fn an_address_within_an_address_is_one_value() {
        assert_eq!(escaped("/a?b=c&d=e%20f"), "/a%3Fb%3Dc%26d%3De%2520f");
    }
}
