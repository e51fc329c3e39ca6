//! Closing an account.

use serde_json::json;

use super::{entry, may_manage, named};
use crate::app::{Actor, App, AppError};
use crate::store::known_browsers::{self, Forgets};
use crate::store::{accounts, sessions, tokens};

/// Closes an account: nobody signs in with it any more, and its sessions and tokens end at once. What
/// it did stays written down. `is_open` opens it again.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown name, and [`AppError::Forbidden`] for actors who are no
/// administrators. Doing it twice is no error.
pub async fn disable(
    app: &App,
    actor: &Actor,
    username: &str,
    is_open: bool,
) -> Result<(), AppError> {
    may_manage(actor)?;
    let (account, _) = named(app, username).await?;
    let tx = app.db.begin().await?;
    accounts::set_disabled(&*tx, account.id, !is_open).await?;
    if !is_open {
        sessions::end_of(&*tx, account.id, None).await?;
        known_browsers::forget(&*tx, account.id, Forgets::All).await?;
        tokens::revoke_of(&*tx, account.id, app.clock.now()).await?;
    }
    let action = if is_open {
        "account.enable"
    } else {
        "account.disable"
    };
    Ok(tx
        .commit(entry(app, actor, action, account.id, json!({})))
        .await?)
}
