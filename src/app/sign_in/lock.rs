//! Locking a session, and opening it again: the same session, so that whoever comes back is where they
//! were.

use secrecy::{ExposeSecret, SecretString};
use serde_json::json;

use super::super::{Actor, App, AppError};
use super::browser::{Session, Standing, standing};
use super::entry;
use super::pin::verify_pin;
use super::verify::{Credentials, verify};
use crate::domain::pin::is_pin;
use crate::store::{known_browsers, sessions};

/// Why a session is locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// Its person did it.
    Hand,
    /// Its person lets a colleague use the computer.
    Switch,
    /// It was left.
    Left,
}

impl Because {
    const fn code(self) -> &'static str {
        match self {
            Self::Hand => "hand",
            Self::Switch => "switch",
            Self::Left => "left",
        }
    }
}

/// Locks a session. One that is locked stays so; that is no error.
///
/// # Errors
/// Whatever the database reports.
pub async fn lock(app: &App, session: &Session, because: Because) -> Result<(), AppError> {
    let tx = app.db.begin().await?;
    sessions::lock(&*tx, session.id, app.clock.now()).await?;
    let actor = Actor::Account(session.viewer.clone()).to_string();
    let detail = json!({ "session": session.id, "because": because.code() });
    let account = session.viewer.account;
    Ok(tx
        .commit(entry(app, &actor, "session.lock", account, detail))
        .await?)
}

/// Opens the locked session of a cookie's token with its person's password, or with their PIN where the
/// browser remembers them: what has up to eleven digits and nothing else is a PIN, no password is.
///
/// # Errors
/// [`AppError::NotSignedIn`] where no session is locked, those of wrong or too many [`Credentials`], and
/// whatever the database reports.
pub async fn unlock(
    app: &App,
    token: &str,
    browser: Option<&str>,
    typed: SecretString,
) -> Result<Session, AppError> {
    let Standing::Locked(session) = standing(app, token).await? else {
        return Err(AppError::NotSignedIn);
    };
    let is_by_pin = is_pin(typed.expose_secret());
    if is_by_pin {
        verify_pin(app, browser, session.viewer.account, typed).await?;
    } else {
        let credentials = Credentials {
            username: session.viewer.username.clone(),
            password: typed,
        };
        verify(app, &credentials).await?;
    }
    let (now, account) = (app.clock.now(), session.viewer.account);
    let tx = app.db.begin().await?;
    sessions::unlock(&*tx, session.id, now, is_by_pin).await?;
    if let Some(browser) = session.browser.filter(|_| !is_by_pin) {
        known_browsers::renew(&*tx, browser, account, now).await?;
    }
    let actor = Actor::Account(session.viewer.clone()).to_string();
    let by = if is_by_pin { "pin" } else { "password" };
    let detail = json!({ "session": session.id, "by": by });
    tx.commit(entry(app, &actor, "session.unlock", account, detail))
        .await?;
    Ok(session)
}
