//! Another password for an account.

use secrecy::{ExposeSecret, SecretString};
use serde_json::json;

use super::{entry, may_manage, named};
use crate::app::sign_in::browser::Session;
use crate::app::sign_in::{self, Credentials};
use crate::app::{Actor, App, AppError, secret};
use crate::domain::account::{self, password_fault};
use crate::domain::ids::AccountId;
use crate::store::known_browsers::{self, Forgets};
use crate::store::{accounts, pins, sessions, tokens};

/// A password to be handed over and changed: 20 letters and digits in groups of five, in which the
/// name of its account does not happen to stand.
///
/// # Errors
/// When no random numbers can be had.
pub fn draw_password(username: &str) -> Result<SecretString, AppError> {
    // Of a name that cannot be one, whoever makes the account is told.
    let username = account::username(username).unwrap_or_default();
    loop {
        let drawn = secret::password()?;
        if password_fault(&drawn, &username).is_none() {
            return Ok(drawn.into());
        }
    }
}

/// Gives an account another password. Its sessions and tokens end at once.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown name, [`AppError::InvalidInput`] for a password that cannot
/// be, and [`AppError::Forbidden`] for actors who are no administrators.
pub async fn reset_password(
    app: &App,
    actor: &Actor,
    username: &str,
    password: SecretString,
) -> Result<(), AppError> {
    may_manage(actor)?;
    let (account, _) = named(app, username).await?;
    fit(&password, &account.username)?;
    replace(app, actor, account.id, password, None).await
}

/// Gives the account of a session another password, the present one being known. Its other sessions
/// and its tokens end at once.
///
/// # Errors
/// [`AppError::WrongCredentials`] when the present password is not this one, [`AppError::LockedOut`]
/// after too many such failures, and [`AppError::InvalidInput`] for a password that cannot be.
pub async fn change_password(
    app: &App,
    session: &Session,
    present: SecretString,
    password: SecretString,
) -> Result<(), AppError> {
    let username = session.viewer.username.clone();
    // First, so that a password that cannot be is told before an attempt is counted.
    fit(&password, &username)?;
    let credentials = Credentials {
        username,
        password: present,
    };
    let account = sign_in::verify(app, &credentials).await?;
    let actor = Actor::Account(session.viewer.clone());
    replace(app, &actor, account.id, password, Some(session)).await
}

fn fit(password: &SecretString, username: &str) -> Result<(), AppError> {
    match password_fault(password.expose_secret(), username) {
        None => Ok(()),
        Some(expected) => Err(AppError::InvalidInput {
            field: "password",
            expected: expected.to_owned(),
        }),
    }
}

async fn replace(
    app: &App,
    actor: &Actor,
    account: AccountId,
    password: SecretString,
    stays: Option<&Session>,
) -> Result<(), AppError> {
    let hash = app.passwords.place()?.hash(password).await?;
    let tx = app.db.begin().await?;
    accounts::set_password_hash(&*tx, account, hash).await?;
    sessions::end_of(&*tx, account, stays.map(|session| session.id)).await?;
    // Whoever knew the old password may have chosen a PIN with it.
    if stays.is_none() {
        pins::remove(&*tx, account).await?;
    }
    let stay = stays.and_then(|session| session.browser);
    let forgets = stay.map_or(Forgets::All, Forgets::AllBut);
    known_browsers::forget(&*tx, account, forgets).await?;
    tokens::revoke_of(&*tx, account, app.clock.now()).await?;
    let action = match stays {
        Some(_) => "account.change_password",
        None => "account.reset_password",
    };
    Ok(tx
        .commit(entry(app, actor, action, account, json!({})))
        .await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One in some 2 500 draws holds three given letters.
    #[test]
    fn a_drawn_password_is_one_that_may_be_chosen() {
        for _ in 0..25_000 {
            let drawn = draw_password("Abe").unwrap();
            assert!(fit(&drawn, "abe").is_ok());
        }
    }
}
