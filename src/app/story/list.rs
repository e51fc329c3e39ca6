//! A patient's story, as far as it is shared with whoever reads it.

use std::collections::HashMap;

use super::about::about_of;
use super::note::{Seen, note};
use super::{After, Entry, Opening, Reply, Words, hearer, is_own, listener};
use crate::app::record::{self, Opened};
use crate::app::{Actor, App, AppError};
use crate::domain::ids::{PatientId, RecordId};
use crate::domain::story::{About, ORDER};
use crate::domain::time::Instant;
use crate::domain::vocabulary::NarrativeKind;
use crate::store::capacities;
use crate::store::narratives::{self, Hearer};

/// An entry, and what its reader has to do with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Heard {
    /// The entry.
    pub entry: Entry,
    /// Whether the reader wrote it down.
    pub is_own: bool,
    /// That the reader opened it, and told the patient so: the first time, now at the latest.
    pub read: Option<Opening>,
}

/// A patient's story.
#[derive(Debug, Clone)]
pub struct Story {
    /// The patient's record.
    pub opened: Opened,
    /// The entries that are shared with the reader, the last written first.
    pub entries: Vec<Heard>,
    /// Where the next page begins, if there is one.
    pub next: Option<After>,
    /// How many entries there are in all that are shared with the reader and stand.
    pub count: u64,
    /// The answers to these entries, by entry.
    pub replies: HashMap<RecordId, Vec<Reply>>,
    /// What these entries are about, as far as the reader sees it, by entry.
    pub about: HashMap<RecordId, Vec<About>>,
    /// Whether it is in question that the patient can consent: then nothing is shared more widely.
    pub is_in_question: bool,
    /// For the patient: when next of kin told something in confidence.
    pub in_confidence: Vec<Instant>,
}

/// Opens a patient's story. That its reader opened what they had not opened before is written down for
/// the patient, who sees it, and judged by the flag about words that nobody read.
///
/// # Errors
/// As [`record::open`].
pub async fn story(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    page: (Option<After>, u64),
) -> Result<Story, AppError> {
    let opened = record::open(app, actor, patient, "story.show").await?;
    let now = opened.now;
    let read = &app.db.read;
    let is_in_question = capacities::is_in_question(read, patient, now).await?;
    let Some(hearer) = hearer(&opened, actor) else {
        return Ok(Story {
            opened,
            entries: Vec::new(),
            next: None,
            count: 0,
            replies: HashMap::new(),
            about: HashMap::new(),
            is_in_question,
            in_confidence: Vec::new(),
        });
    };
    let (after, limit) = page;
    let mut entries =
        narratives::of_patient(read, patient, hearer, now, (after, limit + 1)).await?;
    let is_more = entries.len() as u64 > limit;
    entries.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = entries.last().filter(|_| is_more);
    let next = next.map(|last| last.id);
    let count = narratives::count(read, patient, hearer, now).await?;
    let (openings, in_confidence) = match hearer {
        Hearer::Patient => {
            let kin = narratives::in_confidence(read, patient).await?;
            (HashMap::new(), kin)
        }
        Hearer::Professional(listener) => {
            let me = listener.professional;
            let seen: Vec<Seen> = entries.iter().filter_map(Seen::entry).collect();
            note(app, actor, me, &seen).await?;
            let openings = narratives::of_reader(app.db.writer(), patient, me).await?;
            (first(openings), Vec::new())
        }
    };
    let ids: Vec<RecordId> = entries.iter().map(|entry| entry.id).collect();
    let replies = narratives::replies(read, patient, &ids).await?;
    let about = about_of(app, &opened, hearer, &ids).await?;
    let entries = entries.into_iter().map(|entry| Heard {
        is_own: is_own(&entry, hearer),
        read: openings.get(&entry.id).copied(),
        entry,
    });
    Ok(Story {
        entries: entries.collect(),
        opened,
        next,
        count,
        replies,
        about,
        is_in_question,
        in_confidence,
    })
}

/// By entry the first time that it was opened; that the patient was told, from whichever time.
pub(super) fn first(openings: Vec<Opening>) -> HashMap<RecordId, Opening> {
    let mut by_entry: HashMap<RecordId, Opening> = HashMap::new();
    for opening in openings {
        let first = by_entry.entry(opening.entry).or_insert(opening);
        first.told_patient_at = first.told_patient_at.or(opening.told_patient_at);
    }
    by_entry
}

/// Of a record that was opened, the newest words of these kinds that are shared with its reader, in the order of
/// a story; not those of next of kin. That the reader saw them is written down for the patient.
///
/// # Errors
/// Whatever the database reports.
pub async fn first_words(
    app: &App,
    actor: &Actor,
    opened: &Opened,
    kinds: &[NarrativeKind],
) -> Result<Vec<Words>, AppError> {
    let Some(listener) = listener(opened, actor) else {
        return Ok(Vec::new());
    };
    let patient = opened.patient.reference.id;
    let in_order = ORDER.into_iter().filter(|kind| kinds.contains(kind));
    let kinds: Vec<NarrativeKind> = in_order.collect();
    let read = &app.db.read;
    let mut words = narratives::newest(read, &[patient], &kinds, &listener, opened.now).await?;
    let words = words.remove(&patient).unwrap_or_default();
    let seen: Vec<Seen> = words.iter().map(|words| Seen::of(patient, words)).collect();
    note(app, actor, listener.professional, &seen).await?;
    Ok(words)
}
