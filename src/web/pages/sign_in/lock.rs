//! `/lock`: hides a session until its person comes back, or a colleague signs in. While it is locked, every
//! address behind the sign-in leads here.

use askama::Template;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum_extra::extract::cookie::CookieJar;
use secrecy::SecretString;
use serde::Deserialize;
use subtle::ConstantTimeEq;

use super::kept::{Kept, MOST_HALF_TYPED, half_typed};
use super::page::State as Refused;
use super::{browser_token, destination, ended, leading, resume, sealed, state_of, waiting};
use crate::app::AppError;
use crate::app::sign_in::browser::{self, Own, Session, Standing};
use crate::app::sign_in::kept::{self, Typed};
use crate::app::sign_in::lock;
use crate::http::Server;
use crate::web::components::{Field, Notice};
use crate::web::form::{fields, wrong_token};
use crate::web::pages::own;
use crate::web::reader::here;
use crate::web::{Fault, Preferences, Shell, render};

/// Where a locked session is opened again.
pub(super) const ADDRESS: &str = "/lock";

/// The largest form: what is half typed, as an address writes it.
const MOST_BYTES: usize = 3 * MOST_HALF_TYPED;

pub(super) fn routes() -> Router<Server> {
    Router::new()
        .route(ADDRESS, get(show).post(lock_it))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .route("/lock/state", get(state))
        .route("/unlock", get(back).post(unlock))
}

async fn back() -> Redirect {
    Redirect::to(ADDRESS)
}

/// The page of a locked session.
#[derive(Debug, Template)]
#[template(path = "lock.html")]
pub(super) struct Page {
    shell: Shell,
    /// Whose session it is, to be shown, and for password managers.
    name: String,
    username: String,
    next: String,
    /// What was sent while it was locked, sealed for its author.
    kept: Option<String>,
    notice: Option<Notice>,
    secret: Field,
}

impl Page {
    fn say(&self, key: &str) -> String {
        self.shell.text.say(key)
    }

    fn lead(&self) -> String {
        let name = self.name.as_str().into();
        self.shell.text.with("lock-lead", [("name", name)])
    }

    /// Keeps what was sent meanwhile.
    pub(super) fn keeping(mut self, kept: Option<String>) -> Self {
        if kept.is_some() {
            self.notice = Some(Notice {
                heading: self.say("lock-kept"),
                text: self.say("lock-kept-more"),
                is_wrong: false,
            });
        }
        self.kept = kept;
        self
    }

    fn refused(mut self, state: Refused) -> Self {
        let text = self.shell.text;
        let (heading, more) = match state {
            Refused::Locked(seconds) => (
                text.say("sign-in-locked"),
                text.count("sign-in-locked-more", seconds.div_ceil(60)),
            ),
            Refused::Busy => (text.say("sign-in-busy"), text.say("sign-in-busy-more")),
            Refused::Disabled => (
                text.say("sign-in-disabled"),
                text.say("sign-in-disabled-more"),
            ),
            _ => (text.say("lock-wrong"), text.say("lock-wrong-more")),
        };
        self.notice = Some(Notice {
            heading,
            text: more,
            is_wrong: true,
        });
        self
    }
}

/// The page of a session that is locked.
pub(super) async fn page(
    server: &Server,
    shell: Shell,
    session: &Session,
    next: String,
) -> Result<Page, AppError> {
    let directory = server.app.directory().await?;
    let viewer = &session.viewer;
    let professional = viewer
        .professional
        .and_then(|professional| directory.professionals.get(&professional));
    Ok(Page {
        name: professional.map_or_else(|| viewer.username.clone(), |known| known.name.clone()),
        username: viewer.username.clone(),
        secret: Field {
            name: "secret",
            kind: "password",
            label: shell.text.say("lock-secret"),
            autocomplete: Some("current-password"),
            is_required: true,
            ..Field::default()
        },
        shell,
        next,
        kept: None,
        notice: None,
    })
}

