//! A call before something was decided, and what it changed.

use crate::app::beside::{Begun, Writing, Written};
use crate::app::record;
use crate::app::recording::{Once, who};
use crate::app::{Actor, App, AppError};
use crate::domain::ids::{PatientId, RecordId};
use crate::domain::recording::safety;
use crate::domain::recording::{Fields, Scene};
use crate::store::retry;
use crate::store::safety::{self as stored, Call};

/// A call.
#[derive(Debug, Clone)]
pub struct Calling {
    /// Whose.
    pub patient: PatientId,
    /// By which card.
    pub card: RecordId,
    /// What was typed.
    pub fields: Fields,
    /// The form's key.
    pub once: Option<Once>,
}

/// Writes it down.
///
/// # Errors
/// As [`record::open_to_change`]; [`AppError::NotFound`] for a card that is not the patient's, [`AppError::Unfit`] for
/// what cannot be used, [`AppError::KeyReused`], and whatever the database reports. Then nothing is written.
pub async fn call(app: &App, actor: &Actor, command: &Calling) -> Result<Written, AppError> {
    let opened = record::open_to_change(app, actor, command.patient, "recording.open").await?;
    let scene = Scene::of_nobody(opened.now, who(actor), &opened.directory);
    let new = safety::call(&command.fields, &scene).map_err(AppError::Unfit)?;
    retry(|| async {
        let sent = (&command.fields, command.once.as_ref());
        let names = ("safety.call", "safety_call");
        let writing = Writing::new(app, actor, command.patient, names, sent);
        let tx = match writing.begin().await? {
            Begun::Before(written) => return Ok(written),
            Begun::Now(tx) => tx,
        };
        let card = stored::hold_card(&*tx, command.patient, command.card).await?;
        let card = card.ok_or(AppError::NotFound("card"))?;
        let call = Call {
            patient: command.patient,
            id: RecordId(app.ids.next()),
            card: card.id,
            called_at: new.called_at,
            caller: new.caller,
            is_reached: new.is_reached,
            changed: new.changed.clone(),
            recorded_by: actor.to_string(),
            recorded_at: writing.now,
        };
        stored::add_call(&*tx, &call).await?;
        let written = Written {
            id: call.id,
            version: 1,
        };
        writing.finish(tx, written).await
    })
    .await
}
