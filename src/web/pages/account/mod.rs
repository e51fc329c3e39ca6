//! `/account`: who I am here, where e-mail goes, another password, and the other places I am signed in
//! at.

mod pin;

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum_extra::extract::cookie::CookieJar;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use crate::app::AppError;
use crate::app::accounts::{self, MailChange, MailChoice};
use crate::app::sign_in::browser;
use crate::domain::vocabulary::NewsMail;
use crate::http::{Server, secret};
use crate::web::components::{Field, Notice};
use crate::web::form::Nothing;
use crate::web::{Fault, Form, Language, Reader, Shell, Text, render};
use pin::PinView;

const ADDRESS: &str = "/account";

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new()
        .route(ADDRESS, get(show))
        .route("/account/mail", get(back).post(change_mail))
        .route("/account/password", get(back).post(change_password))
        .route("/account/others", get(back).post(end_others))
        .merge(pin::routes())
}

/// Forms that were not taken are shown under their own address: whoever loads that again, or changes
/// the language there, comes back to the page.
async fn back() -> Redirect {
    Redirect::to(ADDRESS)
}

#[derive(Debug, Template)]
#[template(path = "account.html")]
struct Page {
    shell: Shell,
    username: String,
    professional: Option<String>,
    roles: Vec<String>,
    others: u64,
    notice: Option<Notice>,
    mail: MailView,
    pin: PinView,
    present: Field,
    new: Field,
    again: Field,
}

/// The form of where e-mail goes.
#[derive(Debug)]
struct MailView {
    address: Field,
    /// The language chosen; none yet is the language of the page.
    language: Language,
    is_digest_wanted: bool,
    /// How what is told at once comes.
    news: NewsMail,
    /// Whether the service sends e-mail at all.
    is_on: bool,
}

impl MailView {
    fn new(mail: &MailChoice, is_on: bool, text: Text) -> Self {
        let chosen = mail.language.as_deref().and_then(Language::of_code);
        Self {
            address: Field {
                name: "email",
                kind: "email",
                label: text.say("account-mail-address"),
                hint: Some(text.say("account-mail-address-hint")),
                value: mail.address.clone().unwrap_or_default(),
                autocomplete: Some("email"),
                ..Field::default()
            },
            language: chosen.unwrap_or(text.0),
            is_digest_wanted: mail.is_digest_wanted,
            news: mail.news,
            is_on,
        }
    }
}

impl Page {
    async fn new(server: &Server, reader: Reader, jar: &CookieJar) -> Result<Self, Fault> {
        let directory = server.app.directory().await?;
        let text = reader.shell.text;
        let roles = reader.viewer.roles.iter().map(|granted| {
            let role = text.word("role", granted.role.code());
            match granted.unit.and_then(|unit| directory.units.get(&unit)) {
                Some(unit) => text.with(
                    "account-role-at",
                    [("role", role.into()), ("unit", unit.name.as_str().into())],
                ),
                None => text.with("account-role-everywhere", [("role", role.into())]),
            }
        });
        let line = |name, key: &str, purpose| Field {
            name,
            kind: "password",
            label: text.say(key),
            autocomplete: Some(purpose),
            is_required: true,
            ..Field::default()
        };
        Ok(Self {
            username: reader.viewer.username.clone(),
            professional: reader
                .viewer
                .professional
                .and_then(|professional| directory.professionals.get(&professional))
                .map(|professional| professional.name.clone()),
            roles: roles.collect(),
            others: browser::others(&server.app, &reader.session).await?,
            notice: None,
            mail: MailView::new(
                &accounts::own_mail(&server.app, &reader.session).await?,
                server.app.mailing.is_on(),
                text,
            ),
            pin: PinView::new(server, &reader, jar).await?,
            present: line(
                "present_password",
                "account-password-present",
                "current-password",
            ),
            new: Field {
                hint: Some(text.say("account-password-hint")),
                ..line("new_password", "account-password-new", "new-password")
            },
            again: line("again_password", "account-password-again", "new-password"),
            shell: reader.shell,
        })
    }

    fn say(&self, key: &str) -> String {
        self.shell.text.say(key)
    }

    fn is_wrong(&self) -> bool {
        [&self.present, &self.new, &self.again]
            .iter()
            .any(|field| field.error.is_some())
    }
}

#[derive(Debug, Deserialize)]
struct Done {
    done: Option<String>,
}

async fn show(
    State(server): State<Server>,
    jar: CookieJar,
    reader: Reader,
    Query(Done { done }): Query<Done>,
) -> Result<Response, Fault> {
    let mut page = Page::new(&server, reader, &jar).await?;
    let key = match done.as_deref() {
        Some("password") => Some(("account-password-done", "account-password-done-more")),
        Some("pin") => Some(("account-pin-done", "account-pin-done-more")),
        Some("no-pin") => Some(("account-pin-removed", "account-pin-removed-more")),
        Some("forgotten") => Some(("account-pin-forgotten", "account-pin-forgotten-more")),
        Some("others") => Some(("account-others-done", "account-others-done-more")),
        Some("mail") if page.mail.address.value.is_empty() => {
            Some(("account-mail-done", "account-mail-done-none"))
        }
        Some("mail") => Some(("account-mail-done", "account-mail-done-to")),
        _ => None,
    };
    page.notice = key.map(|(heading, text)| Notice {
        heading: page.say(heading),
        text: page.say(text),
        is_wrong: false,
    });
    Ok(render(&page))
}

