//! The handovers of a patient, the last offered first.

use chrono::{DateTime, Datelike};
use uuid::Uuid;

use super::Stored;
use crate::app::paging::{not_a_cursor, opened, sealed};
use crate::app::record::note_read;
use crate::app::{Actor, App, AppError};
use crate::domain::ids::{PatientId, RecordId};
use crate::domain::time::Instant;
use crate::store::handovers as stored;

/// Handovers on a page.
const PAGE: usize = 25;

/// A page of a patient's handovers.
#[derive(Debug, Clone)]
pub struct OfPatient {
    /// The handovers, the last offered first.
    pub rows: Vec<Stored>,
    /// The mark of the next page; `None` on the last.
    pub next: Option<String>,
}

/// A page of a patient's handovers. The entry that they were read is written before they are given to the
/// caller.
///
/// # Errors
/// [`AppError::Forbidden`] and [`AppError::NotFound`] for patients that are not the actor's to see,
/// [`AppError::InvalidInput`] for a mark that was not handed out, and whatever the database reports.
pub async fn of_patient(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    (after, limit): (Option<&str>, Option<usize>),
) -> Result<OfPatient, AppError> {
    let before = after.map(place_of).transpose()?;
    super::admit(app, actor, patient, app.clock.now()).await?;
    let size = limit.unwrap_or(PAGE);
    let read = &app.db.read;
    let mut rows = stored::of_patient(read, patient, before, size as u64 + 1).await?;
    note_read(app, actor, &[patient], "handovers.of_patient").await?;
    let next = (rows.len() > size).then(|| {
        rows.truncate(size);
        rows.last().map(mark_of)
    });
    Ok(OfPatient {
        rows,
        next: next.flatten(),
    })
}

fn mark_of(stored: &Stored) -> String {
    sealed(&format!(
        "{}.{}",
        stored.offered_at.timestamp_micros(),
        stored.id.0.simple()
    ))
}

fn place_of(mark: &str) -> Result<(Instant, RecordId), AppError> {
    let words = opened(mark)?;
    let place = || {
        let (micros, id) = words.split_once('.')?;
        let at = DateTime::from_timestamp_micros(micros.parse().ok()?)?;
        // Not every instant that can be thought of is one to a database.
        let is_ours = (1..=9999).contains(&at.year());
        is_ours.then_some((at, RecordId(Uuid::parse_str(id).ok()?)))
    };
    place().ok_or_else(not_a_cursor)
}
