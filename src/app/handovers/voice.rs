//! The patient's words beside a handover: that somebody sees them is written down for the patient.

use super::Spoken;
use crate::app::story::{self, Seen};
use crate::app::{Actor, App, AppError};
use crate::domain::ids::{PatientId, RecordId};
use crate::store::narratives::Listener;

/// Writes down that these words are about to be shown.
pub(super) async fn note<'s>(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    listener: Option<&Listener>,
    spoken: impl Iterator<Item = &'s Spoken>,
) -> Result<(), AppError> {
    let Some(listener) = listener else {
        return Ok(());
    };
    let seen = spoken.map(|spoken| Seen {
        patient,
        entry: RecordId(spoken.entry.entry),
        author: spoken.author,
    });
    let seen: Vec<Seen> = seen.collect();
    story::note(app, actor, listener.professional, &seen).await
}
