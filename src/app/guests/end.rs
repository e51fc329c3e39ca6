//! Ending a guest's access before its time.

use serde_json::json;

use super::{close, colleague, entry};
use crate::app::{Actor, App, AppError};
use crate::domain::ids::{AccountId, UnitId};
use crate::store::{guests as stored, retry};

/// Ends the access of a unit's guest at once. Any colleague of the unit may; one that has ended stays so.
///
/// # Errors
/// [`AppError::Forbidden`] for whoever is not staff of the unit, and for guests; [`AppError::NotFound`]
/// for somebody who is no guest of the unit, and whatever the database reports.
pub async fn end(app: &App, actor: &Actor, unit: UnitId, guest: AccountId) -> Result<(), AppError> {
    colleague(app, actor, unit).await?;
    let found = stored::one(&app.db.read, unit, guest).await?;
    found.ok_or(AppError::NotFound("guest"))?;
    retry(|| write(app, actor, unit, guest)).await
}

async fn write(app: &App, actor: &Actor, unit: UnitId, guest: AccountId) -> Result<(), AppError> {
    let tx = app.db.begin().await?;
    if !stored::end(&*tx, guest, app.clock.now(), &actor.to_string()).await? {
        tx.rollback().await?;
        return Ok(());
    }
    close(&tx, app, guest).await?;
    let detail = json!({ "unit": unit });
    tx.commit(entry(app, actor, "guest.end", guest, detail))
        .await?;
    Ok(())
}
