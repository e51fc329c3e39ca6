//! Giving a screen back.

use super::{Own, entry};
use crate::app::{Actor, App, AppError};
use crate::store::sessions;

/// Locks the session of a screen that is in a patient's hands: nothing answers until somebody of staff signs in.
///
/// # Errors
/// Whatever the database reports.
pub async fn give_back(app: &App, own: &Own) -> Result<(), AppError> {
    let tx = app.db.begin().await?;
    sessions::lock(&*tx, own.session.id, app.clock.now()).await?;
    let actor = Actor::Patient(own.patient);
    let detail = serde_json::json!({ "session": own.session.id });
    tx.commit(entry(app, &actor, "own.give_back", own.patient, detail))
        .await?;
    Ok(())
}
