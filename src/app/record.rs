//! Opening a patient's record: who may, written down before it is read.

use std::sync::Arc;

use futures_util::future::try_join3;
use serde_json::{Value, json};

use super::{Actor, App, AppError, Refusal, access};
use crate::domain::access::{Action, Allowed, Reach};
use crate::domain::flags::{self, Case, Flag, Onlooker, Policy};
use crate::domain::ids::{PatientId, PolicyVersionId};
use crate::domain::time::Instant;
use crate::domain::trajectory::{Directory, Trajectory};
use crate::store::news::{self, Read};
use crate::store::{AuditEntry, audit, looks, reach, trajectories};

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
    /// The thresholds in force for the patient.
    pub policy: Arc<Policy>,
    /// The version of them; `None` where nobody ever set one.
    pub policy_version: Option<PolicyVersionId>,
    /// How patients are called in output.
    pub naming: Naming,
    /// Who looks at it.
    pub onlooker: Onlooker,
    /// By which way it is open to them; `None` for the patient, the command line and Red Thread itself.
    pub allowed: Option<Allowed>,
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

    /// The flags that are for whoever looks: every page and answer about one patient takes them from
    /// here.
    pub fn visible(&self, case: &Case<'_>) -> Vec<Flag> {
        self.onlooker.of(flags::judge(case).flags, case)
    }
}

/// Opens a patient's record. `action` is what the audit trail calls it, such as `timeline.show`. Its
/// entry is written while the record is read: nothing is given to the caller before it is there, and
/// an entry that cannot be written opens nothing.
///
/// # Errors
/// [`AppError::Forbidden`] when the record is not open to the actor, which is written down too,
/// [`AppError::NotFound`] for an unknown patient, and whatever the database reports.
pub async fn open(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    action: &'static str,
) -> Result<Opened, AppError> {
    open_for(app, actor, patient, Action::Read, action).await
}

/// Opens a patient's record in order to change something in it: what every form begins with that asks
/// for what is there. Whoever may only read, because what tied them to the patient has ended, is
/// refused.
///
/// # Errors
/// As [`open`], and [`Refusal::ReadOnly`].
pub async fn open_to_change(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    action: &'static str,
) -> Result<Opened, AppError> {
    open_for(app, actor, patient, Action::Change, action).await
}

async fn open_for(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    wish: Action,
    action: &'static str,
) -> Result<Opened, AppError> {
    let now = app.clock.now();
    let reach = match actor {
        Actor::Patient(own) if *own == patient => Ok(None),
        _ => reach_of(actor),
    };
    let Ok(reach) = reach else {
        return Err(access::refuse_role(app, actor, patient, action).await);
    };
    let mut standing = app.standing().await?;
    let reading = app.db.reading().await?;
    let sought = reach::seek(&*reading, patient, reach.as_ref(), now).await?;
    let sought = sought.ok_or(AppError::NotFound("patient"))?;
    let allowed = match access::decided(actor, wish, &sought) {
        Ok(allowed) => allowed,
        Err(denied) => {
            // Given back first: the entry waits for another connection.
            drop(reading);
            return Err(access::refuse(app, actor, patient, action, denied).await);
        }
    };
    let trajectory = async {
        // Given back when it has read, not when the entry is written: that waits for another.
        let reading = reading;
        Ok(trajectories::of(&*reading, sought.patient).await?)
    };
    // Why it was open to them is what a patient who reads the log asks next.
    let detail = allowed.map_or_else(|| json!({}), |allowed| json!({ "way": allowed.way.code() }));
    let ids = [patient];
    let noted = note(app, actor, &ids, action, &detail);
    let looked = looked(app, actor, patient, wish, now);
    let (trajectory, (), ()) = try_join3(trajectory, noted, looked).await?;
    if !knows_everyone(&standing.directory, &trajectory) {
        standing = app.standing_now().await?;
    }
    let in_force = standing
        .policies
        .of_patient(&trajectory, &standing.directory, now);
    Ok(Opened {
        patient: sought.details,
        trajectory,
        directory: standing.directory,
        policy: in_force.policy,
        policy_version: in_force.version,
        naming: standing.naming,
        onlooker: super::flags::onlooker(actor),
        allowed,
        now,
    })
}

/// Writes down that somebody looks at a record, and that they have thereby read what they were told of the
/// patient. Whoever is about to change something need not have looked around.
async fn looked(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    wish: Action,
    now: Instant,
) -> Result<(), AppError> {
    let (Actor::Account(viewer), Action::Read) = (actor, wish) else {
        return Ok(());
    };
    if !looks::is_due(&app.db.read, viewer.account, patient, now).await? {
        return Ok(());
    }
    let conn = app.db.writer();
    looks::look(conn, viewer.account, patient, now).await?;
    news::read(conn, viewer.account, Read::About(patient), now).await?;
    Ok(())
}

/// The patients an actor reaches; `None` is everyone (the command line and Red Thread itself).
///
/// # Errors
/// [`AppError::Forbidden`] for accounts whose roles reach no patient's record, and for patients.
pub fn reach_of(actor: &Actor) -> Result<Option<Reach>, AppError> {
    match actor {
        Actor::CommandLine(_) | Actor::System => Ok(None),
        // Nobody but themselves, which `open` knows: no list of patients is for them.
        Actor::Patient(_) => Err(Refusal::NoCareRole.into()),
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
    note(app, actor, patients, action, &json!({})).await
}

async fn note(
    app: &App,
    actor: &Actor,
    patients: &[PatientId],
    action: &'static str,
    detail: &Value,
) -> Result<(), AppError> {
    let entries = patients.iter().map(|patient| AuditEntry {
        patient: Some(*patient),
        ..app.entry(actor, action, "patient", "care", detail.clone())
    });
    Ok(audit::note(&app.db, entries).await?)
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