#[derive(Debug, Deserialize)]
struct Passwords {
    #[serde(rename = "present_password", deserialize_with = "secret")]
    present: SecretString,
    #[serde(rename = "new_password", deserialize_with = "secret")]
    new: SecretString,
    #[serde(rename = "again_password", deserialize_with = "secret")]
    again: SecretString,
}

async fn change_password(
    State(server): State<Server>,
    jar: CookieJar,
    reader: Reader,
    Form(typed): Form<Passwords>,
) -> Result<Response, Fault> {
    let Passwords {
        present,
        new,
        again,
    } = typed;
    let error = if new.expose_secret() == again.expose_secret() {
        let change = accounts::change_password(&server.app, &reader.session, present, new);
        match change.await {
            Ok(()) => return Ok(Redirect::to("/account?done=password").into_response()),
            Err(error) => Some(error),
        }
    } else {
        None
    };
    refused(&server, reader, &jar, error).await
}

/// The page once more with what is wrong: `None` where the two new ones differ.
async fn refused(
    server: &Server,
    reader: Reader,
    jar: &CookieJar,
    error: Option<AppError>,
) -> Result<Response, Fault> {
    let mut page = Page::new(server, reader, jar).await?;
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    let mut wait = None;
    match error {
        None => page.again.error = Some(page.say("account-password-differs")),
        Some(AppError::InvalidInput { .. }) => {
            page.new.error = Some(page.say("account-password-unfit"));
        }
        Some(AppError::WrongCredentials) => {
            page.present.error = Some(page.say("account-password-wrong"));
        }
        Some(AppError::LockedOut { seconds }) => {
            let text = page.shell.text;
            page.present.error = Some(text.count("account-password-locked", seconds.div_ceil(60)));
            (status, wait) = (StatusCode::TOO_MANY_REQUESTS, Some(seconds));
        }
        Some(AppError::Overloaded) => {
            page.present.error = Some(page.say("account-password-busy"));
            (status, wait) = (StatusCode::SERVICE_UNAVAILABLE, Some(2));
        }
        Some(error) => return Err(error.into()),
    }
    let mut response = (status, render(&page)).into_response();
    if let Some(seconds) = wait {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, seconds.into());
    }
    Ok(response)
}

#[derive(Debug, Deserialize)]
struct MailTyped {
    email: String,
    language: String,
    /// A box that is not ticked is not sent.
    digest: Option<String>,
    /// What is no choice leaves it as it is.
    #[serde(default)]
    news: String,
}

async fn change_mail(
    State(server): State<Server>,
    jar: CookieJar,
    reader: Reader,
    Form(typed): Form<MailTyped>,
) -> Result<Response, Fault> {
    let address = typed.email.trim();
    let change = MailChange {
        address: Some((!address.is_empty()).then(|| address.to_owned())),
        language: Some(typed.language.clone()),
        is_digest_wanted: Some(typed.digest.is_some()),
        news: typed.news.parse().ok(),
    };
    match accounts::change_mail(&server.app, &reader.session, &change).await {
        Ok(()) => return Ok(Redirect::to("/account?done=mail").into_response()),
        Err(AppError::InvalidInput { field: "email", .. }) => {}
        Err(error) => return Err(error.into()),
    }
    let mut page = Page::new(&server, reader, &jar).await?;
    let kept = MailChoice {
        address: Some(typed.email),
        language: Some(typed.language),
        is_digest_wanted: typed.digest.is_some(),
        news: typed.news.parse().unwrap_or(page.mail.news),
    };
    page.mail = MailView::new(&kept, page.mail.is_on, page.shell.text);
    page.mail.address.error = Some(page.say("account-mail-unfit"));
    Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response())
}

async fn end_others(
    State(server): State<Server>,
    reader: Reader,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Fault> {
    browser::end_others(&server.app, &reader.session).await?;
    Ok(Redirect::to("/account?done=others").into_response())
}

/// The account as it is, and with passwords that were not taken.
#[cfg(test)]
pub(in crate::web) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let line = |name, error: Option<&str>| Field {
        name,
        kind: "password",
        label: text.say("account-password-new"),
        hint: Some(text.say("account-password-hint")),
        error: error.map(|key| text.say(key)),
        ..Field::default()
    };
    let page = |error: Option<&str>, notice: Option<Notice>| Page {
        mail: {
            let is_on = notice.is_some();
            let mut mail = MailView::new(&MailChoice::default(), is_on, text);
            mail.address.error = error.map(|_| text.say("account-mail-unfit"));
            mail
        },
        shell: shell.clone(),
        username: "kari".to_owned(),
        professional: None,
        roles: vec![text.word("role", "administrator")],
        others: 1,
        notice,
        pin: PinView::sample(text, error.is_some()),
        present: line("present_password", error),
        new: line("new_password", error),
        again: line("again_password", None),
    };
    let done = Notice {
        heading: text.say("account-password-done"),
        text: text.say("account-password-done-more"),
        is_wrong: false,
    };
    [
        page(None, Some(done)),
        page(Some("account-password-wrong"), None),
    ]
    .iter()
    .map(|page| page.render().unwrap())
    .collect()
}
