//! The PIN of an account, and the browsers that remember it. Both ask for the password, however the
//! session was begun.

use secrecy::{ExposeSecret, SecretString};
use serde_json::json;

use super::entry;
use crate::app::sign_in::browser::Session;
use crate::app::sign_in::{self, Credentials};
use crate::app::{Actor, App, AppError, secret};
use crate::domain::ids::BrowserId;
use crate::domain::pin::{PinFault, REMEMBERED, pin_fault};
use crate::store::known_browsers::{self, Forgets};
use crate::store::{pins, sessions};

/// How it stands with the PIN of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PinState {
    /// Whether there is one.
    pub is_set: bool,
    /// Whether the browser at hand remembers the account.
    pub is_remembered: bool,
}

/// Another PIN, and whether the browser at hand is to remember its person.
#[derive(Debug, Clone)]
pub struct PinChange {
    /// The account's password.
    pub password: SecretString,
    /// The PIN; `None` leaves the one there is.
    pub pin: Option<SecretString>,
    /// Whether the browser is to remember the account.
    pub is_remembered: bool,
}

/// How it stands with the PIN of a session's account, on the browser of a cookie's token.
///
/// # Errors
/// Whatever the database reports.
pub async fn pin_state(
    app: &App,
    session: &Session,
    browser: Option<&str>,
) -> Result<PinState, AppError> {
    let account = session.viewer.account;
    let people = sign_in::known::people(app, browser).await?;
    Ok(PinState {
        is_set: pins::hash_of(&app.db.read, account).await?.is_some(),
        is_remembered: people.iter().any(|person| person.account == account),
    })
}

/// Gives the account of a session a PIN, and has the browser at hand remember it where that is wanted.
/// Returns the token for a browser that remembered nobody before.
///
/// # Errors
/// [`AppError::WrongCredentials`] when the password is not this one, [`AppError::LockedOut`] after too
/// many such failures, [`AppError::InvalidInput`] of the field `pin` for one that cannot be chosen or is
/// missing, and whatever the database reports.
pub async fn set_pin(
    app: &App,
    session: &Session,
    change: PinChange,
    browser: Option<&str>,
) -> Result<Option<String>, AppError> {
    let username = &session.viewer.username;
    if let Some(pin) = &change.pin {
        fit(pin, username)?;
    }
    let credentials = Credentials {
        username: username.clone(),
        password: change.password,
    };
    let account = sign_in::verify(app, &credentials).await?.id;
    let hash = match change.pin {
        Some(pin) => Some(app.passwords.place()?.hash(pin).await?),
        None if pins::hash_of(&app.db.read, account).await?.is_none() => {
            return Err(unfit(PinFault::Length));
        }
        None => None,
    };
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    let is_changed = hash.is_some();
    if let Some(hash) = hash {
        pins::set(&*tx, account, hash, now).await?;
    }
    let (mut token, mut on) = (None, None);
    if change.is_remembered {
        let known = match browser {
            Some(token) => {
                let since = now - REMEMBERED;
                known_browsers::find(&*tx, &secret::hash(token), since).await?
            }
            None => None,
        };
        let id = if let Some(id) = known {
            id
        } else {
            let new = token.insert(secret::token()?);
            let id = BrowserId(app.ids.next());
            known_browsers::add(&*tx, id, secret::hash(new), now).await?;
            id
        };
        known_browsers::remember(&*tx, id, account, now).await?;
        sessions::share(&*tx, session.id, id).await?;
        on = Some(id);
    }
    let actor = Actor::Account(session.viewer.clone());
    let detail = json!({ "is_changed": is_changed, "browser": on });
    tx.commit(entry(app, &actor, "account.set_pin", account, detail))
        .await?;
    Ok(token)
}

/// Takes the PIN of a session's account away, and has every browser forget it.
///
/// # Errors
/// Those of [`set_pin`] for the password.
pub async fn remove_pin(
    app: &App,
    session: &Session,
    password: SecretString,
) -> Result<(), AppError> {
    let credentials = Credentials {
        username: session.viewer.username.clone(),
        password,
    };
    let account = sign_in::verify(app, &credentials).await?.id;
    let tx = app.db.begin().await?;
    pins::remove(&*tx, account).await?;
    let browsers = known_browsers::forget(&*tx, account, Forgets::All).await?;
    let actor = Actor::Account(session.viewer.clone());
    let detail = json!({ "browsers": browsers });
    Ok(tx
        .commit(entry(app, &actor, "account.remove_pin", account, detail))
        .await?)
}

fn fit(pin: &SecretString, username: &str) -> Result<(), AppError> {
    match pin_fault(pin.expose_secret(), username) {
        None => Ok(()),
        Some(fault) => Err(unfit(fault)),
    }
}

fn unfit(fault: PinFault) -> AppError {
    AppError::InvalidInput {
        field: "pin",
        expected: match fault {
            PinFault::Length => "6 to 11 digits",
            PinFault::Guessable => "digits that are no run, no repetition and not in the username",
        }
        .to_owned(),
    }
}
