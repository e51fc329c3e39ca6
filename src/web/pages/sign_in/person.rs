//! Signing in by one's name on a computer that remembers it: with a PIN, or with the password.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{Redirect, Response};
use axum::routing::get;
use axum_extra::extract::cookie::CookieJar;
use secrecy::{ExposeSecret, SecretString};

use super::page::{Page, State as Refused};
use super::{ADDRESS, address_of, browser_token, destination, people, resume, state_of, waiting};
use crate::app::AppError;
use crate::app::sign_in::browser::{self, Session};
use crate::app::sign_in::{Credentials, known};
use crate::domain::ids::AccountId;
use crate::domain::pin::is_pin;
use crate::http::Server;
use crate::web::form::fields;
use crate::web::{Fault, Preferences, Shell, render};

pub(super) fn routes() -> Router<Server> {
    Router::new().route("/sign-in/person", get(back).post(sign_in))
}

async fn back() -> Redirect {
    Redirect::to(ADDRESS)
}

/// The form as it was sent.
#[derive(Default)]
struct Typed {
    person: String,
    secret: SecretString,
    next: String,
    kept: Option<String>,
}

impl Typed {
    async fn read(typed: &Bytes) -> Self {
        let mut read = Self::default();
        for (name, value) in fields(typed).await {
            match name.as_str() {
                "person" => read.person = value,
                "secret" => read.secret = value.into(),
                "next" => read.next = value,
                "kept" if !value.is_empty() => read.kept = Some(value),
                _ => {}
            }
        }
        read
    }
}

async fn sign_in(
    State(server): State<Server>,
    jar: CookieJar,
    headers: HeaderMap,
    typed: Bytes,
) -> Result<Response, Fault> {
    let typed = Typed::read(&typed).await;
    let next = destination(&typed.next).to_owned();
    let token = browser_token(&server, &jar);
    let begun = begin(&server, token.as_deref(), &typed.person, typed.secret).await;
    let error = match begun {
        Ok(begun) => {
            return resume::begun(&server, jar, &headers, begun, &next, typed.kept).await;
        }
        Err(error) => error,
    };
    let state = match error {
        AppError::WrongCredentials => Refused::WrongPin,
        error => state_of(error)?,
    };
    let shell = Shell::guest(Preferences::of(&headers), address_of(&next));
    let page = Page::new(shell, next, typed.kept).refused(state);
    let page = page.with_people(people(&server, &jar, &typed.person).await?);
    Ok(waiting(state, render(&page)))
}

/// Nobody is signed in by an account's id whom the browser does not remember: with a password either.
async fn begin(
    server: &Server,
    token: Option<&str>,
    person: &str,
    secret: SecretString,
) -> Result<(Session, String), AppError> {
    let account = AccountId(person.parse().unwrap_or_default());
    if is_pin(secret.expose_secret()) {
        return browser::begin_by_pin(&server.app, token, account, secret).await;
    }
    let people = known::people(&server.app, token).await?;
    let known = people.into_iter().find(|known| known.account == account);
    let credentials = Credentials {
        // Where nobody is meant, failures count under what was sent, as for names without an account.
        username: known.map_or_else(|| format!("@{person}"), |known| known.username),
        password: secret,
    };
    browser::begin_at(&server.app, &credentials, token).await
}
