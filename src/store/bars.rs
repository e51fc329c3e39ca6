//! Bars: whom patients do not want to read their record.

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};

use super::error::StoreError;
use crate::domain::access::{Bar, Barred};
use crate::domain::ids::{PatientId, ProfessionalId, RecordId, UnitId};
use crate::domain::time::Instant;

use entity::access_bar::{ActiveModel, Column, Entity, Model};

/// A bar as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedBar {
    /// The patient.
    pub patient: PatientId,
    /// Identity.
    pub id: RecordId,
    /// Whom, from when and until when.
    pub bar: Bar,
    /// The patient's reason, where one was told.
    pub reason: Option<String>,
    /// Who wrote it down.
    pub recorded_by: String,
    /// When it was written down.
    pub recorded_at: Instant,
    /// Who lifted it.
    pub lifted_by: Option<String>,
    /// Its version.
    pub version: i32,
}

/// Writes one down.
pub async fn add<C: ConnectionTrait>(conn: &C, new: &RecordedBar) -> Result<(), StoreError> {
    let (professional, unit) = match new.bar.whom {
        Barred::Professional(professional) => (Some(professional.0), None),
        Barred::Unit(unit) => (None, Some(unit.0)),
    };
    Entity::insert(ActiveModel {
        patient_id: Set(new.patient.0),
        id: Set(new.id.0),
        professional_id: Set(professional),
        unit_id: Set(unit),
        from_at: Set(new.bar.from),
        to_at: Set(new.bar.to),
        reason: Set(new.reason.clone()),
        recorded_by: Set(new.recorded_by.clone()),
        recorded_at: Set(new.recorded_at),
        lifted_by: Set(new.lifted_by.clone()),
        version: Set(new.version),
    })
    .exec_without_returning(conn)
    .await?;
    Ok(())
}

/// A patient's bars, the newest first.
pub async fn of<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
) -> Result<Vec<RecordedBar>, StoreError> {
    let rows = Entity::find()
        .filter(Column::PatientId.eq(patient.0))
        .order_by_desc(Column::FromAt)
        .order_by_desc(Column::Id)
        .all(conn)
        .await?;
    rows.into_iter().map(RecordedBar::try_from).collect()
}

/// One of a patient's, held until the transaction ends.
pub async fn hold<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    id: RecordId,
) -> Result<Option<RecordedBar>, StoreError> {
    let row = Entity::find_by_id((patient.0, id.0))
        .lock_exclusive()
        .one(conn)
        .await?;
    row.map(RecordedBar::try_from).transpose()
}

/// Ends one that is held. The version moves on.
pub async fn lift<C: ConnectionTrait>(
    conn: &C,
    held: &RecordedBar,
    by: &str,
    at: Instant,
) -> Result<(), StoreError> {
    let change = ActiveModel {
        to_at: Set(Some(at)),
        lifted_by: Set(Some(by.to_owned())),
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

impl TryFrom<Model> for RecordedBar {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let whom = match (row.professional_id, row.unit_id) {
            (Some(professional), None) => Barred::Professional(ProfessionalId(professional)),
            (None, Some(unit)) => Barred::Unit(UnitId(unit)),
            _ => return Err(StoreError::Unreadable("access_bar")),
        };
        Ok(Self {
            patient: PatientId(row.patient_id),
            id: RecordId(row.id),
            bar: Bar {
                whom,
                from: row.from_at,
                to: row.to_at,
            },
            reason: row.reason,
            recorded_by: row.recorded_by,
            recorded_at: row.recorded_at,
            lifted_by: row.lifted_by,
            version: row.version,
        })
    }
}
