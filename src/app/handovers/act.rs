//! Doing something with a handover that was offered.

use super::step::{self, Row};
use super::{Address, Maker, Stored, admit, admit_to_offer};
use crate::app::{Actor, App, AppError};
use crate::domain::handover::{Act, Receiver, Scene, due};
use crate::domain::ids::UnitId;
use crate::domain::time::{self, Instant};
use crate::store::{evaluations, handovers as stored, retry};

/// Something that somebody does with a handover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// Which one.
    pub address: Address,
    /// The version of it that was looked at; `None` where what was read cannot matter.
    pub version: Option<i32>,
    /// What is done.
    pub act: Act,
}

/// Does it, and writes down that it was done. What the same person did last is not done again, whatever
/// version was looked at: sending something twice is sending it once.
///
/// # Errors
/// [`AppError::Forbidden`] and [`AppError::NotFound`] for patients and handovers that are not the actor's
/// to see, [`AppError::Outdated`] when the handover was changed since it was looked at,
/// [`AppError::Handover`] for what cannot be used, [`AppError::HandoverIllegal`] where this is not
/// possible, and whatever the database reports. Then nothing is changed.
pub async fn act(app: &App, actor: &Actor, command: &Command) -> Result<Stored, AppError> {
    let now = app.clock.now();
    let patient = command.address.patient;
    match &command.act {
        Act::Offer(to, _) => admit_to_offer(app, actor, patient, *to, now).await?,
        Act::LeaveWithPool(unit, _) => {
            let to = Receiver {
                professional: None,
                unit: Some(*unit),
            };
            admit_to_offer(app, actor, patient, to, now).await?;
        }
        _ => admit(app, actor, patient).await?,
    }
    retry(|| write(app, actor, command, now)).await
}

async fn write(
    app: &App,
    actor: &Actor,
    command: &Command,
    now: Instant,
) -> Result<Stored, AppError> {
    let maker = Maker::of(actor)?;
    let Address { patient, handover } = command.address;
    let policy = super::policy_of(app, patient, now).await?;
    let tx = app.db.begin().await?;
    // In the order of an evaluation, so that the two do not wait for each other.
    evaluations::hold(&*tx, &[patient], None).await?;
    let held = stored::hold(&*tx, patient, handover).await?;
    let was = held.ok_or(AppError::NotFound("handover"))?;
    let steps = stored::steps(&*tx, patient, handover).await?;
    let scene = Scene {
        who: Some(maker.person()),
        parties: was.parties,
        last: step::own_last(&steps, actor),
        time_to_acknowledge: due::time_to_acknowledge(&policy, was.kind),
        is_joint: false,
        now,
        today: time::local_date(now, app.zone),
    };
    let done = was.handover.act(&command.act, &scene)?;
    let Some(done) = done else {
        tx.rollback().await?;
        return Ok(was);
    };
    if command
        .version
        .is_some_and(|version| version != was.version)
    {
        return Err(AppError::Outdated("handover"));
    }
    step::commit(tx, app, actor, was, done, (Row::Held, now)).await
}

/// The unit whose pool a handover can be left with: the one it is for, else the one it comes from.
///
/// # Errors
/// [`AppError::Forbidden`] and [`AppError::NotFound`] for patients and handovers that are not the actor's
/// to see, and where it has no unit at all.
pub async fn pool_of(app: &App, actor: &Actor, address: Address) -> Result<UnitId, AppError> {
    let Address { patient, handover } = address;
    admit(app, actor, patient).await?;
    let found = stored::one(&app.db.read, patient, handover).await?;
    let found = found.ok_or(AppError::NotFound("handover"))?;
    let unit = found.to.unit.or(found.parties.unit);
    unit.ok_or(AppError::NotFound("unit"))
}
