//! Own and family records: kept by administrators, who see nothing of the record itself.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::json;

use super::RecordedOwn;
use crate::app::{Actor, App, AppError, Refusal};
use crate::domain::access::OwnRecord;
use crate::domain::flags::life::{Expected, Fault};
use crate::domain::ids::{PatientId, ProfessionalId, RecordId};
use crate::domain::trajectory::Directory;
use crate::domain::vocabulary::Role;
use crate::store::{AuditEntry, own_records as stored, patients, retry};

/// Who does not open which record.
#[derive(Debug, Clone)]
pub struct Owns {
    /// Those in force, the newest first, each with the patient's id in output.
    pub rows: Vec<(RecordedOwn, String)>,
    /// Units, professionals and employments.
    pub directory: Arc<Directory>,
}

/// One to be entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOwn {
    /// The patient, by the source's id.
    pub patient: String,
    /// Whose own, or family's; `None` when nobody who is known was named.
    pub professional: Option<ProfessionalId>,
}

fn may_keep(actor: &Actor) -> Result<(), AppError> {
    match actor {
        Actor::Account(viewer) if !viewer.has(Role::Administrator) => {
            Err(Refusal::OwnRecordsAreForAdministrators.into())
        }
        Actor::Patient(_) => Err(Refusal::OwnRecordsAreForAdministrators.into()),
        _ => Ok(()),
    }
}

/// Own and family records in force.
///
/// # Errors
/// [`AppError::Forbidden`] for accounts that are no administrator's, and whatever the database reports.
pub async fn owns(app: &App, actor: &Actor) -> Result<Owns, AppError> {
    may_keep(actor)?;
    let standing = app.standing().await?;
    let rows = stored::in_force(&app.db.read).await?;
    let ids: Vec<PatientId> = rows.iter().map(|own| own.patient).collect();
    let labels: HashMap<PatientId, String> = patients::by_ids(&app.db.read, &ids)
        .await?
        .into_iter()
        .map(|patient| (patient.id, patient.label(standing.naming).to_owned()))
        .collect();
    let labelled = |own: RecordedOwn| {
        let label = labels.get(&own.patient).cloned().unwrap_or_default();
        (own, label)
    };
    Ok(Owns {
        rows: rows.into_iter().map(labelled).collect(),
        directory: standing.directory,
    })
}

/// Enters that a record is a professional's own, or of their family. What is there is not entered twice.
///
/// # Errors
/// [`AppError::Forbidden`] for accounts that are no administrator's, [`AppError::Fields`] for a patient
/// or a professional who is not known, and whatever the database reports.
pub async fn enter_own(app: &App, actor: &Actor, new: &NewOwn) -> Result<RecordedOwn, AppError> {
    may_keep(actor)?;
    let fits = patients::by_label(&app.db.read, new.patient.trim()).await?;
    let directory = app.directory().await?;
    let professional = new
        .professional
        .filter(|who| directory.professionals.contains_key(who));
    let known = |field| Fault {
        field,
        expected: Expected::Known,
    };
    match (fits.as_slice(), professional) {
        ([patient], Some(professional)) => {
            let patient = patient.id;
            retry(|| write(app, actor, patient, professional)).await
        }
        (fits, professional) => {
            let mut faults = Vec::new();
            if fits.len() != 1 {
                faults.push(known("patient"));
            }
            if professional.is_none() {
                faults.push(known("professional"));
            }
            Err(AppError::Fields(faults))
        }
    }
}

async fn write(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    professional: ProfessionalId,
) -> Result<RecordedOwn, AppError> {
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    if let Some(known) = stored::between(&*tx, patient, professional).await? {
        tx.rollback().await?;
        return Ok(known);
    }
    let own = RecordedOwn {
        patient,
        id: RecordId(app.ids.next()),
        own: OwnRecord {
            professional,
            from: now,
            to: None,
        },
        recorded_by: actor.to_string(),
        recorded_at: now,
        ended_by: None,
        version: 1,
    };
    stored::add(&*tx, &own).await?;
    tx.commit(entry(app, actor, &own, "own_record.enter"))
        .await?;
    Ok(own)
}

/// Ends one that was entered. One that has ended stays so.
///
/// # Errors
/// [`AppError::Forbidden`] for accounts that are no administrator's, [`AppError::NotFound`] for one that
/// is not there, and whatever the database reports.
pub async fn end_own(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    id: RecordId,
) -> Result<(), AppError> {
    may_keep(actor)?;
    retry(|| write_end(app, actor, patient, id)).await
}

/// Ends one that was entered, as it was looked at, and gives it as it is then. One that has ended stays so.
///
/// # Errors
/// As [`end_own`], and [`AppError::Outdated`] for one that was changed since it was looked at.
pub async fn end_own_at(
    app: &App,
    actor: &Actor,
    id: RecordId,
    version: i32,
) -> Result<RecordedOwn, AppError> {
    may_keep(actor)?;
    let entered = stored::by_id(&app.db.read, id).await?;
    let entered = entered.ok_or(AppError::NotFound("own record"))?;
    if entered.own.to.is_none() {
        if entered.version != version {
            return Err(AppError::Outdated("own record"));
        }
        end_own(app, actor, entered.patient, id).await?;
    }
    let ended = stored::by_id(&app.db.read, id).await?;
    ended.ok_or(AppError::NotFound("own record"))
}

async fn write_end(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    id: RecordId,
) -> Result<(), AppError> {
    let tx = app.db.begin().await?;
    let held = stored::hold(&*tx, patient, id).await?;
    let held = held.ok_or(AppError::NotFound("own record"))?;
    if held.own.to.is_some() {
        return Ok(tx.rollback().await?);
    }
    let by = actor.to_string();
    stored::end(&*tx, &held, &by, app.clock.now()).await?;
    tx.commit(entry(app, actor, &held, "own_record.end"))
        .await?;
    Ok(())
}

fn entry(app: &App, actor: &Actor, own: &RecordedOwn, action: &'static str) -> AuditEntry {
    let detail = json!({ "professional": own.own.professional });
    let subject = format!("own_record/{}", own.id.0);
    AuditEntry {
        patient: Some(own.patient),
        ..app.entry(actor, action, subject, "access", detail)
    }
}
