//! Who opened words of a patient's, and when they told the patient so.

use std::collections::HashSet;

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use uuid::Uuid;

use crate::domain::ids::{PatientId, ProfessionalId, RecordId};
use crate::domain::recording::SYSTEM;
use crate::domain::time::Instant;
use crate::store::error::StoreError;
use crate::store::sql::CHUNK;

use entity::narrative_read::{ActiveModel, Column, Entity};

/// That somebody opened an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// Which entry.
    pub entry: RecordId,
    /// Who.
    pub professional: ProfessionalId,
    /// When, first.
    pub opened_at: Instant,
    /// When they told the patient that they had.
    pub told_patient_at: Option<Instant>,
}

/// Which of these entries somebody has opened, and told the patient so.
pub async fn of_reader<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    reader: ProfessionalId,
) -> Result<Vec<Opening>, StoreError> {
    let rows = Entity::find()
        .filter(Column::PatientId.eq(patient.0))
        .filter(Column::ProfessionalId.eq(reader.0))
        .order_by_asc(Column::OpenedAt)
        .order_by_asc(Column::Id)
        .all(conn)
        .await?;
    Ok(rows.iter().map(opening).collect())
}

/// Everybody who opened an entry, each once, in the order in which they did first.
pub async fn readers<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    entry: RecordId,
) -> Result<Vec<Opening>, StoreError> {
    let rows = Entity::find()
        .filter(Column::PatientId.eq(patient.0))
        .filter(Column::EntryId.eq(entry.0))
        .order_by_asc(Column::OpenedAt)
        .order_by_asc(Column::Id)
        .all(conn)
        .await?;
    let mut seen = HashSet::new();
    let first = rows
        .iter()
        .map(opening)
        .filter(|read| seen.insert(read.professional));
    Ok(first.collect())
}

/// Everybody who opened an entry of a patient's, whichever, in the order in which they did.
pub async fn readers_of_all<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
) -> Result<Vec<Opening>, StoreError> {
    let rows = Entity::find()
        .filter(Column::PatientId.eq(patient.0))
        .order_by_asc(Column::OpenedAt)
        .order_by_asc(Column::Id)
        .all(conn)
        .await?;
    Ok(rows.iter().map(opening).collect())
}

/// Those of these entries that somebody never opened.
pub async fn unopened<C: ConnectionTrait>(
    conn: &C,
    reader: ProfessionalId,
    entries: &[(PatientId, RecordId)],
) -> Result<Vec<(PatientId, RecordId)>, StoreError> {
    let mut known = HashSet::new();
    for entries in entries.chunks(CHUNK) {
        let rows: Vec<(Uuid, Uuid)> = Entity::find()
            .select_only()
            .columns([Column::PatientId, Column::EntryId])
            .filter(Column::PatientId.is_in(entries.iter().map(|(patient, _)| patient.0)))
            .filter(Column::EntryId.is_in(entries.iter().map(|(_, entry)| entry.0)))
            .filter(Column::ProfessionalId.eq(reader.0))
            .into_tuple()
            .all(conn)
            .await?;
        known.extend(rows);
    }
    let is_new = |(patient, entry): &&(PatientId, RecordId)| !known.contains(&(patient.0, entry.0));
    Ok(entries.iter().filter(is_new).copied().collect())
}

/// Writes down that somebody opened entries, each under an id of its own.
pub async fn open<C: ConnectionTrait>(
    conn: &C,
    reader: ProfessionalId,
    entries: &[(PatientId, RecordId, Uuid)],
    at: Instant,
) -> Result<(), StoreError> {
    let rows = entries.iter().map(|(patient, entry, id)| ActiveModel {
        patient_id: Set(patient.0),
        id: Set(*id),
        source_system: Set(SYSTEM.to_owned()),
        source_value: Set(id.to_string()),
        entry_id: Set(entry.0),
        professional_id: Set(reader.0),
        opened_at: Set(at),
        told_patient_at: Set(None),
        recorded_at: Set(at),
        version: Set(1),
        import_file_id: Set(None),
        import_row: Set(None),
    });
    for rows in rows.collect::<Vec<_>>().chunks(CHUNK) {
        Entity::insert_many(rows.to_vec())
            .exec_without_returning(conn)
            .await?;
    }
    Ok(())
}

/// Writes down that somebody told the patient that they have read an entry: once, and for every time they
/// opened it before.
pub async fn tell<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    reader: ProfessionalId,
    entry: RecordId,
    at: Instant,
) -> Result<u64, StoreError> {
    let change = ActiveModel {
        told_patient_at: Set(Some(at)),
        ..ActiveModel::default()
    };
    let done = Entity::update_many()
        .set(change)
        .filter(Column::PatientId.eq(patient.0))
        .filter(Column::EntryId.eq(entry.0))
        .filter(Column::ProfessionalId.eq(reader.0))
        .filter(Column::ToldPatientAt.is_null())
        .exec(conn)
        .await?;
    Ok(done.rows_affected)
}

fn opening(row: &entity::narrative_read::Model) -> Opening {
    Opening {
        entry: RecordId(row.entry_id),
        professional: ProfessionalId(row.professional_id),
        opened_at: row.opened_at,
        told_patient_at: row.told_patient_at,
    }
}
