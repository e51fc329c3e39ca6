//! Which relationships matter: the mark is the patient's. Staff can set it for them; the patient confirms it, or
//! takes it away.

use std::collections::HashMap;

use serde_json::json;

use super::Mark;
use crate::app::record::{self, Opened};
use crate::app::recording::naming;
use crate::app::{Actor, App, AppError, evaluate};
use crate::domain::ids::{PatientId, RecordId};
use crate::domain::intake::{Kind, Record};
use crate::domain::key;
use crate::domain::time::Instant;
use crate::domain::trajectory::Relationship;
use crate::store::records::{self, Change, Placed, Saved};
use crate::store::{AuditEntry, Tx, evaluations, marks as stored, retry};

/// Marks that were set here, by relationship.
pub type Marks = HashMap<RecordId, Mark>;

/// Relationships that last, and by whom they were marked.
#[derive(Debug, Clone)]
pub struct Valued {
    /// The patient's record.
    pub opened: Opened,
    /// The marks that were set here.
    pub marks: Marks,
}

impl Valued {
    /// The relationships that last, in order.
    pub fn lasting(&self) -> impl Iterator<Item = &Relationship> {
        let now = self.opened.now;
        let all = self.opened.trajectory.relationships.iter();
        all.filter(move |tie| tie.from <= now && tie.to.is_none_or(|to| to > now))
    }
}

/// The patient's relationships, for the patient to say which of them matter.
///
/// # Errors
/// As [`record::open`].
pub async fn relationships(
    app: &App,
    actor: &Actor,
    patient: PatientId,
) -> Result<Valued, AppError> {
    let opened = record::open(app, actor, patient, "own.show").await?;
    let marks = marks(app, patient).await?;
    Ok(Valued { opened, marks })
}

/// By whom a patient's relationships were marked here, for a record that was opened.
///
/// # Errors
/// Whatever the database reports.
pub async fn marks(app: &App, patient: PatientId) -> Result<Marks, AppError> {
    Ok(stored::of(&app.db.read, patient).await?)
}

/// The patient says whether a relationship matters to them. Saying it of one that is marked so already confirms
/// that.
///
/// # Errors
/// As [`record::open_to_change`], [`AppError::NotFound`] for anybody but the patient and for a relationship that
/// is not theirs, and whatever the database reports. Then nothing is changed.
pub async fn mark(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    (relationship, is_important): (RecordId, bool),
) -> Result<(), AppError> {
    if *actor != Actor::Patient(patient) {
        return Err(AppError::NotFound("relationship"));
    }
    let opened = record::open_to_change(app, actor, patient, "own.open").await?;
    retry(|| write(app, actor, &opened, (relationship, is_important))).await
}

async fn write(
    app: &App,
    actor: &Actor,
    opened: &Opened,
    (relationship, is_important): (RecordId, bool),
) -> Result<(), AppError> {
    let now = app.clock.now();
    let patient = opened.patient.reference.id;
    let tx = app.db.begin().await?;
    evaluations::introduce(&*tx, vec![patient]).await?;
    evaluations::hold(&*tx, &[patient], None).await?;
    let names = naming(&opened.directory);
    let ids = [relationship.0];
    let found = records::held(&*tx, Kind::Relationship, patient, Some(&ids), &names).await?;
    let own = found.into_iter().next();
    let own = own.ok_or(AppError::NotFound("relationship"))?;
    let Record::Relationship(mut record) = own.stored.record.clone() else {
        return Err(AppError::Internal("a relationship is another record"));
    };
    let by = actor.to_string();
    if record.important_to_patient != is_important {
        record.important_to_patient = is_important;
        let mut record = Record::Relationship(record);
        key::set_recorded_at(&mut record, Some(now));
        let placed = Placed {
            id: relationship.0,
            patient: Some(patient),
            version: own.stored.version + 1,
            record,
            recorded_at: now,
            origin: None,
        };
        let saved = Saved {
            system: &own.system,
            actor: &by,
            reason: Some("relationship.mark"),
            at: now,
            directory: &names,
            wholes: &HashMap::new(),
            ids: &*app.ids,
        };
        let change = Change {
            placed,
            earlier: Some(own.stored),
        };
        records::save(&*tx, Kind::Relationship, &[change], saved).await?;
    }
    let mark = Mark {
        is_important,
        marked_at: now,
        marked_by: by,
        confirmed_at: Some(now),
    };
    stored::set(&*tx, patient, relationship, mark).await?;
    evaluate::in_tx(&tx, app, patient, now).await?;
    let subject = format!("relationship/{}", relationship.0);
    let detail = json!({ "is_important": is_important });
    let entry = AuditEntry {
        patient: Some(patient),
        ..app.entry(actor, "relationship.mark", subject, "care", detail)
    };
    tx.commit(entry).await?;
    Ok(())
}

/// Keeps by whom relationships were marked, of changes that somebody else than the patient records.
pub(in crate::app) async fn noted(
    tx: &Tx,
    actor: &Actor,
    patient: PatientId,
    changes: &[Change],
    now: Instant,
) -> Result<(), AppError> {
    let is_marked = |record: &Record| match record {
        Record::Relationship(tie) => Some(tie.important_to_patient),
        _ => None,
    };
    for change in changes {
        let before = change.earlier.as_ref();
        let before = before.and_then(|stored| is_marked(&stored.record));
        let Some(is_important) = is_marked(&change.placed.record) else {
            continue;
        };
        if before.unwrap_or(false) != is_important {
            let mark = Mark {
                is_important,
                marked_at: now,
                marked_by: actor.to_string(),
                confirmed_at: None,
            };
            stored::set(&**tx, patient, RecordId(change.placed.id), mark).await?;
        }
    }
    Ok(())
}
