//! Letting a patient choose another code.

use secrecy::SecretString;
use serde_json::json;

use super::{entry, may_hand_over};
use crate::app::sign_in::browser::Session;
use crate::app::sign_in::{self, Credentials};
use crate::app::{Actor, App, AppError, record};
use crate::domain::ids::PatientId;
use crate::store::own_codes;

/// Takes a patient's code away, so that they choose another on the screen that they are handed next. It asks for
/// the password, however the session was begun: whoever does it without the patient would be asked why.
///
/// # Errors
/// As [`record::open_to_change`], [`AppError::Forbidden`] behind a broken glass, and those of wrong or too many
/// [`Credentials`].
pub async fn renew(
    app: &App,
    session: &Session,
    patient: PatientId,
    password: SecretString,
) -> Result<(), AppError> {
    let actor = Actor::Account(session.viewer.clone());
    let opened = record::open_to_change(app, &actor, patient, "own.form").await?;
    may_hand_over(app, &actor, &opened, "own.renew_code").await?;
    let credentials = Credentials {
        username: session.viewer.username.clone(),
        password,
    };
    sign_in::verify(app, &credentials).await?;
    let tx = app.db.begin().await?;
    if !own_codes::remove(&*tx, patient).await? {
        tx.rollback().await?;
        return Ok(());
    }
    tx.commit(entry(app, &actor, "own.renew_code", patient, json!({})))
        .await?;
    Ok(())
}
