//! One patient's records as they are now, for those who change them.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::find::{self, parts};
use super::tables::{Head, Owned};
use super::{Directory, Naming, Stored, corrupt};
use crate::domain::ids::PatientId;
use crate::domain::intake::{Kind, Record};
use crate::domain::key;
use crate::store::StoreError;

/// A record that may be changed: what it refers to stands in it as the directory calls it, its own id
/// as its source does.
#[derive(Debug, Clone)]
pub struct Own {
    /// The system of its id.
    pub system: String,
    /// The record.
    pub stored: Stored,
}

/// A patient's records of one kind; with ids, those of them only.
///
/// # Errors
/// For kinds that no patient owns, and whatever the database reports.
pub async fn held<C: ConnectionTrait>(
    db: &C,
    kind: Kind,
    patient: PatientId,
    ids: Option<&[Uuid]>,
    directory: &Directory,
) -> Result<Vec<Own>, StoreError> {
    use entity::{
        contact, decision, handover, legal_period, measure, measure_visit, narrative_entry, plan,
        relational_review, relationship, request, rupture, shift_assignment, treatment_period,
    };
    match kind {
        Kind::TreatmentPeriod => {
            of::<treatment_period::Entity, C>(db, patient, ids, directory).await
        }
        Kind::Contact => of::<contact::Entity, C>(db, patient, ids, directory).await,
        Kind::Relationship => of::<relationship::Entity, C>(db, patient, ids, directory).await,
        Kind::ShiftAssignment => {
            of::<shift_assignment::Entity, C>(db, patient, ids, directory).await
        }
        Kind::Handover => of::<handover::Entity, C>(db, patient, ids, directory).await,
        Kind::Decision => of::<decision::Entity, C>(db, patient, ids, directory).await,
        Kind::RelationalReview => {
            of::<relational_review::Entity, C>(db, patient, ids, directory).await
        }
        Kind::Plan => of::<plan::Entity, C>(db, patient, ids, directory).await,
        Kind::Request => of::<request::Entity, C>(db, patient, ids, directory).await,
        Kind::NarrativeEntry => of::<narrative_entry::Entity, C>(db, patient, ids, directory).await,
        Kind::Rupture => of::<rupture::Entity, C>(db, patient, ids, directory).await,
        Kind::LegalPeriod => of::<legal_period::Entity, C>(db, patient, ids, directory).await,
        Kind::Measure => of::<measure::Entity, C>(db, patient, ids, directory).await,
        Kind::MeasureVisit => of::<measure_visit::Entity, C>(db, patient, ids, directory).await,
        _ => Err(corrupt("records of this kind are not changed here")),
    }
}

async fn of<E: Owned, C: ConnectionTrait>(
    db: &C,
    patient: PatientId,
    ids: Option<&[Uuid]>,
    directory: &Directory,
) -> Result<Vec<Own>, StoreError> {
    let mut query = E::find().filter(E::PATIENT.eq(patient.0));
    if let Some(ids) = ids {
        query = query.filter(E::ID.is_in(ids.iter().copied()));
    }
    let rows = query.all(db).await?;
    let heads: Vec<Head> = rows.iter().map(|row| E::head(row)).collect();
    let mut parts = parts(db, E::KIND, &heads).await?;
    let mut found = Vec::with_capacity(rows.len());
    for (row, head) in rows.into_iter().zip(heads) {
        let parts = parts.remove(&(head.patient, head.id)).unwrap_or_default();
        let own_id = head.value.clone();
        // Nothing that is written back names the patient: the row's key does.
        let mut record = E::record(row, own_id, String::new(), parts, directory)?;
        if let Record::MeasureVisit(visit) = &mut record {
            key::whole_of(&head.value).clone_into(&mut visit.measure_id);
        }
        found.push(Own {
            system: head.system.clone(),
            stored: head.stored(record),
        });
    }
    Ok(found)
}

/// The patient as stored, under the source's own id; `None` for an unknown one.
pub async fn held_patient<C: ConnectionTrait>(
    db: &C,
    patient: PatientId,
) -> Result<Option<Own>, StoreError> {
    let row = entity::patient::Entity::find_by_id(patient.0)
        .one(db)
        .await?;
    let Some(system) = row.map(|row| row.source_system) else {
        return Ok(None);
    };
    let naming = Naming::Within(system.clone());
    let stored = find::patients(db, &[patient.0], &naming).await?.pop();
    Ok(stored.map(|stored| Own { system, stored }))
}
