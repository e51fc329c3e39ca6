//! The audit log as it is, for whoever keeps or checks it elsewhere.

use std::io::Write;

use serde_json::{Value, json};

use super::super::{Actor, App, AppError};
use crate::domain::audit::to_hex;
use crate::domain::ids::PatientId;
use crate::domain::time::Instant;
use crate::store::audit;
use crate::store::audit::reading::{Rows, Stored};

/// Which entries.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Which {
    /// Of one patient only.
    pub patient: Option<PatientId>,
    /// From this moment on.
    pub from: Option<Instant>,
    /// Before this one.
    pub to: Option<Instant>,
}

impl Which {
    fn has(&self, entry: &Stored) -> bool {
        // What cannot be read is told of nobody in particular, and belongs to every time.
        entry.content.as_ref().is_none_or(|content| {
            self.patient
                .is_none_or(|patient| content.patient == Some(patient))
                && self.from.is_none_or(|from| content.at >= from)
                && self.to.is_none_or(|to| content.at < to)
        })
    }
}

/// Writes entries in the order of their chains, a JSON object a line, with their seals. That it is done is
/// written down first. Says how many.
///
/// # Errors
/// When `out` cannot be written, and whatever the database reports.
pub async fn export(
    app: &App,
    actor: &Actor,
    which: Which,
    out: &mut (impl Write + Send),
) -> Result<u64, ExportError> {
    let detail = json!({ "from": which.from, "to": which.to });
    let entry = crate::store::AuditEntry {
        patient: which.patient,
        ..app.entry(actor, "audit.export", "audit", "operation", detail)
    };
    audit::note(&app.db, [entry])
        .await
        .map_err(AppError::from)?;
    let reading = app.db.reading().await.map_err(AppError::from)?;
    let mut rows = Rows::<_, Stored>::all(&*reading);
    let mut count = 0;
    while let Some(chain) = rows.chain().await.map_err(AppError::from)? {
        while let Some(entry) = rows.next_of(chain).await.map_err(AppError::from)? {
            if which.has(&entry) {
                serde_json::to_writer(&mut *out, &line(&entry)).map_err(std::io::Error::from)?;
                writeln!(out)?;
                count += 1;
            }
        }
    }
    out.flush()?;
    Ok(count)
}

/// Why an export could not finish.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The use case.
    #[error(transparent)]
    App(#[from] AppError),
    /// Whoever reads it.
    #[error(transparent)]
    Out(#[from] std::io::Error),
}

fn line(entry: &Stored) -> Value {
    let content = entry.content.as_ref();
    json!({
        "chain": entry.chain.0,
        "position": entry.position,
        "id": content.map(|content| content.id),
        "at": content.map(|content| content.at),
        "actor": content.map(|content| &content.actor),
        "action": content.map(|content| &content.action),
        "patient": content.and_then(|content| content.patient),
        "subject": content.map(|content| &content.subject),
        "purpose": content.map(|content| &content.purpose),
        "detail": content.map(|content| &content.detail),
        "previous": to_hex(&entry.previous),
        "mac": to_hex(&entry.mac),
    })
}
