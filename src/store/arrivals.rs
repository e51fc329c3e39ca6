//! Planned arrivals: that a patient is to come to a unit.

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};

use super::error::StoreError;
use crate::domain::ids::{PatientId, RecordId, UnitId};
use crate::domain::time::Instant;
use crate::domain::vocabulary::ArrivalState;

use entity::planned_arrival::{ActiveModel, Column, Entity, Model};

/// How many of a patient's are listed, the latest expected first.
const LISTED: u64 = 100;

/// A planned arrival.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedArrival {
    /// The patient.
    pub patient: PatientId,
    /// Identity.
    pub id: RecordId,
    /// Where the patient is to come.
    pub unit: UnitId,
    /// When.
    pub expected_at: Instant,
    /// Where it is.
    pub state: ArrivalState,
    /// Who announced it.
    pub recorded_by: String,
    /// When it was announced.
    pub recorded_at: Instant,
    /// Who settled it, and when; `None` while the patient is expected.
    pub settled: Option<(String, Instant)>,
    /// Its version.
    pub version: i32,
}

/// Writes one down.
pub async fn add<C: ConnectionTrait>(conn: &C, new: &PlannedArrival) -> Result<(), StoreError> {
    Entity::insert(ActiveModel {
        patient_id: Set(new.patient.0),
        id: Set(new.id.0),
        unit_id: Set(new.unit.0),
        expected_at: Set(new.expected_at),
        state: Set(new.state.code().to_owned()),
        recorded_by: Set(new.recorded_by.clone()),
        recorded_at: Set(new.recorded_at),
        settled_by: Set(new.settled.as_ref().map(|(by, _)| by.clone())),
        settled_at: Set(new.settled.as_ref().map(|(_, at)| *at)),
        version: Set(new.version),
    })
    .exec_without_returning(conn)
    .await?;
    Ok(())
}

/// A patient's, the latest expected first.
pub async fn of<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
) -> Result<Vec<PlannedArrival>, StoreError> {
    let rows = Entity::find()
        .filter(Column::PatientId.eq(patient.0))
        .order_by_desc(Column::ExpectedAt)
        .order_by_desc(Column::Id)
        .limit(LISTED)
        .all(conn)
        .await?;
    rows.into_iter().map(PlannedArrival::try_from).collect()
}

/// Those who are expected at some units, the first expected first.
pub async fn at_units<C: ConnectionTrait>(
    conn: &C,
    units: &[UnitId],
) -> Result<Vec<PlannedArrival>, StoreError> {
    let rows = Entity::find()
        .filter(Column::UnitId.is_in(units.iter().map(|unit| unit.0)))
        .filter(Column::State.eq(ArrivalState::Expected.code()))
        .order_by_asc(Column::ExpectedAt)
        .order_by_asc(Column::Id)
        .all(conn)
        .await?;
    rows.into_iter().map(PlannedArrival::try_from).collect()
}

/// Those of a patient who is expected at some units, held until the transaction ends.
pub async fn expected_at<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    units: &[UnitId],
) -> Result<Vec<PlannedArrival>, StoreError> {
    let rows = Entity::find()
        .filter(Column::PatientId.eq(patient.0))
        .filter(Column::UnitId.is_in(units.iter().map(|unit| unit.0)))
        .filter(Column::State.eq(ArrivalState::Expected.code()))
        .order_by_asc(Column::Id)
        .lock_exclusive()
        .all(conn)
        .await?;
    rows.into_iter().map(PlannedArrival::try_from).collect()
}

/// One of a patient's, held until the transaction ends.
pub async fn hold<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    id: RecordId,
) -> Result<Option<PlannedArrival>, StoreError> {
    let row = Entity::find_by_id((patient.0, id.0))
        .lock_exclusive()
        .one(conn)
        .await?;
    row.map(PlannedArrival::try_from).transpose()
}

/// Settles one that is held. The version moves on.
pub async fn settle<C: ConnectionTrait>(
    conn: &C,
    held: &PlannedArrival,
    state: ArrivalState,
    by: &str,
    at: Instant,
) -> Result<(), StoreError> {
    let change = ActiveModel {
        state: Set(state.code().to_owned()),
        settled_by: Set(Some(by.to_owned())),
        settled_at: Set(Some(at)),
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

impl TryFrom<Model> for PlannedArrival {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            patient: PatientId(row.patient_id),
            id: RecordId(row.id),
            unit: UnitId(row.unit_id),
            expected_at: row.expected_at,
            state: row
                .state
                .parse()
                .map_err(|_| StoreError::Unreadable("planned_arrival.state"))?,
            recorded_by: row.recorded_by,
            recorded_at: row.recorded_at,
            settled: row.settled_by.zip(row.settled_at),
            version: row.version,
        })
    }
}
