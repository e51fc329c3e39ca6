//! Putting a draft away, and taking it out again.

use serde_json::json;

use super::{Address, Draft, Maker, admit};
use crate::app::{Actor, App, AppError};
use crate::domain::time::Instant;
use crate::store::{AuditEntry, handovers as stored, retry};

/// Puts a draft away. It is kept, and can be taken out again.
///
/// # Errors
/// [`AppError::Forbidden`] and [`AppError::NotFound`] for patients and drafts that are not the actor's,
/// and whatever the database reports.
pub async fn discard(app: &App, actor: &Actor, address: Address) -> Result<Draft, AppError> {
    let now = app.clock.now();
    admit(app, actor, address.patient).await?;
    retry(|| set(app, actor, address, Some(now))).await
}

/// Takes a draft out again that was put away.
///
/// # Errors
/// As [`discard`].
pub async fn restore(app: &App, actor: &Actor, address: Address) -> Result<Draft, AppError> {
    admit(app, actor, address.patient).await?;
    retry(|| set(app, actor, address, None)).await
}

async fn set(
    app: &App,
    actor: &Actor,
    address: Address,
    at: Option<Instant>,
) -> Result<Draft, AppError> {
    let maker = Maker::of(actor)?;
    let Address { patient, handover } = address;
    let tx = app.db.begin().await?;
    let held = stored::hold_draft(&*tx, (patient, handover), maker.viewer.account).await?;
    let mut draft = held.ok_or(AppError::NotFound("draft"))?;
    if draft.discarded_at.is_some() == at.is_some() {
        tx.rollback().await?;
        return Ok(draft);
    }
    stored::discard(&*tx, &draft, at).await?;
    let action = if at.is_some() {
        "handover.discard"
    } else {
        "handover.restore"
    };
    let entry = AuditEntry {
        patient: Some(patient),
        ..app.entry(
            actor,
            action,
            format!("handover/{}", handover.0),
            "care",
            json!({}),
        )
    };
    tx.commit(entry).await?;
    draft.discarded_at = at;
    draft.version += 1;
    Ok(draft)
}
