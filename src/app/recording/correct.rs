//! Putting right who a patient is, unless they would be like somebody who is registered.

use super::alike::{Alike, alike};
use super::look::look;
use super::record::{Command, Recorded, record, who};
use crate::app::{Actor, App, AppError};
use crate::domain::ids::RecordId;
use crate::domain::intake::{Patient, Record};
use crate::domain::recording::{Edit, Scene};

/// What came of it.
#[derive(Debug, Clone)]
pub enum Corrected {
    /// It is recorded.
    Recorded(Recorded),
    /// With it the patient would be like somebody else: who is sure says so and sends it again.
    Alike(Alike),
}

/// Records something; where it changes by what a patient is known, those who are alike are told first,
/// unless the actor has said that it is another (`sure`).
///
/// # Errors
/// As [`record()`].
pub async fn correct(app: &App, actor: &Actor, command: &Command) -> Result<Corrected, AppError> {
    let is_sure = matches!(command.fields.get("sure"), Some("true" | "yes" | "on"));
    if command.verb.is_identity()
        && !is_sure
        && let Some(alike) = likeness(app, actor, command).await?
    {
        return Ok(Corrected::Alike(alike));
    }
    Ok(Corrected::Recorded(record(app, actor, command).await?))
}

/// Whom the patient would be like. What cannot be used is told when it is to be recorded.
async fn likeness(app: &App, actor: &Actor, command: &Command) -> Result<Option<Alike>, AppError> {
    let about = Some(RecordId(command.patient.0));
    let looked = look(app, actor, command.patient, command.verb, about).await?;
    let Some(Record::Patient(was)) = looked.about.as_ref().map(|held| &held.record) else {
        return Ok(None);
    };
    let now = looked.opened.now;
    let scene = Scene {
        now,
        id: command.patient,
        patient: was,
        who: who(actor),
        directory: &looked.opened.directory,
        records: &[],
        about: looked.about.as_ref(),
        before: &[],
    };
    let edits = command.verb.edits(&command.fields, &scene);
    let is = edits.iter().flatten().find_map(|edit| match edit {
        Edit::Replace(_, Record::Patient(patient)) => Some(patient),
        _ => None,
    });
    let Some(is) = is.filter(|is| known_by(is) != known_by(was)) else {
        return Ok(None);
    };
    // An identifier of somebody else is refused, not asked about.
    let named = Patient {
        identifiers: Vec::new(),
        ..is.clone()
    };
    let patient = (Some(command.patient), &named);
    alike(app, actor, patient, looked.opened.naming, now).await
}

/// By what somebody finds a patient without knowing an identifier.
fn known_by(patient: &Patient) -> impl PartialEq {
    (
        patient.family_name.clone(),
        patient.given_name.clone(),
        patient.birth_date,
    )
}