/// The locked session of this browser.
pub(super) async fn locked(server: &Server, jar: &CookieJar) -> Result<Option<Session>, AppError> {
    match jar.get(server.site.session_cookie()) {
        Some(cookie) => browser::locked(&server.app, cookie.value()).await,
        None => Ok(None),
    }
}

/// What of this browser's session is in a patient's hands.
pub(super) async fn in_hands(server: &Server, jar: &CookieJar) -> Result<Option<Own>, AppError> {
    Ok(match standing(server, jar).await? {
        Standing::Own(own) => Some(own),
        Standing::Open(..) | Standing::Locked(_) | Standing::Ended => None,
    })
}

async fn standing(server: &Server, jar: &CookieJar) -> Result<Standing, AppError> {
    match jar.get(server.site.session_cookie()) {
        Some(cookie) => browser::standing(&server.app, cookie.value()).await,
        None => Ok(Standing::Ended),
    }
}

#[derive(Debug, Deserialize)]
struct Wanted {
    #[serde(default)]
    next: String,
}

async fn show(
    State(server): State<Server>,
    jar: CookieJar,
    Query(wanted): Query<Wanted>,
    parts: Parts,
) -> Result<Response, Fault> {
    let next = destination(&wanted.next).to_owned();
    match standing(&server, &jar).await? {
        Standing::Locked(session) => {
            let shell = Shell::guest(Preferences::of(&parts.headers), here(&parts));
            Ok(render(&page(&server, shell, &session, next).await?))
        }
        Standing::Open(..) => Ok(Redirect::to(&next).into_response()),
        Standing::Own(_) => Ok(Redirect::to(own::ADDRESS).into_response()),
        Standing::Ended => Ok(Redirect::to(&leading(super::ADDRESS, &next)).into_response()),
    }
}

/// How long until this browser's session locks, for the script of an open page. It keeps nothing alive.
async fn state(State(server): State<Server>, jar: CookieJar) -> Result<Response, Fault> {
    let left = match standing(&server, &jar).await? {
        Standing::Open(_, Some(left)) => left.num_seconds().max(0),
        Standing::Open(_, None) => server.app.locking.after.num_seconds(),
        // Whoever has the screen in their hands sees no other page of it: open ones are covered.
        Standing::Own(_) | Standing::Locked(_) | Standing::Ended => 0,
    };
    Ok(axum::Json(serde_json::json!({ "left": left })).into_response())
}

/// The form of the header, or what the script of a page that was left sends in its place.
#[derive(Default)]
struct Sent {
    token: String,
    here: String,
    to: String,
    /// What is half typed; `None` where no script wrote it down.
    typed: Option<String>,
}

impl Sent {
    async fn read(typed: &Bytes) -> Self {
        let mut sent = Self::default();
        for (name, value) in fields(typed).await {
            match name.as_str() {
                "form_token" => sent.token = value,
                "here" => destination(&value).clone_into(&mut sent.here),
                "to" => sent.to = value,
                "typed" => sent.typed = half_typed(&value),
                _ => {}
            }
        }
        sent
    }
}

async fn lock_it(
    State(server): State<Server>,
    jar: CookieJar,
    headers: HeaderMap,
    typed: Bytes,
) -> Result<Response, Fault> {
    let sent = Sent::read(&typed).await;
    let (session, is_in_hands) = match standing(&server, &jar).await? {
        Standing::Open(session, _) | Standing::Locked(session) => (session, false),
        Standing::Own(own) => (own.session, true),
        Standing::Ended => {
            let kept = sent.typed.filter(|typed| typed != "[]").map(|typed| Kept {
                address: sent.here.clone(),
                fields: Vec::new(),
                half_typed: Some(typed),
            });
            let kept = sealed(&server, kept, Some(sent.token)).await;
            let shell = Shell::guest(Preferences::of(&headers), super::address_of(&sent.here));
            let page = ended(&server, &jar, shell, kept).await;
            return Ok((StatusCode::FORBIDDEN, page).into_response());
        }
    };
    // In constant time: how far a guess is right must not show.
    let is_ours = session.form_token.as_bytes().ct_eq(sent.token.as_bytes());
    if !bool::from(is_ours) {
        return Err(wrong_token());
    }
    let author = session.viewer.account;
    match sent.typed.as_deref() {
        Some("[]") => kept::forget(&server.app, author, &sent.here).await?,
        Some(forms) => {
            let typed = Typed {
                address: sent.here.clone(),
                forms: forms.to_owned(),
            };
            kept::keep(&server.app, author, &typed).await?;
        }
        None => {}
    }
    if is_in_hands {
        // Another page of the browser, left when the screen was handed over: what was half typed there is kept.
        return Ok(Redirect::to(own::ADDRESS).into_response());
    }
    let (because, address) = match sent.to.as_str() {
        "switch" => (lock::Because::Switch, super::ADDRESS.to_owned()),
        "left" => (lock::Because::Left, leading(ADDRESS, &sent.here)),
        _ => (lock::Because::Hand, leading(ADDRESS, &sent.here)),
    };
    lock::lock(&server.app, &session, because).await?;
    Ok(Redirect::to(&address).into_response())
}

