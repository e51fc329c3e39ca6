//! Whether a PIN is right: of somebody whom a browser remembers, and never without that browser.

use secrecy::SecretString;
use serde_json::json;

use super::super::{App, AppError, Refusal, secret};
use super::{entry, known};
use crate::domain::ids::{AccountId, BrowserId};
use crate::domain::pin::{PIN_FAILURES, REMEMBERED};
use crate::store::accounts::{self, Account};
use crate::store::{audit, known_browsers, pins};

/// The account and the browser of a PIN.
///
/// Where there is no such browser or account, where the browser does not remember the account, and where
/// its PIN is off there, everything happens as for a wrong PIN: a place in the queue, one hash, the same
/// answer.
///
/// # Errors
/// [`AppError::Overloaded`], [`AppError::WrongCredentials`], and [`AppError::Forbidden`] for a closed
/// account whose PIN was right.
pub(super) async fn verify_pin(
    app: &App,
    browser: Option<&str>,
    account: AccountId,
    pin: SecretString,
) -> Result<(Account, BrowserId), AppError> {
    let place = app.passwords.place()?;
    let turn = app
        .passwords
        .turn(&secret::hash(&account.0.to_string()))
        .await;
    let now = app.clock.now();
    let writer = app.db.writer();
    let browser = known::find(app, browser).await?;
    let heard = match browser {
        Some(browser) => {
            let since = now - REMEMBERED;
            let failures =
                known_browsers::begin(writer, browser, account, since, PIN_FAILURES).await?;
            failures.map(|failures| (browser, failures))
        }
        None => None,
    };
    let hash = match heard {
        Some(_) => pins::hash_of(&app.db.read, account).await?,
        None => None,
    };
    let is_right = place.verify(pin, hash).await?;
    let known = match heard {
        Some(_) => accounts::by_id(&app.db.read, account).await?,
        None => None,
    };
    match (heard, known) {
        (Some((browser, failures)), Some(account)) if is_right => {
            known_browsers::clear(writer, browser, account.id).await?;
            drop(turn);
            if account.is_closed(now) {
                note_failure(app, Some(&account), "disabled", failures).await?;
                return Err(Refusal::Disabled.into());
            }
            Ok((account, browser))
        }
        (heard, known) => {
            let failures = heard.map_or(0, |(_, failures)| failures);
            note_failure(app, known.as_ref(), "pin", failures).await?;
            Err(AppError::WrongCredentials)
        }
    }
}

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
    let detail = json!({ "because": because, "failures": failures });
    let mut entries = vec![of("sign_in.pin_fail", detail)];
    if failures >= PIN_FAILURES && because == "pin" {
        entries.push(of("sign_in.pin_off", json!({})));
    }
    Ok(audit::note(&app.db, entries).await?)
}
