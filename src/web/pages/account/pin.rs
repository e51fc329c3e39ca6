//! The PIN on `/account`, and the computer that remembers its person.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum_extra::extract::cookie::CookieJar;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::{Page, back};
use crate::app::AppError;
use crate::app::accounts::{self, PinChange, PinState};
use crate::app::sign_in::known;
use crate::domain::pin::{PinFault, pin_fault};
use crate::http::{Server, secret};
use crate::web::components::Field;
use crate::web::pages::sign_in::{browser_cookie, browser_token};
use crate::web::{Fault, Form, Reader, Text, render};

pub(super) fn routes() -> Router<Server> {
    Router::new().route("/account/pin", get(back).post(change))
}

/// The form of the PIN.
#[derive(Debug)]
pub(super) struct PinView {
    pub state: PinState,
    pub password: Field,
    pub new: Field,
    pub again: Field,
    /// Whether the box is ticked.
    pub is_wanted: bool,
}

impl PinView {
    pub(super) async fn new(
        server: &Server,
        reader: &Reader,
        jar: &CookieJar,
    ) -> Result<Self, Fault> {
        let token = browser_token(server, jar);
        let state = accounts::pin_state(&server.app, &reader.session, token.as_deref()).await?;
        Ok(Self::of(state, reader.shell.text))
    }

    fn of(state: PinState, text: Text) -> Self {
        let line = |name, key: &str, purpose| Field {
            name,
            kind: "password",
            label: text.say(key),
            autocomplete: Some(purpose),
            ..Field::default()
        };
        Self {
            state,
            password: Field {
                is_required: true,
                ..line(
                    "pin_password",
                    "account-password-present",
                    "current-password",
                )
            },
            new: Field {
                hint: Some(text.say("account-pin-hint")),
                ..line("pin_secret", "account-pin-new", "off")
            },
            again: line("pin_again_secret", "account-pin-again", "off"),
            is_wanted: state.is_remembered || !state.is_set,
        }
    }

    pub(super) fn is_wrong(&self) -> bool {
        [&self.password, &self.new, &self.again]
            .iter()
            .any(|field| field.error.is_some())
    }

    #[cfg(test)]
    pub(super) fn sample(text: Text, is_wrong: bool) -> Self {
        let state = PinState {
            is_set: !is_wrong,
            is_remembered: !is_wrong,
        };
        let mut view = Self::of(state, text);
        view.new.error = is_wrong.then(|| text.say("account-pin-guessable"));
        view
    }
}

#[derive(Debug, Deserialize)]
struct Typed {
    act: String,
    #[serde(rename = "pin_password", default, deserialize_with = "secret")]
    password: SecretString,
    #[serde(rename = "pin_secret", default, deserialize_with = "secret")]
    new: SecretString,
    #[serde(rename = "pin_again_secret", default, deserialize_with = "secret")]
    again: SecretString,
    /// A box that is not ticked is not sent.
    remember: Option<String>,
}

async fn change(
    State(server): State<Server>,
    jar: CookieJar,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let (app, session) = (&server.app, &reader.session);
    let token = browser_token(&server, &jar);
    let token = token.as_deref();
    let is_wanted = typed.remember.is_some();
    let done = match typed.act.as_str() {
        "forget" => {
            known::forget(app, session, token).await?;
            return Ok(Redirect::to("/account?done=forgotten").into_response());
        }
        "remove" => accounts::remove_pin(app, session, typed.password)
            .await
            .map(|()| "no-pin"),
        "set" if typed.new.expose_secret() != typed.again.expose_secret() => {
            return refused(&server, reader, &jar, is_wanted, Wrong::Differs).await;
        }
        "set" => {
            let fault = pin_fault(typed.new.expose_secret(), &reader.viewer.username);
            let is_empty = typed.new.expose_secret().is_empty();
            let change = PinChange {
                password: typed.password,
                pin: (!is_empty).then_some(typed.new),
                is_remembered: is_wanted,
            };
            match accounts::set_pin(app, session, change, token).await {
                Ok(Some(token)) => {
                    let jar = jar.add(browser_cookie(&server, token));
                    return Ok((jar, Redirect::to("/account?done=pin")).into_response());
                }
                Ok(None) => Ok("pin"),
                Err(AppError::InvalidInput { .. }) => {
                    let fault = fault.unwrap_or(PinFault::Length);
                    let wrong = Wrong::Pin(fault);
                    return refused(&server, reader, &jar, is_wanted, wrong).await;
                }
                Err(error) => Err(error),
            }
        }
        _ => return Err(Fault::of("invalid_input", "The form names no act.")),
    };
    match done {
        Ok(done) => Ok(Redirect::to(&format!("/account?done={done}")).into_response()),
        Err(error) => refused(&server, reader, &jar, is_wanted, Wrong::Other(error)).await,
    }
}

/// What is wrong with the form.
enum Wrong {
    Differs,
    Pin(PinFault),
    Other(AppError),
}

async fn refused(
    server: &Server,
    reader: Reader,
    jar: &CookieJar,
    is_wanted: bool,
    wrong: Wrong,
) -> Result<Response, Fault> {
    let mut page = Page::new(server, reader, jar).await?;
    let text = page.shell.text;
    page.pin.is_wanted = is_wanted;
    let say = |key| Some(text.say(key));
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    match wrong {
        Wrong::Differs => page.pin.again.error = say("account-pin-differs"),
        Wrong::Pin(PinFault::Length) => page.pin.new.error = say("account-pin-length"),
        Wrong::Pin(PinFault::Guessable) => page.pin.new.error = say("account-pin-guessable"),
        Wrong::Other(AppError::WrongCredentials) => {
            page.pin.password.error = say("account-password-wrong");
        }
        Wrong::Other(AppError::LockedOut { seconds }) => {
            let words = text.count("account-password-locked", seconds.div_ceil(60));
            page.pin.password.error = Some(words);
            status = StatusCode::TOO_MANY_REQUESTS;
        }
        Wrong::Other(AppError::Overloaded) => {
            page.pin.password.error = say("account-password-busy");
            status = StatusCode::SERVICE_UNAVAILABLE;
        }
        Wrong::Other(error) => return Err(error.into()),
    }
    Ok((status, render(&page)).into_response())
}
