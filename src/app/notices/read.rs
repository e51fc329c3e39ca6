//! Writing down that somebody read what they were told.

use super::Read;
use super::list::told;
use crate::app::{Actor, App, AppError};
use crate::store::news as stored;

/// Writes down that the actor read notices of theirs. That changes no patient's record and leaves no entry.
/// Says how many were not read before.
///
/// # Errors
/// [`AppError::Forbidden`] for accounts that reach no patient's record, and whatever the database reports.
pub async fn read(app: &App, actor: &Actor, which: Read) -> Result<u64, AppError> {
    let (account, _) = told(actor)?;
    let now = app.clock.now();
    Ok(stored::read(app.db.writer(), account, which, now).await?)
}
