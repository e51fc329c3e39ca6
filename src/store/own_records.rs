//! Own and family records: which professionals do not open which patients' records at work.

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};

use super::error::StoreError;
use crate::domain::access::OwnRecord;
use crate::domain::ids::{PatientId, ProfessionalId, RecordId};
use crate::domain::time::Instant;

use entity::own_record::{ActiveModel, Column, Entity, Model};

/// How many are listed.
const LISTED: u64 = 500;

/// One as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedOwn {
    /// The patient.
    pub patient: PatientId,
    /// Identity.
    pub id: RecordId,
    /// Whose own, or family's, from when and until when.
    pub own: OwnRecord,
    /// Who wrote it down.
    pub recorded_by: String,
    /// When it was written down.
    pub recorded_at: Instant,
    /// Who ended it.
    pub ended_by: Option<String>,
    /// Its version.
    pub version: i32,
}

/// Writes one down.
pub async fn add<C: ConnectionTrait>(conn: &C, new: &RecordedOwn) -> Result<(), StoreError> {
    Entity::insert(ActiveModel {
        patient_id: Set(new.patient.0),
        id: Set(new.id.0),
        professional_id: Set(new.own.professional.0),
        from_at: Set(new.own.from),
        to_at: Set(new.own.to),
        recorded_by: Set(new.recorded_by.clone()),
        recorded_at: Set(new.recorded_at),
        ended_by: Set(new.ended_by.clone()),
        version: Set(new.version),
    })
    .exec_without_returning(conn)
    .await?;
    Ok(())
}

/// Those in force, the newest first.
pub async fn in_force<C: ConnectionTrait>(conn: &C) -> Result<Vec<RecordedOwn>, StoreError> {
    let rows = Entity::find()
        .filter(Column::ToAt.is_null())
        .order_by_desc(Column::RecordedAt)
        .order_by_desc(Column::Id)
        .limit(LISTED)
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(RecordedOwn::from).collect())
}

/// The one in force of a patient and a professional.
pub async fn between<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    professional: ProfessionalId,
) -> Result<Option<RecordedOwn>, StoreError> {
    let row = Entity::find()
        .filter(Column::PatientId.eq(patient.0))
        .filter(Column::ProfessionalId.eq(professional.0))
        .filter(Column::ToAt.is_null())
        .one(conn)
        .await?;
    Ok(row.map(RecordedOwn::from))
}

/// One by its id alone: for lists that name no patient.
pub async fn by_id<C: ConnectionTrait>(
    conn: &C,
    id: RecordId,
) -> Result<Option<RecordedOwn>, StoreError> {
    let row = Entity::find().filter(Column::Id.eq(id.0)).one(conn).await?;
    Ok(row.map(RecordedOwn::from))
}

/// One, held until the transaction ends.
pub async fn hold<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    id: RecordId,
) -> Result<Option<RecordedOwn>, StoreError> {
    let row = Entity::find_by_id((patient.0, id.0))
        .lock_exclusive()
        .one(conn)
        .await?;
    Ok(row.map(RecordedOwn::from))
}

/// Ends one that is held. The version moves on.
pub async fn end<C: ConnectionTrait>(
    conn: &C,
    held: &RecordedOwn,
    by: &str,
    at: Instant,
) -> Result<(), StoreError> {
    let change = ActiveModel {
        to_at: Set(Some(at)),
        ended_by: Set(Some(by.to_owned())),
        version: Set(held.version + 1),
        ..ActiveModel::default()
    };
    let done = Entity::update_many()
        .set(change)
        .filter(Column::PatientId.eq(held.patient.0))
        .filter(Column::Id.eq(held.id.0))
        .filter(Column::Version.eq(held.version))
        .exec(conn)
        .await?;
    super::sql::moved_on(done.rows_affected)
}

impl From<Model> for RecordedOwn {
    fn from(row: Model) -> Self {
        Self {
            patient: PatientId(row.patient_id),
            id: RecordId(row.id),
            own: OwnRecord {
                professional: ProfessionalId(row.professional_id),
                from: row.from_at,
                to: row.to_at,
            },
            recorded_by: row.recorded_by,
            recorded_at: row.recorded_at,
            ended_by: row.ended_by,
            version: row.version,
        }
    }
}
