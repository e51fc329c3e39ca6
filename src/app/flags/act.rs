//! Doing something with a flag.

use serde_json::json;

use super::{Address, StoredFlag, admit, as_found, onlooker};
use crate::app::{Actor, App, AppError};
use crate::domain::access::Action;
use crate::domain::flags::life::{Act, Event, Scene, discharged_on};
use crate::domain::time::Instant;
use crate::store::flag_events::{self, NewEvent};
use crate::store::{AuditEntry, evaluations, flag_lives, retry, summaries};

/// Something that somebody does with a flag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// Which flag.
    pub address: Address,
    /// The version of it that was looked at.
    pub version: i32,
    /// What is done.
    pub act: Act,
}

/// Does it, and writes down that it was done. What is so already is not done again, whatever version was
/// looked at: sending something twice is sending it once.
///
/// # Errors
/// [`AppError::Forbidden`] and [`AppError::NotFound`] for patients and flags that are not the actor's to
/// see, [`AppError::Outdated`] when the flag was changed since it was looked at, [`AppError::Fields`]
/// for what cannot be used, [`AppError::Illegal`] where this is not possible, and whatever the database
/// reports. Then nothing is changed.
pub async fn act(app: &App, actor: &Actor, command: &Command) -> Result<StoredFlag, AppError> {
    let now = app.clock.now();
    let patient = command.address.patient;
    admit(app, actor, patient, Action::Change, action_of(&command.act)).await?;
    retry(|| write(app, actor, command, now)).await
}

async fn write(
    app: &App,
    actor: &Actor,
    command: &Command,
    now: Instant,
) -> Result<StoredFlag, AppError> {
    let Address { patient, flag: id } = command.address;
    let tx = app.db.begin().await?;
    // In the order of an evaluation, so that the two do not wait for each other.
    evaluations::hold(&*tx, &[patient], None).await?;
    let held = flag_lives::hold(&*tx, (patient, id), onlooker(actor), now).await?;
    let mut flag = held.ok_or(AppError::NotFound("flag"))?;
    let scene = Scene {
        code: &flag.code,
        lives: flag.cleared_at.is_none(),
        discharged: as_found(&flag).and_then(|found| discharged_on(&found.evidence)),
        now,
        zone: app.zone,
    };
    let step = flag.state.act(&command.act, &scene)?;
    let Some(step) = step else {
        tx.rollback().await?;
        return Ok(flag);
    };
    if flag.version != command.version {
        return Err(AppError::Outdated("flag"));
    }
    let by = actor.to_string();
    flag_lives::set(&*tx, &flag, &step.state, &by, now).await?;
    if let Event::Snoozed { until, .. } = step.event {
        summaries::look_again_by(&*tx, patient, until).await?;
    }
    let action = action_of(&command.act);
    let event = NewEvent {
        id: app.ids.next(),
        patient,
        flag: id,
        code: flag.code.clone(),
        actor: by.clone(),
        event: step.event,
        at: now,
    };
    flag_events::add(&*tx, vec![event]).await?;
    let entry = AuditEntry {
        patient: Some(patient),
        ..app.entry(
            actor,
            action,
            format!("flag/{}", id.0),
            "care",
            json!({ "rule": flag.code }),
        )
    };
    tx.commit(entry).await?;
    flag.settled =
        (step.state.word() != crate::domain::vocabulary::FlagState::Open).then_some((by, now));
    flag.state = step.state;
    flag.version += 1;
    Ok(flag)
}

const fn action_of(act: &Act) -> &'static str {
    match act {
        Act::Acknowledge => "flag.acknowledge",
        Act::Snooze { .. } => "flag.snooze",
        Act::Resolve { .. } => "flag.resolve",
        Act::NotApplicable { .. } => "flag.not_applicable",
        Act::DoneElsewhere { .. } => "flag.done_elsewhere",
        Act::Reopen => "flag.reopen",
    }
}
