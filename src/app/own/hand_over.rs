//! Handing a screen over to a patient.

use serde_json::json;

use super::{entry, may_hand_over};
use crate::app::sign_in::browser::Session;
use crate::app::{Actor, App, AppError, record};
use crate::domain::ids::PatientId;
use crate::store::sessions;

/// Hands the screen of a session over: from now on it answers nothing but the patient's own pages, and those only
/// once the patient has given their code.
///
/// # Errors
/// As [`record::open_to_change`], and [`AppError::Forbidden`] behind a broken glass.
pub async fn hand_over(app: &App, session: &Session, patient: PatientId) -> Result<(), AppError> {
    let actor = Actor::Account(session.viewer.clone());
    let opened = record::open_to_change(app, &actor, patient, "own.form").await?;
    may_hand_over(app, &actor, &opened, "own.hand_over").await?;
    let tx = app.db.begin().await?;
    sessions::hand_over(&*tx, session.id, patient, app.clock.now()).await?;
    let detail = json!({ "session": session.id });
    tx.commit(entry(app, &actor, "own.hand_over", patient, detail))
        .await?;
    Ok(())
}
