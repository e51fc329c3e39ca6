//! Letting somebody in, and writing down whom not.

use serde_json::json;

use crate::app::record::reach_of;
use crate::app::{Actor, App, AppError, Refusal};
use crate::domain::access::{Action, Allowed, Denied, Door, Resource, decide, opens};
use crate::domain::ids::PatientId;
use crate::store::reach::{self, Sought};
use crate::store::{AuditEntry, audit, patients};

/// Lets somebody do something to a patient's record, without reading it. `asked` is what the audit trail
/// calls what they wanted.
///
/// # Errors
/// [`AppError::Forbidden`] when the record is not open to the actor for this, which is written down,
/// [`AppError::NotFound`] for an unknown patient, and whatever the database reports.
pub async fn admit(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    action: Action,
    asked: &'static str,
) -> Result<Sought, AppError> {
    let Ok(reach) = reach_of(actor) else {
        return Err(refuse_role(app, actor, patient, asked).await);
    };
    let now = app.clock.now();
    let sought = reach::seek(&app.db.read, patient, reach.as_ref(), now).await?;
    let sought = sought.ok_or(AppError::NotFound("patient"))?;
    match decided(actor, action, &sought) {
        Ok(_) => Ok(sought),
        Err(denied) => Err(refuse(app, actor, patient, asked, denied).await),
    }
}

/// What is decided of somebody who asked for a patient; `None` for the command line and Red Thread
/// itself, which nothing is closed to.
pub(in crate::app) fn decided(
    actor: &Actor,
    action: Action,
    sought: &Sought,
) -> Result<Option<Allowed>, Denied> {
    match (actor, &sought.ties) {
        (Actor::Account(viewer), Some(ties)) => {
            decide(viewer, action, Resource::Record(ties)).map(Some)
        }
        (Actor::Account(_), None) => Err(Denied::NoCareRole),
        (Actor::Patient(own), _) if *own != sought.details.reference.id => Err(Denied::NoCareRole),
        (Actor::CommandLine(_) | Actor::Patient(_) | Actor::System, _) => Ok(None),
    }
}

/// Why somebody who goes by this way may not open one of some doors, where they may not. Nothing is closed
/// to the command line and Red Thread itself.
pub(in crate::app) fn denied(
    actor: &Actor,
    allowed: Option<Allowed>,
    doors: &[Door],
) -> Option<Denied> {
    let (Actor::Account(viewer), Some(allowed)) = (actor, allowed) else {
        return None;
    };
    let mut doors = doors.iter();
    doors.find_map(|door| opens(viewer, allowed.way, *door).err())
}

/// Writes down that somebody was not let in, and says so. Where that cannot be written down, the fault
/// is what is said: they are not let in either way.
pub(in crate::app) async fn refuse(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    asked: &'static str,
    denied: Denied,
) -> AppError {
    let detail = json!({ "asked": asked, "because": denied.code() });
    let entry = AuditEntry {
        patient: Some(patient),
        ..app.entry(actor, "access.deny", "patient", "access", detail)
    };
    match audit::note(&app.db, [entry]).await {
        Ok(()) => Refusal::from(denied).into(),
        Err(error) => error.into(),
    }
}

/// Refuses an account whose roles open no record, and writes it down where there is such a patient: the
/// answer is the same where there is none.
pub async fn refuse_role(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    asked: &'static str,
) -> AppError {
    match patients::details(&app.db.read, patient).await {
        Ok(Some(_)) => refuse(app, actor, patient, asked, Denied::NoCareRole).await,
        Ok(None) => Refusal::NoCareRole.into(),
        Err(error) => error.into(),
    }
}
