//! One entry of a story, with who has opened it.

use super::list::first;
use super::note::{Seen, note};
use super::{Heard, Opening, listener};
use crate::app::record::{self, Opened};
use crate::app::{Actor, App, AppError};
use crate::domain::ids::{PatientId, RecordId};
use crate::store::narratives;

/// An entry of a patient's.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The patient's record.
    pub opened: Opened,
    /// The entry.
    pub heard: Heard,
    /// Everybody who has opened it, in order.
    pub readers: Vec<Opening>,
}

/// Opens one entry.
///
/// # Errors
/// As [`record::open`], and [`AppError::NotFound`] for an entry that is not the patient's or not shared with
/// the actor: the two are not told apart.
pub async fn entry(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    id: RecordId,
) -> Result<Shown, AppError> {
    let opened = record::open(app, actor, patient, "story.entry").await?;
    let listener = listener(&opened, actor).ok_or(AppError::NotFound("entry"))?;
    let read = &app.db.read;
    let entry = narratives::one(read, patient, id, &listener, opened.now).await?;
    let entry = entry.ok_or(AppError::NotFound("entry"))?;
    let me = listener.professional;
    note(app, actor, me, Seen::entry(&entry).as_slice()).await?;
    // From where it was just written: a reader may lag behind.
    let written = app.db.writer();
    let mut openings = first(narratives::of_reader(written, patient, me).await?);
    let readers = narratives::readers(written, patient, id).await?;
    Ok(Shown {
        heard: Heard {
            is_own: entry.author == Some(me),
            read: openings.remove(&id),
            entry,
        },
        opened,
        readers,
    })
}
