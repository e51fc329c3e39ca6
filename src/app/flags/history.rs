//! One flag, and what happened in its life.

use super::{Address, StoredFlag, Told, admit, onlooker};
use crate::app::record::note_read;
use crate::app::{Actor, App, AppError};
use crate::domain::access::Action;
use crate::domain::time::Instant;
use crate::store::{flag_events, flag_lives};

/// A flag with its history.
#[derive(Debug, Clone)]
pub struct History {
    /// The flag as it is stored.
    pub flag: StoredFlag,
    /// What happened, in order of time.
    pub events: Vec<Told>,
    /// When it is looked at.
    pub now: Instant,
}

/// A flag and its history. The entry that it was read is written before it is given to the caller.
///
/// # Errors
/// [`AppError::Forbidden`] and [`AppError::NotFound`] for patients and flags that are not the actor's to
/// see, and whatever the database reports.
pub async fn history(app: &App, actor: &Actor, address: Address) -> Result<History, AppError> {
    let now = app.clock.now();
    let Address { patient, flag } = address;
    admit(app, actor, patient, Action::Read, "flag.history").await?;
    let read = &app.db.read;
    let found = flag_lives::one(read, (patient, flag), onlooker(actor), now).await?;
    let found = found.ok_or(AppError::NotFound("flag"))?;
    let events = flag_events::of(read, patient, &[flag]).await?;
    note_read(app, actor, &[patient], "flag.history").await?;
    Ok(History {
        flag: found,
        events,
        now,
    })
}
