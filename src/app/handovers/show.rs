//! One handover, with everything that its page tells.

use super::{Address, Beside, Snapshot, Spoken, Stored, Told, voice};
use crate::app::record::{self, Opened};
use crate::app::{Actor, App, AppError, story};
use crate::domain::handover::since::{Since, since_when};
use crate::domain::handover::{Person, State};
use crate::domain::time;
use crate::store::handovers as stored;

/// A handover of a patient.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The patient's record.
    pub opened: Opened,
    /// The handover as it is stored.
    pub stored: Stored,
    /// What happened to it, in order of time.
    pub steps: Vec<Told>,
    /// What was written when it was accepted; nothing changes it.
    pub snapshot: Option<Snapshot>,
    /// What lies beside it now.
    pub beside: Beside,
    /// Of the patient's entries that lay beside it when it was accepted, those that may still be read.
    pub spoken: Vec<Spoken>,
    /// What was recorded since it was offered or accepted.
    pub since: Since,
    /// Whether the actor acts for whoever offers it.
    pub is_sender: bool,
    /// Whether the actor acts for those it is offered to.
    pub is_receiver: bool,
    /// Whether the actor offered it in person.
    pub is_own: bool,
}

/// One handover of a patient. `action` is what the audit trail calls the reading.
///
/// # Errors
/// As [`record::open`], and [`AppError::NotFound`] for a handover that is not the patient's.
pub async fn show(
    app: &App,
    actor: &Actor,
    address: Address,
    action: &'static str,
) -> Result<Shown, AppError> {
    let Address { patient, handover } = address;
    let opened = record::open(app, actor, patient, action).await?;
    let read = &app.db.read;
    let stored = stored::one(read, patient, handover).await?;
    let stored = stored.ok_or(AppError::NotFound("handover"))?;
    let steps = stored::steps(read, patient, handover).await?;
    let snapshot = stored::snapshot(read, patient, handover).await?;
    let today = time::local_date(opened.now, app.zone);
    let listener = story::listener(&opened, actor);
    let hears = listener.as_ref();
    let beside = stored::beside(read, patient, today, hears, opened.now).await?;
    let kept = snapshot.as_ref().map(|kept| kept.voice.as_slice());
    let kept = kept.unwrap_or_default();
    let spoken = stored::spoken(read, patient, kept, hears, opened.now).await?;
    // Which entries lay beside it is told of those only that are shared with the reader.
    let snapshot = snapshot.map(|mut kept| {
        let is_heard = |entry| spoken.iter().any(|spoken| spoken.entry.entry == entry);
        kept.voice.retain(|voice| is_heard(voice.entry));
        kept
    });
    // What lay beside it when it was accepted is what is shown from then on.
    let shown = match &snapshot {
        Some(_) => &spoken,
        None => &beside.voice,
    };
    voice::note(app, actor, patient, hears, shown.iter()).await?;
    let accepted = match &stored.handover.state {
        State::Accepted(accepted) | State::Done(Some(accepted)) => Some(accepted.at),
        _ => None,
    };
    let since_then = accepted.unwrap_or(stored.offered_at);
    let since = since_when(&opened.trajectory, Some(since_then), opened.now);
    let reach = record::reach_of(actor)?;
    let person = Person {
        professional: reach.as_ref().and_then(|reach| reach.professional),
        units: reach.as_ref().map_or(&[], |reach| reach.units.as_slice()),
    };
    let me = person.professional;
    let is_pool_told =
        stored.escalated_at.is_some() || matches!(stored.handover.state, State::Expired(_));
    let offer = stored.handover.state.offer();
    Ok(Shown {
        is_sender: stored.parties.has(&person),
        is_receiver: offer.is_some_and(|offer| offer.to.has(&person, is_pool_told)),
        is_own: me.is_some() && me == stored.parties.professional,
        opened,
        steps,
        snapshot,
        beside,
        spoken,
        since,
        stored,
    })
}
