//! That somebody told the patient what they have read of theirs, of several entries at once.

use serde_json::json;

use super::listener;
use crate::app::record;
use crate::app::{Actor, App, AppError, evaluate};
use crate::domain::ids::{PatientId, RecordId};
use crate::store::narratives::Listener;
use crate::store::{AuditEntry, evaluations, narratives, retry};

/// The most entries of one telling.
pub const MOST: usize = 200;

/// Writes it down of those of these entries that the actor has opened and that are shared with them; of others
/// nothing is said. Answers of how many it is written down now. Also after the patient has moved on: whoever has
/// read words may say so.
///
/// # Errors
/// As [`record::open`], and whatever the database reports. Then nothing is written.
pub async fn tell_read(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    entries: &[RecordId],
) -> Result<usize, AppError> {
    let opened = record::open(app, actor, patient, "story.open").await?;
    let entries = &entries[..entries.len().min(MOST)];
    match listener(&opened, actor) {
        Some(listener) if !entries.is_empty() => {
            retry(|| write(app, actor, (patient, entries), &listener)).await
        }
        _ => Ok(0),
    }
}

async fn write(
    app: &App,
    actor: &Actor,
    (patient, entries): (PatientId, &[RecordId]),
    listener: &Listener,
) -> Result<usize, AppError> {
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    evaluations::introduce(&*tx, vec![patient]).await?;
    evaluations::hold(&*tx, &[patient], None).await?;
    let mut told = Vec::new();
    for id in entries {
        let shared = narratives::one(&*tx, patient, *id, listener, now).await?;
        if shared.is_some_and(|entry| entry.withdrawn_at.is_none())
            && narratives::tell(&*tx, patient, listener.professional, *id, now).await? > 0
        {
            told.push(*id);
        }
    }
    if told.is_empty() {
        tx.rollback().await?;
        return Ok(0);
    }
    evaluate::in_tx(&tx, app, patient, now).await?;
    let entries = told.iter().map(|id| AuditEntry {
        patient: Some(patient),
        ..app.entry(
            actor,
            "story.tell_read",
            format!("narrative_entry/{}", id.0),
            "care",
            json!({}),
        )
    });
    let entries: Vec<AuditEntry> = entries.collect();
    tx.commit_all(entries).await?;
    Ok(told.len())
}
