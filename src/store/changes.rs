//! Telling other instances, and other connections, that something about a patient changed: a row that
//! lives for minutes, written in the transaction of the change, and on PostgreSQL a notification that is
//! sent when it commits.

use sea_orm::sqlx::postgres::PgListener;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QuerySelect, Set,
};
use secrecy::ExposeSecret;
use uuid::Uuid;

use super::connection::{Db, Place};
use super::error::StoreError;
use super::sql::CHUNK;
use crate::domain::ids::{PatientId, UnitId};
use crate::domain::time::Instant;
use crate::runtime::IdGen;

use entity::record_change::{ActiveModel, Column, Entity};
use entity::{handover, planned_arrival, treatment_period};

/// The channel of PostgreSQL's notifications. They carry nothing: what changed is in the table, for
/// those who may read it.
const CHANNEL: &str = "redthread_changes";

/// Says that something about these patients changed. Call it in the transaction of the change.
pub async fn announce<C: ConnectionTrait>(
    conn: &C,
    ids: &dyn IdGen,
    patients: impl IntoIterator<Item = PatientId>,
    now: Instant,
) -> Result<(), StoreError> {
    let rows: Vec<ActiveModel> = patients
        .into_iter()
        .map(|patient| ActiveModel {
            patient_id: Set(patient.0),
            id: Set(ids.next()),
            recorded_at: Set(now),
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    for rows in rows.chunks(CHUNK) {
        Entity::insert_many(rows.iter().cloned())
            .exec_without_returning(conn)
            .await?;
    }
    if conn.get_database_backend() == DbBackend::Postgres {
        let notify = format!("NOTIFY {CHANNEL}");
        conn.execute_unprepared(&notify).await?;
    }
    Ok(())
}

/// What changed after an instant: each change by its identity, and whose.
pub async fn since<C: ConnectionTrait>(
    conn: &C,
    after: Instant,
) -> Result<Vec<(Uuid, PatientId)>, StoreError> {
    let rows: Vec<(Uuid, Uuid)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::PatientId])
        .filter(Column::RecordedAt.gt(after))
        .into_tuple()
        .all(conn)
        .await?;
    let changes = rows.into_iter();
    Ok(changes
        .map(|(id, patient)| (id, PatientId(patient)))
        .collect())
}

/// Forgets changes of before an instant.
pub async fn forget(db: &Db, before: Instant) -> Result<(), StoreError> {
    Entity::delete_many()
        .filter(Column::RecordedAt.lt(before))
        .exec(db.writer())
        .await?;
    Ok(())
}

/// The units whose boards a patient is on, or is to come to: those of open treatment periods, and those
/// to which a handover is under way.
pub async fn units_of<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
) -> Result<Vec<UnitId>, StoreError> {
    use treatment_period::Column as Period;
    let mut units: Vec<Uuid> = treatment_period::Entity::find()
        .select_only()
        .column(Period::UnitId)
        .filter(Period::PatientId.eq(patient.0))
        .filter(Period::ToAt.is_null())
        .into_tuple()
        .all(conn)
        .await?;
    let coming: Vec<Option<Uuid>> = handover::Entity::find()
        .select_only()
        .column(handover::Column::ToUnitId)
        .filter(handover::Column::PatientId.eq(patient.0))
        .filter(handover::Column::AcceptedAt.is_null())
        .into_tuple()
        .all(conn)
        .await?;
    units.extend(coming.into_iter().flatten());
    // Those that are settled too: a board hears that nobody comes.
    let expected: Vec<Uuid> = planned_arrival::Entity::find()
        .select_only()
        .column(planned_arrival::Column::UnitId)
        .filter(planned_arrival::Column::PatientId.eq(patient.0))
        .into_tuple()
        .all(conn)
        .await?;
    units.extend(expected);
    units.sort_unstable();
    units.dedup();
    Ok(units.into_iter().map(UnitId).collect())
}

/// Hears of changes as they are committed.
#[derive(Debug)]
pub enum Listener {
    /// PostgreSQL says so, on a connection of its own.
    Postgres(Box<PgListener>),
    /// SQLite says nothing: whoever listens looks again after a while.
    Sqlite,
}

impl Listener {
    /// Begins to listen.
    pub async fn begin(db: &Db) -> Result<Self, StoreError> {
        match &*db.place {
            Place::Sqlite(_) => Ok(Self::Sqlite),
            Place::Postgres(url) => {
                let mut listener = PgListener::connect(url.expose_secret()).await?;
                listener.listen(CHANNEL).await?;
                Ok(Self::Postgres(Box::new(listener)))
            }
        }
    }

    /// Whether changes are told without looking for them.
    pub const fn is_told(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }

    /// Waits for the next change that is told; on SQLite for ever.
    pub async fn next(&mut self) -> Result<(), StoreError> {
        match self {
            Self::Postgres(listener) => {
                // `None` is a connection that broke and was made again: something may have been missed.
                listener.try_recv().await?;
                Ok(())
            }
            Self::Sqlite => std::future::pending().await,
        }
    }
}
