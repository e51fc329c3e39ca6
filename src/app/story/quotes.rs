//! The patient's voice on the timeline: the first words of entries, at their time.

use std::collections::HashSet;

use super::listener;
use crate::app::record::Opened;
use crate::app::{Actor, App, AppError};
use crate::domain::ids::RecordId;
use crate::domain::story::{Vague, quote};
use crate::domain::time::Instant;
use crate::domain::vocabulary::{Authorship, NarrativeKind};
use crate::store::narratives;

/// The most entries of a timeline.
const MOST: u64 = 200;

/// The first words of an entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Quote {
    /// Which.
    pub entry: RecordId,
    /// What it tells.
    pub kind: NarrativeKind,
    /// When it was, as far as it is known.
    pub when: Option<Vague>,
    /// When it was written down.
    pub written_at: Instant,
    /// The words; `None` where the reader has not opened the entry: somebody who glanced at a timeline has not read
    /// what a patient tells, and the patient is not told that they have.
    pub words: Option<String>,
}

/// The first words of what is shared with whoever opened a record, the first written first. Not those of next of kin,
/// and not what the patient sees differently, which stands beside what it is about.
///
/// # Errors
/// Whatever the database reports.
pub async fn quotes(app: &App, actor: &Actor, opened: &Opened) -> Result<Vec<Quote>, AppError> {
    let Some(listener) = listener(opened, actor) else {
        return Ok(Vec::new());
    };
    let patient = opened.patient.reference.id;
    let (read, me) = (&app.db.read, listener.professional);
    let page = (None, MOST);
    let entries = narratives::of_patient(read, patient, &listener, opened.now, page).await?;
    // From where it may just have been written: a reader may lag behind.
    let openings = narratives::of_reader(app.db.writer(), patient, me).await?;
    let opened: HashSet<RecordId> = openings.iter().map(|opening| opening.entry).collect();
    let told = entries.into_iter().rev().filter(|entry| {
        entry.withdrawn_at.is_none()
            && entry.authorship != Authorship::NextOfKin
            && entry.kind != NarrativeKind::SeesDifferently
    });
    let quotes = told.map(|entry| {
        let is_read = entry.author == Some(me) || opened.contains(&entry.id);
        Quote {
            entry: entry.id,
            kind: entry.kind,
            when: entry.when,
            written_at: entry.written_at,
            words: is_read.then(|| quote(&entry.text)),
        }
    });
    Ok(quotes.collect())
}
