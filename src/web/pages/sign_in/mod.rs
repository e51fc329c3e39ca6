//! `/sign-in` and `/sign-out`, and `/lock`, which hides a session until its person comes back.

mod kept;
mod lock;
mod page;
mod person;
mod resume;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use serde::Deserialize;

use super::own;
use super::preferences::local;
use crate::app::AppError;
use crate::app::sign_in::browser::{self, Standing};
use crate::app::sign_in::{Credentials, known};
use crate::domain::pin::REMEMBERED;
use crate::http::{Problem, Server};
use crate::web::form::{Nothing, token_of};
use crate::web::reader::here;
use crate::web::{Fault, Form, Guest, Preferences, Shell, render};
use kept::Kept;
use page::{Choice, Page, State as Refused};

/// Every page of signing in.
#[cfg(test)]
pub(in crate::web) fn samples(shell: &Shell) -> Vec<String> {
    let mut pages = page::samples(shell);
    pages.extend(lock::samples(shell));
    pages
}

/// Where to sign in.
const ADDRESS: &str = "/sign-in";

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new()
        .route(ADDRESS, get(show).post(sign_in))
        .route("/sign-out", get(home).post(sign_out))
        .merge(person::routes())
        .merge(lock::routes())
}

/// Those that ask for an open session.
pub(in crate::web) fn routes_behind() -> Router<Server> {
    resume::routes()
}

/// Signing out is for a form; whoever loads its address stays signed in.
async fn home() -> Redirect {
    Redirect::to("/")
}

/// Sends a browser without an open session to the sign-in page, or to that of its locked session, which
/// leads back to `here`.
pub(in crate::web) async fn ask(server: &Server, parts: &Parts, here: &str) -> Response {
    let next = destination(here);
    let jar = CookieJar::from_headers(&parts.headers);
    if let Some(way) = own_pages(server, parts, &jar).await {
        return way;
    }
    // Where that cannot be found out, signing in says so.
    let is_locked = matches!(lock::locked(server, &jar).await, Ok(Some(_)));
    let address = if is_locked { lock::ADDRESS } else { ADDRESS };
    Redirect::to(&leading(address, next)).into_response()
}

/// Where the screen of a session is in a patient's hands: what is asked for leads back to their own pages, and
/// what would change something is refused. `None` for every other session.
pub(in crate::web) async fn own_pages(
    server: &Server,
    parts: &Parts,
    jar: &CookieJar,
) -> Option<Response> {
    match lock::in_hands(server, jar).await {
        Ok(None) => None,
        Ok(Some(_)) if parts.method == Method::GET || parts.method == Method::HEAD => {
            Some(Redirect::to(own::ADDRESS).into_response())
        }
        Ok(Some(_)) => {
            let refused = Problem::new(
                "forbidden",
                "This screen is in a patient's hands: nothing but their own pages answers on it.",
            );
            Some(Fault::from(refused.said_as("in-hands")).into_response())
        }
        // Where that cannot be found out, nothing is let through.
        Err(error) => Some(Fault::from(error).into_response()),
    }
}

/// The sign-in page, or that of the locked session, in place of an answer to a form: it keeps what was
/// typed, sealed for its author, and repeats it afterwards. Not in an address, where it would stay in
/// histories and logs.
pub(in crate::web) async fn keep(server: &Server, parts: &Parts, typed: &Bytes) -> Response {
    let jar = CookieJar::from_headers(&parts.headers);
    if let Some(refused) = own_pages(server, parts, &jar).await {
        return refused;
    }
    let shell = Shell::guest(Preferences::of(&parts.headers), here(parts));
    let kept = Kept::of_form(destination(parts.uri.path()), typed).await;
    let kept = sealed(server, kept, token_of(typed)).await;
    let page = match lock::locked(server, &jar).await {
        Ok(Some(session)) => match lock::page(server, shell, &session, "/".to_owned()).await {
            Ok(page) => render(&page.keeping(kept)),
            Err(error) => return Fault::from(error).into_response(),
        },
        Ok(None) => ended(server, &jar, shell, kept).await,
        Err(error) => return Fault::from(error).into_response(),
    };
    (StatusCode::FORBIDDEN, page).into_response()
}

/// The sign-in page for a session that has ended.
async fn ended(server: &Server, jar: &CookieJar, shell: Shell, kept: Option<String>) -> Response {
    let people = people(server, jar, "").await.unwrap_or_default();
    let page = Page::new(shell, "/".to_owned(), kept).refused(Refused::Ended);
    render(&page.with_people(people))
}

/// What is kept of a form, sealed for whoever's token it carried.
async fn sealed(server: &Server, kept: Option<Kept>, token: Option<String>) -> Option<String> {
    let author = token.and_then(|token| browser::author_of(&token));
    match kept.zip(author) {
        Some((kept, author)) => kept.sealed(&server.app, author).await,
        None => None,
    }
}

/// The token by which this browser remembers people, where it does.
pub(in crate::web) fn browser_token(server: &Server, jar: &CookieJar) -> Option<String> {
    let cookie = jar.get(server.site.browser_cookie());
    cookie.map(|cookie| cookie.value().to_owned())
}

