//! Opening a patient's record: who may, written down before it is read.

use std::sync::Arc;

use serde_json::json;

use super::evaluate::policy_at;
use super::{Actor, App, AppError, Refusal};
use crate::domain::access::Reach;
use crate::domain::flags::{Case, Policy};
use crate::domain::ids::PatientId;
use crate::domain::time::Instant;
use crate::domain::trajectory::{Directory, Trajectory};
use crate::store::patients;
use crate::store::{AuditEntry, audit, reach, trajectories};

pub use crate::store::patients::{Details, Naming, PatientRef};

/// A patient's record, opened: what every page and answer about one patient is made from.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The patient by name.
    pub patient: Details,
    /// Everything known, also ahead.
    pub trajectory: Trajectory,
    /// Units, professionals and employments.
    pub directory: Arc<Directory>,
    /// The thresholds in force.
    pub policy: Policy,
    /// How patients are called in output.
    pub naming: Naming,
    /// The instant at which it is looked at.
    pub now: Instant,
}

impl Opened {
    /// The record as every rule reads it now.
    pub fn case(&self) -> Case<'_> {
        Case::new(
            self.trajectory.clone(),
            &self.directory,
            &self.policy,
            self.now,
        )
    }
}

/// Opens a patient's record. `action` is what the audit trail calls it, such as `timeline.show`; its
/// entry is written before anything is read, and an entry that cannot be written opens nothing.
///
/// # Errors
/// [`AppError::Forbidden`] when the actor does not take part in the patient's care,
/// [`AppError::NotFound`] for an unknown patient, and whatever the database reports.
pub async fn open(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    action: &'static str,
) -> Result<Opened, AppError> {
    let now = app.clock.now();
    if let Some(reach) = reach_of(actor)? {
        admit(app, &reach, patient, now).await?;
    }
    let details = patients::details(&app.db.read, patient)
        .await?
        .ok_or(AppError::NotFound("patient"))?;
    note_read(app, actor, &[patient], action).await?;
    let trajectory = trajectories::load(&app.db.read, &[patient], None)
        .await?
        .pop()
        .ok_or(AppError::NotFound("patient"))?;
    let mut directory = app.directory().await?;
    if !knows_everyone(&directory, &trajectory) {
        directory = app.directories.refresh(&app.db, app.zone).await?;
    }
    let (policy, _) = policy_at(app, now).await?;
    Ok(Opened {
        patient: details,
        trajectory,
        directory,
        policy,
        naming: patients::naming(&app.db.read).await?,
        now,
    })
}

/// The patients an actor reaches; `None` is everyone (the command line and Red Thread itself).
///
/// # Errors
/// [`AppError::Forbidden`] for accounts whose roles reach no patient's record.
pub fn reach_of(actor: &Actor) -> Result<Option<Reach>, AppError> {
    match actor {
        Actor::CommandLine(_) | Actor::System => Ok(None),
        Actor::Account(viewer) => match viewer.reach() {
            Some(reach) => Ok(Some(reach)),
            None => Err(Refusal::NoCareRole.into()),
        },
    }
}

/// Writes down that these patients' records are about to be shown to somebody.
///
/// # Errors
/// Whatever the database reports; then nothing may be shown.
pub async fn note_read(
    app: &App,
    actor: &Actor,
    patients: &[PatientId],
    action: &'static str,
) -> Result<(), AppError> {
    let at = app.clock.now();
    let entries = patients.iter().map(|patient| AuditEntry {
        id: app.ids.next(),
        at,
        actor: actor.to_string(),
        action,
        patient: Some(*patient),
        subject: "patient".to_owned(),
        purpose: "care".to_owned(),
        detail: json!({}),
    });
    Ok(audit::note(&app.db, entries).await?)
}

async fn admit(app: &App, reach: &Reach, patient: PatientId, now: Instant) -> Result<(), AppError> {
    if reach::is_reached(&app.db.read, patient, reach, now).await? {
        return Ok(());
    }
    if patients::by_ids(&app.db.read, &[patient]).await?.is_empty() {
        return Err(AppError::NotFound("patient"));
    }
    Err(Refusal::NoPartInCare.into())
}

/// Whether the directory knows every unit and professional that the trajectory names. One that was
/// read a moment ago may not: somebody may just have come.
fn knows_everyone(directory: &Directory, trajectory: &Trajectory) -> bool {
    let units = trajectory
        .periods
        .iter()
        .map(|period| period.unit)
        .chain(trajectory.contacts.iter().map(|contact| contact.unit));
    let people = trajectory
        .relationships
        .iter()
        .filter_map(|tie| tie.holder.professional())
        .chain(
            trajectory
                .contacts
                .iter()
                .filter_map(|contact| contact.main),
        );
    units
        .into_iter()
        .all(|unit| directory.units.contains_key(&unit))
        && people
            .into_iter()
            .all(|person| directory.professionals.contains_key(&person))
}
