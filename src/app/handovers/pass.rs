//! Handing over in one step with what ends: a discharge, a transfer, a shift.
//!
//! What is written is what a draft says, or what is written over it; the rules are those of every offer.
//! It is prepared first, and written when everything that belongs to the step may be.

use super::step::{self, Row};
use super::{Draft, Maker, Stored, TO_ANYBODY, offer, start};
use crate::app::record::Opened;
use crate::app::{Actor, App, AppError, access};
use crate::domain::access::Denied;
use crate::domain::handover::{Act, Content, Receiver, Scene, Step, due};
use crate::domain::ids::RecordId;
use crate::domain::time::{self, Instant};
use crate::domain::vocabulary::HandoverType;
use crate::store::{AuditEntry, Tx, handovers as stored};

/// What becomes of the handover that belongs to the step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// It is offered.
    Offer,
    /// It is left with a unit's staff together, as it is: nobody is trapped.
    Pool,
    /// There is none now. What is written stays a draft, and the flag does its work.
    Later,
}

/// The handover that belongs to the step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passing {
    /// What becomes of it.
    pub how: How,
    /// To whom; where nobody is named, to whoever receives the patient.
    pub to: Receiver,
    /// What is passed on, where nothing written says so.
    pub kind: HandoverType,
    /// The draft that was looked at, and its version; `None` where there was none.
    pub draft: Option<(RecordId, i32)>,
    /// What is written over it; `None` leaves what it says.
    pub content: Option<Content>,
}

/// What is to be written of a handover.
#[derive(Debug)]
pub(in crate::app) enum Prepared {
    /// Nothing.
    Nothing,
    /// It would open the record to somebody whom it must not.
    Denied(Denied),
    /// A draft, and whether it is begun with it.
    Draft(Box<Draft>, bool),
    /// The first step of its life.
    Step(Box<(Stored, Step)>),
}

impl Prepared {
    /// Writes it. The audit entries are those that the transaction is committed with.
    pub(in crate::app) async fn write(
        self,
        tx: &Tx,
        app: &App,
        actor: &Actor,
        now: Instant,
    ) -> Result<(Option<Stored>, Option<AuditEntry>), AppError> {
        match self {
            Self::Nothing | Self::Denied(_) => Ok((None, None)),
            Self::Draft(draft, true) => {
                stored::insert_draft(&**tx, &draft).await?;
                Ok((None, Some(start::entry(app, actor, &draft))))
            }
            // What is typed is saved without an entry for each time.
            Self::Draft(draft, false) => {
                stored::save_draft(&**tx, &draft).await?;
                Ok((None, None))
            }
            Self::Step(done) => {
                let (was, done) = *done;
                stored::remove_draft(&**tx, was.patient, was.id).await?;
                let (is, entry) = step::put(tx, app, actor, was, done, (Row::New, now)).await?;
                Ok((Some(is), Some(entry)))
            }
        }
    }
}

/// Prepares the handover that belongs to a step, in the transaction that holds the patient and has written
/// the rest of it. `receives` is who gets the patient by that.
///
/// # Errors
/// [`AppError::Outdated`] when there is another draft than the one that was looked at,
/// [`AppError::Handover`] for what it lacks, and whatever the database reports.
pub(in crate::app) async fn prepare(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    opened: &Opened,
    (passing, receives, now): (&Passing, Receiver, Instant),
) -> Result<Prepared, AppError> {
    let maker = Maker::of(actor)?;
    let there = held(tx, &maker, opened, passing).await?;
    let named = if is_anybody(passing.to) {
        passing.to
    } else {
        receives
    };
    let to = super::receiver(named, &opened.directory, now)?;
    let draft = written(app, &maker, opened, (passing, there.as_ref(), to), now);
    if passing.how == How::Later {
        return later(draft, there);
    }
    let act = if passing.how == How::Offer {
        Act::Offer(to, Box::new(draft.content.clone()))
    } else {
        let own = || maker.reach.units.first().copied();
        let unit = to.unit.or(draft.parties.unit).or_else(own);
        match unit {
            Some(unit) => Act::LeaveWithPool(unit, Box::new(draft.content.clone())),
            None => Act::Offer(Receiver::default(), Box::new(draft.content.clone())),
        }
    };
    let kind = draft.content.kind.unwrap_or(passing.kind);
    let scene = Scene {
        who: Some(maker.person()),
        parties: draft.parties,
        last: None,
        time_to_acknowledge: due::time_to_acknowledge(&opened.policy, kind),
        is_joint: offer::is_joint(tx, &draft).await?,
        now,
        today: time::local_date(now, app.zone),
    };
    let was = step::unoffered(&draft, now);
    let Some(done) = was.handover.act(&act, &scene)? else {
        return Ok(Prepared::Nothing);
    };
    let offered_to = done.handover.state.receiver().unwrap_or_default();
    if let Some(denied) = access::denied(actor, opened.allowed, &[TO_ANYBODY])
        && !stored::is_in_care(&**tx, draft.patient, offered_to, now).await?
    {
        return Ok(Prepared::Denied(denied));
    }
    Ok(Prepared::Step(Box::new((was, done))))
}

const fn is_anybody(to: Receiver) -> bool {
    to.professional.is_some() || to.unit.is_some()
}

/// The draft that was looked at, held.
async fn held(
    tx: &Tx,
    maker: &Maker<'_>,
    opened: &Opened,
    passing: &Passing,
) -> Result<Option<Draft>, AppError> {
    let (patient, account) = (opened.patient.reference.id, maker.viewer.account);
    let mut there = stored::living_draft(&**tx, patient, account).await?;
    if let Some(living) = there {
        there = stored::hold_draft(&**tx, (patient, living.id), account).await?;
    }
    let is = there.as_ref().map(|draft| (draft.id, draft.version));
    if is == passing.draft {
        return Ok(there);
    }
    Err(AppError::Outdated("draft"))
}

/// The draft with what is written over it.
fn written(
    app: &App,
    maker: &Maker<'_>,
    opened: &Opened,
    (passing, there, to): (&Passing, Option<&Draft>, Receiver),
    now: Instant,
) -> Draft {
    let mut content = match (&passing.content, there) {
        (Some(content), _) => content.clone(),
        (None, Some(there)) => there.content.clone(),
        (None, None) => Content::default(),
    };
    content.kind = content.kind.or(Some(passing.kind));
    if let Some(there) = there {
        return Draft {
            to,
            content,
            saved_at: now,
            version: there.version + 1,
            ..there.clone()
        };
    }
    let unit = start::own_unit(opened, &maker.reach.units);
    let patient = opened.patient.reference.id;
    start::begun(app, maker, (patient, unit), (to, content), now)
}

/// What is kept where nothing is handed over now: what somebody wrote, not what nobody touched.
fn later(draft: Draft, there: Option<Draft>) -> Result<Prepared, AppError> {
    let faults = draft.content.unkept();
    if !faults.is_empty() {
        return Err(AppError::Handover(faults));
    }
    let Content {
        severity,
        severity_reason,
        actions,
        ..
    } = &draft.content;
    let is_written = severity.is_some() || !severity_reason.is_empty() || !actions.is_empty();
    Ok(match there {
        Some(there) if there.content == draft.content => Prepared::Nothing,
        Some(_) => Prepared::Draft(Box::new(draft), false),
        None if is_written => Prepared::Draft(Box::new(draft), true),
        None => Prepared::Nothing,
    })
}
