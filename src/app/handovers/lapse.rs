//! What time does to handovers: those that nobody acknowledged in time are told to the pool of the
//! receiving unit, once, and expire when that did not help either.

use super::step::{self, Row};
use crate::app::{Actor, App, AppError};
use crate::domain::handover::{Act, Scene, due};
use crate::domain::time::{self, Instant};
use crate::store::handovers::{self as stored, Place, Stored};
use crate::store::{evaluations, retry};

/// Handovers looked at, at a time.
const BATCH: u64 = 100;

/// What time did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Lapsed {
    /// Handovers that the pool was told of.
    pub escalated: u64,
    /// Handovers that expired.
    pub expired: u64,
}

/// Lets time do what is due. Several instances at once do it once: each handover is held while it is
/// looked at, and what was done is not due any more.
///
/// # Errors
/// Whatever the database reports; what was done so far stays.
pub async fn lapse(app: &App) -> Result<Lapsed, AppError> {
    let now = app.clock.now();
    let mut lapsed = Lapsed::default();
    let mut after = None;
    loop {
        let found = stored::lapsed(&app.db.read, now, after, BATCH).await?;
        for stored in &found {
            match retry(|| one(app, stored, now)).await? {
                Some(due::Lapse::Escalates) => lapsed.escalated += 1,
                Some(due::Lapse::Expires) => lapsed.expired += 1,
                None => {}
            }
        }
        match found.last() {
            Some(last) if found.len() as u64 == BATCH => after = Some(Place::of(last)),
            _ => return Ok(lapsed),
        }
    }
}

/// Does one thing that is due to a handover; `None` when nothing is.
async fn one(app: &App, seen: &Stored, now: Instant) -> Result<Option<due::Lapse>, AppError> {
    // Most of those that are overdue were told of before: looked at without holding anything.
    if due::lapse(&seen.handover.state, now).is_none() {
        return Ok(None);
    }
    let tx = app.db.begin().await?;
    evaluations::hold(&*tx, &[seen.patient], None).await?;
    let held = stored::hold(&*tx, seen.patient, seen.id).await?;
    let due = held
        .as_ref()
        .and_then(|held| due::lapse(&held.handover.state, now));
    let (Some(was), Some(what)) = (held, due) else {
        tx.rollback().await?;
        return Ok(None);
    };
    let act = match what {
        due::Lapse::Escalates => Act::Escalate,
        due::Lapse::Expires => Act::Expire,
    };
    let scene = Scene {
        who: None,
        parties: was.parties,
        last: None,
        time_to_acknowledge: chrono::TimeDelta::zero(),
        is_joint: false,
        now,
        today: time::local_date(now, app.zone),
    };
    let done = was.handover.act(&act, &scene)?;
    let Some(done) = done else {
        tx.rollback().await?;
        return Ok(None);
    };
    step::commit(tx, app, &Actor::System, was, done, (Row::Held, now)).await?;
    Ok(Some(what))
}