async fn unlock(
    State(server): State<Server>,
    jar: CookieJar,
    headers: HeaderMap,
    typed: Bytes,
) -> Result<Response, Fault> {
    let (mut secret, mut next, mut sealed) = (SecretString::default(), String::new(), None);
    for (name, value) in fields(&typed).await {
        match name.as_str() {
            "secret" => secret = value.into(),
            "next" => destination(&value).clone_into(&mut next),
            "kept" if !value.is_empty() => sealed = Some(value),
            _ => {}
        }
    }
    let next = if next.is_empty() {
        "/".to_owned()
    } else {
        next
    };
    let Some(session) = locked(&server, &jar).await? else {
        // Opened in another window, or ended: what was sent meanwhile goes along.
        return match standing(&server, &jar).await? {
            Standing::Open(session, _) => {
                resume::go_on(&server, &headers, &session, &next, sealed).await
            }
            Standing::Own(_) => Ok(Redirect::to(own::ADDRESS).into_response()),
            Standing::Ended | Standing::Locked(_) => {
                let shell = Shell::guest(Preferences::of(&headers), super::address_of(&next));
                let page = ended(&server, &jar, shell, sealed).await;
                Ok((StatusCode::FORBIDDEN, page).into_response())
            }
        };
    };
    let cookie = jar.get(server.site.session_cookie());
    let token = cookie.map_or_else(String::new, |cookie| cookie.value().to_owned());
    let browser = browser_token(&server, &jar);
    match lock::unlock(&server.app, &token, browser.as_deref(), secret).await {
        Ok(session) => resume::go_on(&server, &headers, &session, &next, sealed).await,
        Err(error) => {
            let state = match error {
                AppError::WrongCredentials => Refused::WrongPin,
                error => state_of(error)?,
            };
            let shell = Shell::guest(Preferences::of(&headers), leading(ADDRESS, &next));
            let page = page(&server, shell, &session, next).await?.keeping(sealed);
            Ok(waiting(state, render(&page.refused(state))))
        }
    }
}

/// The lock, just so, after a wrong PIN, and with something that was sent meanwhile.
#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let page = |state: Option<Refused>, kept: Option<&str>| {
        let page = Page {
            name: "<Berg>".to_owned(),
            username: "berg".to_owned(),
            secret: Field {
                name: "secret",
                kind: "password",
                label: shell.text.say("lock-secret"),
                is_required: true,
                ..Field::default()
            },
            shell: shell.clone(),
            next: "/".to_owned(),
            kept: None,
            notice: None,
        };
        let page = page.keeping(kept.map(str::to_owned));
        match state {
            Some(state) => page.refused(state),
            None => page,
        }
    };
    [
        page(None, None),
        page(Some(Refused::WrongPin), None),
        page(Some(Refused::Locked(61)), None),
        page(Some(Refused::Busy), None),
        page(Some(Refused::Disabled), None),
        page(None, Some("c2VhbGVk")),
    ]
    .iter()
    .map(|page| page.render().unwrap())
    .collect()
}
