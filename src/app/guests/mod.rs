//! Guests: agency staff whom a colleague of a unit lets in there for a day. An account of the role ward
//! staff at that unit and a professional of its own are made, so that whatever a guest does, and whatever
//! is handed to them, bears a name; both stay when the day is over.

mod end;
mod expire;
mod give;

pub use end::end;
pub use expire::expire;
pub use give::{Given, NewGuest, give};

use serde_json::Value;

use super::{Actor, App, AppError, Refusal};
use crate::domain::access::Viewer;
use crate::domain::ids::{AccountId, UnitId};
use crate::store::{AuditEntry, Tx, accounts, guests as stored, known_browsers, sessions, tokens};

pub use crate::store::guests::Guest;

/// The most guests of a unit that are listed.
const LISTED: u64 = 100;

/// The guests of a unit, the last first: those who are in, and who were.
///
/// # Errors
/// [`AppError::Forbidden`] for whoever is not staff of the unit, and whatever the database reports.
pub async fn list(app: &App, actor: &Actor, unit: UnitId) -> Result<Vec<Guest>, AppError> {
    colleague(app, actor, unit).await?;
    Ok(stored::of_unit(&app.db.read, unit, LISTED).await?)
}

/// Whether somebody is a guest, for what is only for those whom their service knows.
///
/// # Errors
/// Whatever the database reports.
pub(super) async fn is_guest(app: &App, actor: &Actor) -> Result<bool, AppError> {
    match actor {
        Actor::Account(viewer) => Ok(stored::is_guest(&app.db.read, viewer.account).await?),
        Actor::CommandLine(_) | Actor::Patient(_) | Actor::System => Ok(false),
    }
}

/// Who takes part in care at a unit, and is no guest there.
async fn colleague<'a>(app: &App, actor: &'a Actor, unit: UnitId) -> Result<&'a Viewer, AppError> {
    let Actor::Account(viewer) = actor else {
        return Err(Refusal::NotYourUnit.into());
    };
    let reach = viewer
        .reach()
        .ok_or(AppError::Forbidden(Refusal::NoCareRole))?;
    if !reach.units.contains(&unit) {
        return Err(Refusal::NotYourUnit.into());
    }
    if is_guest(app, actor).await? {
        return Err(Refusal::GuestsLetNobodyIn.into());
    }
    Ok(viewer)
}

/// Closes the account of a guest: its sessions and tokens end at once.
async fn close(tx: &Tx, app: &App, account: AccountId) -> Result<(), AppError> {
    accounts::set_disabled(&**tx, account, true).await?;
    sessions::end_of(&**tx, account, None).await?;
    known_browsers::forget(&**tx, account, known_browsers::Forgets::All).await?;
    tokens::revoke_of(&**tx, account, app.clock.now()).await?;
    Ok(())
}

fn entry(
    app: &App,
    actor: &Actor,
    action: &'static str,
    account: AccountId,
    detail: Value,
) -> AuditEntry {
    let subject = format!("account/{}", account.0);
    app.entry(actor, action, subject, "administration", detail)
}
