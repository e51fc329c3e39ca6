//! Recording an end together with the handover that belongs to it: both are there, or neither.

use super::record::{Put, begin, put, refused, repeated};
use super::{Command, Fault, Made, Recorded, open};
use crate::app::handovers::{Passing, Prepared, prepare};
use crate::app::record::Opened;
use crate::app::{Actor, App, AppError};
use crate::domain::handover::{self, Receiver};
use crate::domain::intake::Kind;
use crate::store::retry;

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PassedOn {
    /// It is recorded, and the handover among it where one was made.
    Done(Recorded),
    /// Nothing is written: what cannot be used, of both.
    Unfit {
        /// Of what was to be recorded.
        record: Vec<Fault>,
        /// Of the handover.
        handover: Vec<handover::Fault>,
    },
}

/// Records an end with the handover that belongs to it. Sent twice under one key, it is done once.
///
/// # Errors
/// Those of [`record`](super::record()), but for what cannot be used; [`AppError::Outdated`] (`draft`) when
/// the draft was changed since it was looked at. Then nothing is written.
pub async fn pass_on(
    app: &App,
    actor: &Actor,
    command: &Command,
    passing: &Passing,
) -> Result<PassedOn, AppError> {
    if let Some(recorded) = repeated(app, actor, command).await? {
        return Ok(PassedOn::Done(recorded));
    }
    let opened = open(app, actor, command.patient, command.verb, "recording.open").await?;
    retry(|| write(app, actor, (command, passing), &opened)).await
}

async fn write(
    app: &App,
    actor: &Actor,
    (command, passing): (&Command, &Passing),
    opened: &Opened,
) -> Result<PassedOn, AppError> {
    let now = app.clock.now();
    let tx = begin(app, command.patient).await?;
    let mut written = match put(&tx, app, actor, command, (opened.into(), now)).await {
        Ok(Put::Written(written)) => written,
        Ok(Put::Repeated(recorded)) => {
            tx.rollback().await?;
            return Ok(PassedOn::Done(recorded));
        }
        Ok(Put::Denied(denied)) => {
            tx.rollback().await?;
            return Err(refused(app, actor, command, denied).await);
        }
        Err(AppError::Unfit(record)) => {
            // All that is wrong is told at once; who receives the patient is not known yet.
            let passing = (passing, Receiver::default(), now);
            let handover = faults(prepare(&tx, app, actor, opened, passing).await)?;
            tx.rollback().await?;
            let handover = handover.into_iter().filter(|fault| fault.field != "to");
            return Ok(PassedOn::Unfit {
                record,
                handover: handover.collect(),
            });
        }
        Err(error) => return Err(error),
    };
    let prepared = (passing, written.receives, now);
    let prepared = match prepare(&tx, app, actor, opened, prepared).await {
        Err(AppError::Handover(handover)) => {
            tx.rollback().await?;
            return Ok(PassedOn::Unfit {
                record: Vec::new(),
                handover,
            });
        }
        Ok(Prepared::Denied(denied)) => {
            tx.rollback().await?;
            return Err(refused(app, actor, command, denied).await);
        }
        prepared => prepared?,
    };
    if !written.is_change && matches!(prepared, Prepared::Nothing) {
        tx.rollback().await?;
        return Ok(PassedOn::Done(written.recorded));
    }
    let (handover, entry) = prepared.write(&tx, app, actor, now).await?;
    if let Some(handover) = handover {
        let made = Made {
            id: handover.id,
            version: handover.version,
        };
        let kind = Kind::Handover.code().to_owned();
        written.recorded.made.push((kind, made));
    }
    let recorded = written.finish(&tx, app, actor, command, now).await?;
    let recorded = written.is_change.then_some(recorded);
    tx.commit_all(recorded.into_iter().chain(entry)).await?;
    Ok(PassedOn::Done(written.recorded))
}

/// What is wrong with a handover, where that is what stands in its way.
fn faults(prepared: Result<Prepared, AppError>) -> Result<Vec<handover::Fault>, AppError> {
    match prepared {
        Ok(_) => Ok(Vec::new()),
        Err(AppError::Handover(faults)) => Ok(faults),
        Err(error) => Err(error),
    }
}