/// Those whom this browser remembers.
async fn people(server: &Server, jar: &CookieJar, chosen: &str) -> Result<Vec<Choice>, AppError> {
    let token = browser_token(server, jar);
    let people = known::people(&server.app, token.as_deref()).await?;
    Ok(Choice::of(people, chosen))
}

#[derive(Debug, Deserialize)]
struct Wanted {
    #[serde(default)]
    next: String,
    #[serde(default)]
    out: bool,
}

async fn show(
    State(server): State<Server>,
    jar: CookieJar,
    guest: Guest,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Fault> {
    let next = destination(&wanted.next).to_owned();
    if guest.shell.viewer.is_some() {
        return Ok(Redirect::to(&next).into_response());
    }
    let state = match (wanted.out, next.as_str()) {
        (true, _) => Refused::Out,
        (false, "/") => Refused::Not,
        (false, _) => Refused::Needed,
    };
    let page = Page::new(guest.shell, next, None).refused(state);
    Ok(render(&page.with_people(people(&server, &jar, "").await?)))
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
    let token = browser_token(&server, &jar);
    match browser::begin_at(&server.app, &credentials, token.as_deref()).await {
        Ok(begun) => resume::begun(&server, jar, &headers, begun, &next, typed.kept).await,
        Err(error) => {
            let shell = Shell::guest(Preferences::of(&headers), address_of(&next));
            let page = Page::new(shell, next, typed.kept);
            let page = page.with_people(people(&server, &jar, "").await?);
            refused(page, credentials.username, error)
        }
    }
}

/// The page once more, with the name that was typed and what is wrong.
fn refused(page: Page, username: String, error: AppError) -> Result<Response, Fault> {
    let state = match &error {
        AppError::WrongCredentials => Refused::Wrong,
        _ => state_of(error)?,
    };
    let page = page.refused(state).with_username(username);
    Ok(waiting(state, render(&page)))
}

/// What is said of somebody who was not let in for another reason than what they typed.
fn state_of(error: AppError) -> Result<Refused, Fault> {
    Ok(match &error {
        AppError::LockedOut { seconds } => Refused::Locked(*seconds),
        AppError::Overloaded => Refused::Busy,
        AppError::Forbidden(_) => Refused::Disabled,
        _ => return Err(error.into()),
    })
}

/// A page that was shown in place of a session, with its status, and after how long to try again.
fn waiting(state: Refused, page: Response) -> Response {
    let (status, wait) = match state {
        Refused::Locked(seconds) => (StatusCode::TOO_MANY_REQUESTS, Some(seconds)),
        Refused::Busy => (StatusCode::SERVICE_UNAVAILABLE, Some(2)),
        _ => (StatusCode::FORBIDDEN, None),
    };
    let mut response = (status, page).into_response();
    if let Some(seconds) = wait {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, seconds.into());
    }
    response
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

/// Ends the session of this browser, where there is one, locked or not, and takes its cookie back.
async fn leave(server: &Server, jar: CookieJar) -> Result<CookieJar, AppError> {
    if let Some(cookie) = jar.get(server.site.session_cookie()) {
        match browser::standing(&server.app, cookie.value()).await? {
            Standing::Open(session, _) | Standing::Locked(session) => {
                browser::end(&server.app, &session).await?;
            }
            Standing::Own(own) => browser::end(&server.app, &own.session).await?,
            Standing::Ended => {}
        }
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
    let is_in_between = |start| {
        path.strip_prefix(start)
            .is_some_and(|rest: &str| rest.is_empty() || rest.starts_with('/'))
    };
    let between = [
        ADDRESS,
        lock::ADDRESS,
        "/unlock",
        "/sign-out",
        "/preferences",
        own::ADDRESS,
    ];
    if between.into_iter().any(is_in_between) {
        "/"
    } else {
        wanted
    }
}

/// The sign-in page's own address, to come back to after switching language or theme.
fn address_of(next: &str) -> String {
    leading(ADDRESS, next)
}

/// An address that leads on to another.
fn leading(address: &str, next: &str) -> String {
    match next {
        "/" => address.to_owned(),
        next => format!("{address}?next={}", escaped(next)),
    }
}

/// The cookie by which a browser remembers people: kept for as long as they are, and renewed whenever one
/// of them gives their password.
pub(in crate::web) fn browser_cookie(server: &Server, token: String) -> Cookie<'static> {
    let max_age = REMEMBERED.to_std().unwrap_or_default();
    Cookie::build((server.site.browser_cookie(), token))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(server.site.is_secure())
        .max_age(max_age.try_into().unwrap_or_default())
        .build()
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
            "/sign-in/person",
            "/lock?next=/account",
            "/lock/typed",
            "/unlock",
        ] {
            assert_eq!(destination(elsewhere), "/", "{elsewhere:?}");
        }
    }

    #[test]
    fn an_address_within_an_address_is_one_value() {
        assert_eq!(escaped("/a?b=c&d=e%20f"), "/a%3Fb%3Dc%26d%3De%2520f");
    }
}
