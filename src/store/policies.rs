//! The thresholds in force, every version kept.

use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, PaginatorTrait, QueryOrder, Set};
use serde_json::Value;

use super::error::StoreError;
use crate::domain::flags::policy::{Change, PolicyBook, PolicyVersion};
use crate::domain::ids::{PolicyVersionId, UnitId};

use entity::policy_version::{ActiveModel, Column, Entity, Model};

fn version(row: Model) -> Result<PolicyVersion, StoreError> {
    let change = match &row.payload {
        Value::Object(object) => Change::from_json(object).ok(),
        _ => None,
    };
    Ok(PolicyVersion {
        id: PolicyVersionId(row.id),
        unit: row.unit_id.map(UnitId),
        valid_from: row.valid_from,
        author: row.author,
        reason: row.reason,
        recorded_at: row.recorded_at,
        change: change.ok_or(StoreError::Unreadable("policy_version.payload"))?,
    })
}

/// Every version, of the service and of units. There are few: each is somebody's decision.
pub async fn book<C: ConnectionTrait>(conn: &C) -> Result<PolicyBook, StoreError> {
    let rows = Entity::find().order_by_asc(Column::Id).all(conn).await?;
    let versions = rows.into_iter().map(version).collect::<Result<_, _>>()?;
    Ok(PolicyBook::new(versions))
}

/// How many versions there are. None is ever changed or taken away: another number than before says
/// that one was set meanwhile.
pub async fn count<C: ConnectionTrait>(conn: &C) -> Result<u64, StoreError> {
    Ok(Entity::find().count(conn).await?)
}

/// Lets nobody else add a version until the transaction ends; reading goes on. On SQLite there is one
/// writer anyway.
pub async fn hold<C: ConnectionTrait>(conn: &C) -> Result<(), StoreError> {
    if conn.get_database_backend() == DbBackend::Postgres {
        conn.execute_unprepared("LOCK TABLE policy_version IN SHARE ROW EXCLUSIVE MODE")
            .await?;
    }
    Ok(())
}

/// Adds a version; earlier ones stay.
pub async fn add<C: ConnectionTrait>(conn: &C, version: &PolicyVersion) -> Result<(), StoreError> {
    Entity::insert(ActiveModel {
        id: Set(version.id.0),
        unit_id: Set(version.unit.map(|unit| unit.0)),
        valid_from: Set(version.valid_from),
        author: Set(version.author.clone()),
        reason: Set(version.reason.clone()),
        recorded_at: Set(version.recorded_at),
        payload: Set(Value::Object(version.change.to_json())),
    })
    .exec_without_returning(conn)
    .await?;
    Ok(())
}
