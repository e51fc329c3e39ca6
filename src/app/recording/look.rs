//! What a form shows: the patient's record, and the one of its records that is to be changed.

use super::record::held;
use super::{Verb, is_for, naming, open};
use crate::app::access::decided;
use crate::app::record::{Opened, reach_of};
use crate::app::{Actor, App, AppError};
use crate::domain::access::Action;
use crate::domain::ids::{PatientId, RecordId};
use crate::domain::intake::Kind;
use crate::domain::recording::Held;
use crate::store::{reach, records};

/// A record, opened to be changed.
#[derive(Debug, Clone)]
pub struct Looked {
    /// The patient's record.
    pub opened: Opened,
    /// The record that is to be changed, as it is now.
    pub about: Option<Held>,
}

/// Opens a patient's record to somebody who is about to record something, with the record that is to
/// be changed.
///
/// # Errors
/// As [`super::record()`], and [`AppError::NotFound`] for a record that is not this patient's.
pub async fn look(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    verb: &Verb,
    about: Option<RecordId>,
) -> Result<Looked, AppError> {
    let opened = open(app, actor, patient, verb, "recording.form").await?;
    let about = match verb.changes.zip(about) {
        None => None,
        Some((Kind::Patient, id)) => {
            let found = records::held_patient(&app.db.read, patient).await?;
            let found = found.filter(|own| own.stored.id == id.0);
            let found = found.ok_or(AppError::NotFound("record"))?;
            Some(held(&found.stored))
        }
        Some((kind, id)) => {
            let names = naming(&opened.directory);
            let ids = [id.0];
            let found = records::held(&app.db.read, kind, patient, Some(&ids), &names).await?;
            let found = found.first().ok_or(AppError::NotFound("record"))?;
            Some(held(&found.stored))
        }
    };
    let about = about.filter(|held| is_for(held, actor, (&opened).into()));
    if verb.changes.is_some() && about.is_none() {
        return Err(AppError::NotFound("record"));
    }
    Ok(Looked { opened, about })
}

/// The version that a record of a patient has now; `None` where there is no such one.
///
/// # Errors
/// Whatever the database reports.
pub(in crate::app) async fn version_of(
    app: &App,
    patient: PatientId,
    (kind, id): (Kind, RecordId),
) -> Result<Option<i32>, AppError> {
    let names = naming(&*app.directory().await?);
    let ids = [id.0];
    let found = records::held(&app.db.read, kind, patient, Some(&ids), &names).await?;
    Ok(found.first().map(|own| own.stored.version))
}

/// Whether a patient is within an actor's reach.
///
/// # Errors
/// Whatever the database reports.
pub async fn is_reached(app: &App, actor: &Actor, patient: PatientId) -> Result<bool, AppError> {
    let reach = reach_of(actor)?;
    let now = app.clock.now();
    let sought = reach::seek(&app.db.read, patient, reach.as_ref(), now).await?;
    Ok(sought.is_some_and(|sought| decided(actor, Action::Read, &sought).is_ok()))
}
