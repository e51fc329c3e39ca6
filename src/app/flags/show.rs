//! One flag of a patient, with everything that its page tells.

use std::sync::Arc;

use super::{Address, StoredFlag, Told, as_found, thresholds};
use crate::app::record::{self, Opened};
use crate::app::{Actor, App, AppError};
use crate::domain::flags::policy::PolicyVersion;
use crate::domain::flags::{Flag, Policy};
use crate::store::{flag_events, flag_lives};
/// A flag of a patient.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The patient's record.
    pub opened: Opened,
    /// What the rule found when it was last stored.
    pub flag: Flag,
    /// The flag as it is stored; a snooze that is over reads as open.
    pub stored: StoredFlag,
    /// What happened in its life.
    pub events: Vec<Told>,
    /// The thresholds by which it was raised.
    pub thresholds: Thresholds,
}

/// Thresholds by which a flag was raised.
#[derive(Debug, Clone)]
pub struct Thresholds {
    /// All of them.
    pub policy: Arc<Policy>,
    /// The newest of the versions that made them up; `None` are the defaults.
    pub version: Option<PolicyVersion>,
}

/// One flag of a patient. `action` is what the audit trail calls the reading.
///
/// # Errors
/// As [`record::open`], and [`AppError::NotFound`] for a flag that is not the patient's, or not for the
/// actor.
pub async fn show(
    app: &App,
    actor: &Actor,
    address: Address,
    action: &'static str,
) -> Result<Shown, AppError> {
    let Address { patient, flag: id } = address;
    let opened = record::open(app, actor, patient, action).await?;
    let read = &app.db.read;
    let stored = flag_lives::one(read, (patient, id), opened.onlooker, opened.now).await?;
    let mut stored = stored.ok_or(AppError::NotFound("flag"))?;
    stored.state = stored.state.at(opened.now);
    let events = flag_events::of(read, patient, &[id]).await?;
    Ok(Shown {
        flag: as_found(&stored).ok_or(AppError::NotFound("flag"))?,
        thresholds: thresholds(&app.standing().await?, &opened, stored.raised_at),
        opened,
        stored,
        events,
    })
}
