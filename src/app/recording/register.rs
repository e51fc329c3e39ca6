//! Registering a patient who is not there yet, onto the books of a unit of one's own.

use std::collections::HashMap;

use serde_json::json;

use super::alike::{Alike, alike};
use super::once::{Once, fingerprint};
use super::record::{of_another, who, wrote};
use super::{Fault, Fields, Wrong, naming, verb};
use crate::app::record::reach_of;
use crate::app::{Actor, App, AppError, evaluate};
use crate::domain::ids::{PatientId, RecordId};
use crate::domain::intake::{Kind, Patient, Record};
use crate::domain::key;
use crate::domain::recording::{Edit, SYSTEM, Scene, newcomer};
use crate::domain::time::Instant;
use crate::store::records::{self, Change, Placed, Saved};
use crate::store::{AuditEntry, Tx, retry};

/// What came of it.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// The patient is registered.
    Registered {
        /// The patient.
        patient: PatientId,
        /// Whether the form was sent before.
        is_repeated: bool,
    },
    /// Somebody like that is registered already: who is sure says so and registers all the same.
    Alike(Alike),
}

/// Registers a patient and admits them to a unit of the actor's, unless somebody like that is there and
/// the actor has not said that it is another (`sure`).
///
/// # Errors
/// [`AppError::Forbidden`] for accounts that reach no patient's record, [`AppError::Unfit`] for what
/// cannot be used, and whatever the database reports.
pub async fn register(
    app: &App,
    actor: &Actor,
    fields: &Fields,
    once: Option<&Once>,
) -> Result<Outcome, AppError> {
    let reach = reach_of(actor)?;
    let standing = app.standing().await?;
    let now = app.clock.now();
    let scene = Scene::of_nobody(now, who(actor), &standing.directory);
    let typed = newcomer(fields, &scene);
    let admit = verb("admit").ok_or(AppError::Internal("there is no verb for admissions"))?;
    let admitted = admit.edits(fields, &scene);
    let mut faults: Vec<Fault> = Vec::new();
    faults.extend(typed.as_ref().err().into_iter().flatten());
    faults.extend(admitted.as_ref().err().into_iter().flatten());
    let is_own = |name: &str| {
        let unit = scene.unit_of(name);
        reach
            .as_ref()
            .is_none_or(|reach| unit.is_some_and(|unit| reach.units.contains(&unit)))
    };
    if let Ok(edits) = &admitted
        && !edits.iter().all(|edit| match edit {
            Edit::Add(Record::TreatmentPeriod(period)) => is_own(&period.unit_id),
            _ => true,
        })
    {
        faults.push(Fault {
            field: "unit",
            wrong: Wrong::UnknownUnit,
        });
    }
    let (Ok(patient), Ok(edits), true) = (typed, admitted, faults.is_empty()) else {
        return Err(AppError::Unfit(faults));
    };
    let is_sure = matches!(fields.get("sure"), Some("true" | "yes" | "on"));
    if !is_sure
        && let Some(alike) = alike(app, actor, (None, &patient), standing.naming, now).await?
    {
        // Sent before, it is its own likeness.
        if let Some(before) = before(app, actor, fields, once).await? {
            return Ok(before);
        }
        return Ok(Outcome::Alike(alike));
    }
    let names = naming(&standing.directory);
    let taken = retry(|| write(app, actor, (fields, once), &patient, &edits, &names, now)).await;
    taken.map_err(of_another)
}

const ABOUT: &str = "patient.register";

async fn before(
    app: &App,
    actor: &Actor,
    fields: &Fields,
    once: Option<&Once>,
) -> Result<Option<Outcome>, AppError> {
    let Some(once) = once else {
        return Ok(None);
    };
    let tx = app.db.begin().await?;
    let form = once.before(&tx, actor, &fingerprint(ABOUT, fields)).await?;
    tx.rollback().await?;
    form.map(|form| {
        let patient = serde_json::from_value(form.outcome)
            .map_err(|_| AppError::Internal("what came of a form cannot be read"))?;
        Ok(Outcome::Registered {
            patient,
            is_repeated: true,
        })
    })
    .transpose()
}

async fn write(
    app: &App,
    actor: &Actor,
    (fields, once): (&Fields, Option<&Once>),
    patient: &Patient,
    edits: &[Edit],
    names: &records::Directory,
    now: Instant,
) -> Result<Outcome, AppError> {
    let tx = app.db.begin().await?;
    let print = fingerprint(ABOUT, fields);
    if let Some(once) = once
        && let Some(form) = once.before(&tx, actor, &print).await?
    {
        tx.rollback().await?;
        let patient = serde_json::from_value(form.outcome)
            .map_err(|_| AppError::Internal("what came of a form cannot be read"))?;
        return Ok(Outcome::Registered {
            patient,
            is_repeated: true,
        });
    }
    let id = PatientId(app.ids.next());
    save(
        app,
        &tx,
        actor,
        (id, Record::Patient(patient.clone())),
        id.0,
        names,
        now,
    )
    .await?;
    let mut written_ids = vec![RecordId(id.0)];
    let mut written = vec![json!({"kind": Kind::Patient.code(), "id": id, "version": 1})];
    for edit in edits {
        let Edit::Add(record) = edit else { continue };
        let period = app.ids.next();
        save(app, &tx, actor, (id, record.clone()), period, names, now).await?;
        written_ids.push(RecordId(period));
        written.push(json!({
            "kind": record.kind().code(), "id": RecordId(period), "version": 1
        }));
    }
    wrote(&tx, actor, id, written_ids, now).await?;
    evaluate::in_tx(&tx, app, id, now).await?;
    if let Some(once) = once {
        once.keep(&tx, actor, print, json!(id), now).await?;
    }
    let subject = format!("patient/{}", id.0);
    let entry = app.entry(actor, ABOUT, subject, "care", json!({ "records": written }));
    tx.commit(AuditEntry {
        patient: Some(id),
        ..entry
    })
    .await?;
    Ok(Outcome::Registered {
        patient: id,
        is_repeated: false,
    })
}

async fn save(
    app: &App,
    tx: &Tx,
    actor: &Actor,
    (patient, mut record): (PatientId, Record),
    id: uuid::Uuid,
    names: &records::Directory,
    now: Instant,
) -> Result<(), AppError> {
    key::set_id(&mut record, id.to_string());
    let kind = record.kind();
    let change = Change {
        placed: Placed {
            id,
            patient: Some(patient),
            version: 1,
            record,
            recorded_at: now,
            origin: None,
        },
        earlier: None,
    };
    let saved = Saved {
        system: SYSTEM,
        actor: &actor.to_string(),
        reason: None,
        at: now,
        directory: names,
        wholes: &HashMap::new(),
        ids: &*app.ids,
    };
    Ok(records::save(&**tx, kind, &[change], saved).await?)
}
