//! A patient's flags, as the record stands now, with what people did with them.

use std::collections::HashMap;

use super::{StoredFlag, Thresholds, Told, thresholds};
use crate::app::record::{self, Opened};
use crate::app::{Actor, App, AppError};
use crate::domain::flags::{self, Case, Flag};
use crate::domain::ids::{FlagId, PatientId};
use crate::store::{flag_events, flag_lives, flags as stored};

/// Flags of the past that are shown at most.
const OVER: u64 = 100;

/// A flag as it is found now, and as it is stored.
#[derive(Debug, Clone)]
pub struct Lived {
    /// What the rule finds now.
    pub flag: Flag,
    /// What is stored; `None` for what was found a moment ago and is not stored yet.
    pub stored: Option<StoredFlag>,
    /// What happened in its life.
    pub events: Vec<Told>,
    /// The thresholds by which it was raised.
    pub thresholds: Thresholds,
}

impl Lived {
    /// Whether it waits for somebody.
    pub fn waits(&self) -> bool {
        self.stored.as_ref().is_none_or(|flag| flag.state.waits())
    }
}

/// A patient's flags.
#[derive(Debug, Clone)]
pub struct OfPatient {
    /// The patient's record.
    pub opened: Opened,
    /// Those that live, the most pressing first.
    pub living: Vec<Lived>,
    /// Those of the past as they were stored, the last first.
    pub over: Vec<StoredFlag>,
}

/// A patient's flags, with their history. `action` is what the audit trail calls the reading.
///
/// # Errors
/// As [`record::open`].
pub async fn of_patient(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    action: &'static str,
) -> Result<OfPatient, AppError> {
    let opened = record::open(app, actor, patient, action).await?;
    let living = lived(app, &opened, &opened.case()).await?;
    let read = &app.db.read;
    let over = flag_lives::over(read, patient, opened.onlooker, opened.now, OVER).await?;
    Ok(OfPatient {
        opened,
        living,
        over,
    })
}

/// The flags that live of an opened record, the most pressing first.
pub async fn lived(app: &App, opened: &Opened, case: &Case<'_>) -> Result<Vec<Lived>, AppError> {
    let found = flags::in_order(opened.visible(case));
    let standing = app.standing().await?;
    let patient = opened.trajectory.patient.id;
    let mut kept: HashMap<_, StoredFlag> = stored::living(&app.db.read, &[patient])
        .await?
        .into_iter()
        .map(|flag| ((flag.code.clone(), flag.subject_id), flag))
        .collect();
    let mut living: Vec<Lived> = found
        .into_iter()
        .map(|flag| {
            let subject = flag.subject.record().map_or(patient.0, |record| record.0);
            let mut stored = kept.remove(&(flag.code.to_owned(), subject));
            if let Some(stored) = &mut stored {
                stored.state = stored.state.clone().at(opened.now);
            }
            let raised = stored
                .as_ref()
                .map_or(opened.now, |stored| stored.raised_at);
            Lived {
                flag,
                thresholds: thresholds(&standing, opened, raised),
                stored,
                events: Vec::new(),
            }
        })
        .collect();
    let ids: Vec<FlagId> = living
        .iter()
        .filter_map(|lived| Some(lived.stored.as_ref()?.id))
        .collect();
    for told in flag_events::of(&app.db.read, patient, &ids).await? {
        let is_its = |lived: &&mut Lived| {
            let stored = lived.stored.as_ref();
            stored.is_some_and(|stored| stored.id == told.flag)
        };
        if let Some(lived) = living.iter_mut().find(is_its) {
            lived.events.push(told);
        }
    }
    Ok(living)
}
