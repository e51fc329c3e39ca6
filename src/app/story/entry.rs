//! One entry of a story, with who has opened it.

use super::about::{Beside, Wanted, about_of, beside, offered};
use super::list::first;
use super::note::{Seen, note};
use super::{Heard, Opening, Reply, hand_of, hearer, is_own};
use crate::app::record::{self, Opened};
use crate::app::{Actor, App, AppError};
use crate::domain::ids::{PatientId, RecordId};
use crate::domain::story::{About, Hand, Thing};
use crate::domain::vocabulary::NarrativeKind;
use crate::store::capacities;
use crate::store::narratives::{self, Hearer};

/// An entry of a patient's.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The patient's record.
    pub opened: Opened,
    /// The entry.
    pub heard: Heard,
    /// By whose hand its reader does something with it.
    pub hand: Hand,
    /// Everybody who has opened it, in order.
    pub readers: Vec<Opening>,
    /// The answers to it, in order.
    pub replies: Vec<Reply>,
    /// What it is about, as far as the reader sees it.
    pub about: Vec<About>,
    /// What it can be about, where its reader may say so.
    pub offered: Vec<About>,
    /// What the patient says beside it, where next of kin told it.
    pub beside: Vec<Beside>,
    /// Whether it is in question that the patient can consent: then nothing is shared more widely.
    pub is_in_question: bool,
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
    let hearer = hearer(&opened, actor).ok_or(AppError::NotFound("entry"))?;
    let read = &app.db.read;
    let entry = narratives::one(read, patient, id, hearer, opened.now).await?;
    let entry = entry.ok_or(AppError::NotFound("entry"))?;
    // From where it was just written: a reader may lag behind.
    let written = app.db.writer();
    let read_at = match hearer {
        Hearer::Patient => None,
        Hearer::Professional(listener) => {
            let me = listener.professional;
            note(app, actor, me, Seen::entry(&entry).as_slice()).await?;
            first(narratives::of_reader(written, patient, me).await?).remove(&id)
        }
    };
    let readers = narratives::readers(written, patient, id).await?;
    let mut replies = narratives::replies(written, patient, &[id]).await?;
    let mut about = about_of(app, &opened, hearer, &[id]).await?;
    let beside = beside(app, actor, &opened, Wanted::beside(&[Thing::Entry], &[id])).await?;
    let hand = hand_of(&entry, hearer);
    let is_linked_by_hand = entry.kind != NarrativeKind::SeesDifferently;
    let offered = if hand.may_decide(entry.authorship) && is_linked_by_hand {
        offered(app, actor, &opened, entry.kind).await?
    } else {
        Vec::new()
    };
    Ok(Shown {
        hand,
        about: about.remove(&id).unwrap_or_default(),
        offered,
        beside,
        replies: replies.remove(&id).unwrap_or_default(),
        is_in_question: capacities::is_in_question(read, patient, opened.now).await?,
        heard: Heard {
            is_own: is_own(&entry, hearer),
            read: read_at,
            entry,
        },
        opened,
        readers,
    })
}
