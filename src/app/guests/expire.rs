//! What time does to guests. Their accounts are closed at the instant their day is over, whoever has
//! noticed; here it is written down, and what is left of them is tidied.

use serde_json::json;

use super::{close, entry};
use crate::app::{Actor, App, AppError};
use crate::domain::ids::{AccountId, UnitId};
use crate::domain::time::Instant;
use crate::store::{guests as stored, retry};

/// Guests looked at, at a time.
const BATCH: u64 = 100;

/// Ends the access of guests whose day is over. Says how many there were; several instances at once end
/// each once.
///
/// # Errors
/// Whatever the database reports; what was done so far stays.
pub async fn expire(app: &App) -> Result<u64, AppError> {
    let mut ended = 0;
    loop {
        let due = stored::due(&app.db.read, app.clock.now(), BATCH).await?;
        let mut any = false;
        for guest in &due {
            let is_ended = retry(|| one(app, *guest)).await?;
            any |= is_ended;
            ended += u64::from(is_ended);
        }
        if !any || (due.len() as u64) < BATCH {
            return Ok(ended);
        }
    }
}

async fn one(
    app: &App,
    (guest, unit, ends_at): (AccountId, UnitId, Instant),
) -> Result<bool, AppError> {
    let actor = Actor::System;
    let tx = app.db.begin().await?;
    if !stored::end(&*tx, guest, ends_at, &actor.to_string()).await? {
        tx.rollback().await?;
        return Ok(false);
    }
    close(&tx, app, guest).await?;
    let detail = json!({ "unit": unit });
    tx.commit(entry(app, &actor, "guest.expire", guest, detail))
        .await?;
    Ok(true)
}
