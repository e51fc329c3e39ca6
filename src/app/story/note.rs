//! Writing down, for the patient, whose eyes their words have reached.

use serde_json::json;

use super::{Entry, Words};
use crate::app::{Actor, App, AppError};
use crate::domain::ids::{PatientId, ProfessionalId, RecordId};
use crate::store::{AuditEntry, evaluations, narratives, retry};

/// Words that are about to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) struct Seen {
    /// Whose.
    pub patient: PatientId,
    /// Which.
    pub entry: RecordId,
    /// Who wrote them down.
    pub author: Option<ProfessionalId>,
}

impl Seen {
    /// Words that are shown beside something else.
    pub fn of(patient: PatientId, words: &Words) -> Self {
        Self {
            patient,
            entry: words.entry,
            author: words.author,
        }
    }

    /// An entry; `None` where there is nothing left to see.
    pub fn entry(entry: &Entry) -> Option<Self> {
        entry.withdrawn_at.is_none().then_some(Self {
            patient: entry.patient,
            entry: entry.id,
            author: entry.author,
        })
    }
}

/// Writes down that somebody sees words of patients' for the first time, before they do. Nobody is told that an
/// author read what they wrote. The flag about words that nobody read is judged by the worker: having opened
/// them alone does not clear it.
///
/// # Errors
/// Whatever the database reports; then nothing may be shown.
pub(in crate::app) async fn note(
    app: &App,
    actor: &Actor,
    me: ProfessionalId,
    seen: &[Seen],
) -> Result<(), AppError> {
    let others = seen.iter().filter(|seen| seen.author != Some(me));
    let all: Vec<_> = others.map(|seen| (seen.patient, seen.entry)).collect();
    // Mostly there is nothing new: asked first without holding anybody.
    let new = narratives::unopened(&app.db.read, me, &all).await?;
    if new.is_empty() {
        return Ok(());
    }
    retry(|| write(app, actor, me, &new)).await
}

async fn write(
    app: &App,
    actor: &Actor,
    me: ProfessionalId,
    new: &[(PatientId, RecordId)],
) -> Result<(), AppError> {
    let now = app.clock.now();
    let mut patients: Vec<PatientId> = new.iter().map(|(patient, _)| *patient).collect();
    patients.sort_unstable();
    patients.dedup();
    let tx = app.db.begin().await?;
    for patient in &patients {
        evaluations::touch(&*tx, *patient).await?;
    }
    // Another window of the same reader may have been faster.
    let new = narratives::unopened(&*tx, me, new).await?;
    if new.is_empty() {
        tx.rollback().await?;
        return Ok(());
    }
    let rows: Vec<_> = new
        .iter()
        .map(|(patient, entry)| (*patient, *entry, app.ids.next()))
        .collect();
    narratives::open(&*tx, me, &rows, now).await?;
    let entries = patients.iter().filter_map(|patient| {
        let of = new.iter().filter(|(of, _)| of == patient);
        let ids: Vec<_> = of.map(|(_, entry)| entry.0).collect();
        (!ids.is_empty()).then(|| AuditEntry {
            patient: Some(*patient),
            ..app.entry(
                actor,
                "story.read",
                "patient",
                "care",
                json!({ "entries": ids }),
            )
        })
    });
    let entries: Vec<AuditEntry> = entries.collect();
    tx.commit_all(entries).await?;
    Ok(())
}
