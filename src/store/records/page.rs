//! Everything that is stored, for exports: the directory at once, patients page by page.

use std::collections::HashMap;

use entity::{employment, professional, unit};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::directory::PatientNames;
use super::tables::{Owned, employment_record, professional_record, unit_record};
use super::{BINDS, Directory, Stored, find};
use crate::domain::intake::Record;
use crate::domain::key;
use crate::store::StoreError;

/// Every unit, ordered by name.
pub async fn all_units<C: ConnectionTrait>(
    db: &C,
    directory: &Directory,
) -> Result<Vec<Record>, StoreError> {
    let rows = unit::Entity::find().all(db).await?;
    let units: Result<Vec<_>, StoreError> = rows
        .into_iter()
        .map(|row| unit_record(row, &directory.naming, directory))
        .collect();
    Ok(in_order(units?))
}

/// Every professional, ordered by name.
pub async fn all_professionals<C: ConnectionTrait>(
    db: &C,
    directory: &Directory,
) -> Result<Vec<Record>, StoreError> {
    let rows = professional::Entity::find().all(db).await?;
    let professionals: Result<Vec<_>, StoreError> = rows
        .into_iter()
        .map(|row| professional_record(row, &directory.naming))
        .collect();
    Ok(in_order(professionals?))
}

/// Every employment, ordered by professional, unit and first day.
pub async fn all_employments<C: ConnectionTrait>(
    db: &C,
    directory: &Directory,
) -> Result<Vec<Record>, StoreError> {
    let rows = employment::Entity::find().all(db).await?;
    let employments: Result<Vec<_>, StoreError> = rows
        .iter()
        .map(|row| employment_record(row, directory))
        .collect();
    Ok(in_order(employments?))
}

/// Some patients with all that they own, kind by kind. Patients are in the order in which they are
/// asked for, each kind's records by patient in that order, then by name.
pub async fn records_of<C: ConnectionTrait>(
    db: &C,
    patients: &[Uuid],
    directory: &Directory,
) -> Result<Vec<Record>, StoreError> {
    use entity::{
        alliance_score, contact, decision, handover, legal_period, measure, measure_visit,
        narrative_entry, narrative_read, plan, relational_review, relationship, request, rupture,
        shift_assignment, treatment_period,
    };
    let places: HashMap<Uuid, usize> = patients.iter().copied().zip(0..).collect();
    let mut stored = find::patients(db, patients, &directory.naming).await?;
    stored.sort_by_key(|stored| places.get(&stored.id).copied());
    let names: PatientNames = stored
        .iter()
        .filter_map(|stored| match &stored.record {
            Record::Patient(patient) => Some((stored.id, patient.id.clone())),
            _ => None,
        })
        .collect();
    let mut records: Vec<Record> = stored.into_iter().map(|stored| stored.record).collect();
    let ask = Ask {
        patients,
        places: &places,
        names: &names,
        directory,
    };
    records.extend(ask.of::<treatment_period::Entity, C>(db).await?);
    records.extend(ask.of::<contact::Entity, C>(db).await?);
    records.extend(ask.of::<relationship::Entity, C>(db).await?);
    records.extend(ask.of::<shift_assignment::Entity, C>(db).await?);
    records.extend(ask.of::<handover::Entity, C>(db).await?);
    records.extend(ask.of::<decision::Entity, C>(db).await?);
    records.extend(ask.of::<relational_review::Entity, C>(db).await?);
    records.extend(ask.of::<legal_period::Entity, C>(db).await?);
    records.extend(ask.of::<measure::Entity, C>(db).await?);
    records.extend(ask.of::<measure_visit::Entity, C>(db).await?);
    records.extend(ask.of::<plan::Entity, C>(db).await?);
    records.extend(ask.of::<request::Entity, C>(db).await?);
    records.extend(ask.of::<alliance_score::Entity, C>(db).await?);
    records.extend(ask.of::<rupture::Entity, C>(db).await?);
    records.extend(ask.of::<narrative_entry::Entity, C>(db).await?);
    records.extend(ask.of::<narrative_read::Entity, C>(db).await?);
    Ok(records)
}

#[derive(Clone, Copy)]
struct Ask<'a> {
    patients: &'a [Uuid],
    places: &'a HashMap<Uuid, usize>,
    names: &'a PatientNames,
    directory: &'a Directory,
}

impl Ask<'_> {
    async fn of<E: Owned, C: ConnectionTrait>(self, db: &C) -> Result<Vec<Record>, StoreError> {
        let mut all = Vec::new();
        for ids in self.patients.chunks(BINDS) {
            let rows = E::find()
                .filter(E::PATIENT.is_in(ids.iter().copied()))
                .all(db)
                .await?;
            all.extend(find::records::<E, C>(db, rows, self.names, self.directory).await?);
        }
        let place = |stored: &Stored| {
            let patient = stored.patient.map(|patient| patient.0)?;
            self.places.get(&patient).copied()
        };
        all.sort_by_cached_key(|stored| (place(stored), key::of(&stored.record)));
        Ok(all.into_iter().map(|stored| stored.record).collect())
    }
}

fn in_order(stored: Vec<Stored>) -> Vec<Record> {
    let mut records: Vec<Record> = stored.into_iter().map(|stored| stored.record).collect();
    records.sort_by_cached_key(key::of);
    records
}
