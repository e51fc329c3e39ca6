//! Accounts: who may sign in, made and changed by administrators and at the command line.

mod create;
mod disable;
mod mail;
mod password;
mod pin;
mod places;

pub use create::{NewAccount, create, create_with};
pub use disable::disable;
pub use mail::{MailChange, change_mail, own_mail, set_mail};
pub use password::{change_password, draw_password, reset_password};
pub use pin::{PinChange, PinState, pin_state, remove_pin, set_pin};
pub(in crate::app) use places::unit_called;
pub use places::{granted, professional};

use serde_json::Value;

use super::{Actor, App, AppError, Refusal};
use crate::domain::ids::AccountId;
use crate::domain::vocabulary::Role;
use crate::store::{AuditEntry, accounts};

pub use crate::store::accounts::{Account, MailChoice};

/// Every account, by username.
///
/// # Errors
/// [`AppError::Forbidden`] for accounts that are no administrator's, and whatever the database
/// reports.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<Account>, AppError> {
    may_manage(actor)?;
    Ok(accounts::all(&app.db.read).await?)
}

/// How many accounts there are: a service without any cannot be signed in to.
///
/// # Errors
/// Whatever the database reports.
pub async fn count(app: &App) -> Result<u64, AppError> {
    Ok(accounts::count(&app.db.read).await?)
}

/// Accounts are an administrator's to manage. Whoever can run the command line can reach the
/// database in any case.
fn may_manage(actor: &Actor) -> Result<(), AppError> {
    match actor {
        Actor::CommandLine(_) | Actor::System => Ok(()),
        Actor::Account(viewer) if viewer.has(Role::Administrator) => Ok(()),
        Actor::Account(_) | Actor::Patient(_) => Err(Refusal::AccountsAreForAdministrators.into()),
    }
}

/// The account of a name as typed, with its password's hash.
async fn named(app: &App, username: &str) -> Result<(Account, String), AppError> {
    let unknown = AppError::NotFound("account");
    let Some(name) = crate::domain::account::username(username) else {
        return Err(unknown);
    };
    accounts::with_hash(&app.db.read, &name)
        .await?
        .ok_or(unknown)
}

fn entry(
    app: &App,
    actor: &Actor,
    action: &'static str,
    account: AccountId,
    detail: Value,
) -> AuditEntry {
    app.entry(
        actor,
        action,
        format!("account/{}", account.0),
        "administration",
        detail,
    )
}
