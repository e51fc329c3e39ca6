//! Whether a name and a password belong together.

use secrecy::SecretString;
use serde_json::json;

use super::super::{App, AppError, Refusal, secret};
use super::entry;
use crate::domain::account::username;
use crate::domain::lock_out::lock_after;
use crate::store::accounts::{self, Account};
use crate::store::attempts::{self, Attempt};
use crate::store::audit;

/// What somebody typed.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// The name, as typed.
    pub username: String,
    /// The password.
    pub password: SecretString,
}

/// The account of these credentials.
///
/// For a name without an account everything happens as for one with: a place in the queue, the
/// count, one hash, one entry.
///
/// # Errors
/// [`AppError::Overloaded`] when too many are signing in, [`AppError::LockedOut`] after too many
/// failures, [`AppError::WrongCredentials`], and [`AppError::Forbidden`] for a disabled account whose
/// password was right.
pub(in crate::app) async fn verify(
    app: &App,
    credentials: &Credentials,
) -> Result<Account, AppError> {
    let place = app.passwords.place()?;
    let name = username(&credentials.username);
    let name_hash = secret::hash(name.as_deref().unwrap_or_default());
    let turn = app.passwords.turn(&name_hash).await;
    let now = app.clock.now();
    let failures = match attempts::begin(app.db.writer(), &name_hash, now).await? {
        Attempt::Heard(failures) => failures,
        Attempt::Locked(until) => {
            let seconds = (until - now).num_seconds().max(1);
            return Err(AppError::LockedOut {
                seconds: u64::try_from(seconds).unwrap_or(1),
            });
        }
    };
    let known = match &name {
        Some(name) => accounts::with_hash(&app.db.read, name).await?,
        None => None,
    };
    let hash = known.as_ref().map(|(_, hash)| hash.clone());
    let is_right = place.verify(credentials.password.clone(), hash).await?;
    match known {
        Some((account, _)) if is_right => {
            attempts::clear(app.db.writer(), &name_hash).await?;
            drop(turn);
            if account.is_closed(now) {
                note_failure(app, Some(&account), "disabled", failures).await?;
                return Err(Refusal::Disabled.into());
            }
            Ok(account)
        }
        known => {
            let account = known.map(|(account, _)| account);
            note_failure(app, account.as_ref(), "password", failures).await?;
            Err(AppError::WrongCredentials)
        }
    }
}

/// Writes a failure down. The name is told only where there is such an account: what somebody typed
/// in its place may be a password.
async fn note_failure(
    app: &App,
    account: Option<&Account>,
    because: &'static str,
    failures: i32,
) -> Result<(), AppError> {
    let of = |action, detail| match account {
        Some(account) => entry(app, "nobody", action, account.id, detail),
        None => app.entry("nobody", action, "account", "sign_in", detail),
    };
    let mut entries = vec![of(
        "sign_in.fail",
        json!({ "because": because, "failures": failures }),
    )];
    if let Some(lock) = lock_after(failures).filter(|_| because != "disabled") {
        let minutes = json!({ "minutes": lock.num_minutes() });
        entries.push(of("sign_in.lock_out", minutes));
    }
    Ok(audit::note(&app.db, entries).await?)
}
