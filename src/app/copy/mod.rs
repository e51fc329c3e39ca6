//! The patient's own copy (art. 15 and 20 of the GDPR): what the record says of them and who has read it, to be
//! printed or taken along.
//!
//! A copy that staff make holds what is shared with them, and is the same whether more is kept or not: what it
//! leaves out is said in general, so that nobody learns from it that there is something. The patient's own, with
//! everything that is theirs, is gathered by the same function for [`ForWhom::Patient`].

mod document;
mod gather;

pub use document::{Document, FORM, VERSION};
pub use gather::{ForWhom, PatientCopy, Told, gather};

use super::record;
use super::story;
use super::{Actor, App, AppError};
use crate::domain::ids::PatientId;

/// The patient's own copy, with everything that is theirs, on a screen that is in their hands.
///
/// # Errors
/// As [`record::open`], for the patient.
pub async fn own(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    action: &'static str,
) -> Result<PatientCopy, AppError> {
    let opened = record::open(app, actor, patient, action).await?;
    gather(app, opened, &ForWhom::Patient).await
}

/// A copy that somebody in care makes at the patient's wish. `action` is what the audit trail calls it. What they
/// see of the story for the first time is written down for the patient, as everywhere.
///
/// # Errors
/// As [`record::open`].
pub async fn copy(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    action: &'static str,
) -> Result<PatientCopy, AppError> {
    let opened = record::open(app, actor, patient, action).await?;
    let listener = story::listener(&opened, actor);
    if let Some(listener) = &listener {
        let shared = gather::shared(app, &opened, listener).await?;
        let seen: Vec<_> = shared.iter().filter_map(story::Seen::entry).collect();
        story::note(app, actor, listener.professional, &seen).await?;
    }
    gather(app, opened, &ForWhom::Staff(listener)).await
}
