//! What a patient says about a flag: written down by staff, in the patient's words or without any.

use serde_json::json;

use super::{Address, Told, admit, onlooker};
use crate::app::{Actor, App, AppError};
use crate::domain::access::Action;
use crate::domain::flags::life::{self, Remark};
use crate::domain::time::Instant;
use crate::store::flag_events::{self, NewEvent};
use crate::store::{AuditEntry, flag_lives, retry};

/// What the patient says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// About which flag.
    pub address: Address,
    /// That it is wrong, or that it matters.
    pub remark: Remark,
    /// In which words; empty for none.
    pub words: String,
}

/// Writes down what the patient says about a flag. The same words again are not written twice.
///
/// # Errors
/// As for acting on a flag.
pub async fn remark(app: &App, actor: &Actor, said: &Said) -> Result<Told, AppError> {
    let now = app.clock.now();
    let patient = said.address.patient;
    admit(app, actor, patient, Action::Change, "flag.remark").await?;
    retry(|| write(app, actor, said, now)).await
}

async fn write(app: &App, actor: &Actor, said: &Said, now: Instant) -> Result<Told, AppError> {
    let event =
        life::remark(said.remark, &said.words).map_err(|fault| AppError::Fields(vec![fault]))?;
    let Address { patient, flag: id } = said.address;
    let tx = app.db.begin().await?;
    let held = flag_lives::hold(&*tx, (patient, id), onlooker(actor), now).await?;
    let flag = held.ok_or(AppError::NotFound("flag"))?;
    let earlier = flag_events::of(&*tx, patient, &[id]).await?;
    let last = earlier
        .into_iter()
        .rev()
        .find(|told| matches!(told.event, life::Event::Said(remark, _) if remark == said.remark));
    if let Some(same) = last.filter(|told| told.event == event) {
        tx.rollback().await?;
        return Ok(same);
    }
    let told = Told {
        flag: id,
        actor: actor.to_string(),
        event,
        at: now,
    };
    let new = NewEvent {
        id: app.ids.next(),
        patient,
        flag: id,
        code: flag.code.clone(),
        actor: told.actor.clone(),
        event: told.event.clone(),
        at: now,
    };
    flag_events::add(&*tx, vec![new]).await?;
    let entry = AuditEntry {
        patient: Some(patient),
        ..app.entry(
            actor,
            "flag.remark",
            format!("flag/{}", id.0),
            "care",
            json!({ "rule": flag.code }),
        )
    };
    tx.commit(entry).await?;
    Ok(told)
}
