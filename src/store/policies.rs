//! The thresholds in force, every version kept.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use serde_json::Value;

use super::error::StoreError;
use crate::domain::ids::{PolicyVersionId, UnitId};
use crate::domain::time::Instant;

use entity::policy_version::{ActiveModel, Column, Entity, Model};

/// One version of the policy.
#[derive(Debug, Clone, PartialEq)]
pub struct PolicyVersion {
    /// Identity.
    pub id: PolicyVersionId,
    /// The unit it is for; `None` is the whole service.
    pub unit: Option<UnitId>,
    /// From when it holds.
    pub valid_from: Instant,
    /// Who set it.
    pub author: String,
    /// Why.
    pub reason: String,
    /// When it was set.
    pub recorded_at: Instant,
    /// The thresholds.
    pub payload: Value,
}

impl From<Model> for PolicyVersion {
    fn from(row: Model) -> Self {
        Self {
            id: PolicyVersionId(row.id),
            unit: row.unit_id.map(UnitId),
            valid_from: row.valid_from,
            author: row.author,
            reason: row.reason,
            recorded_at: row.recorded_at,
            payload: row.payload,
        }
    }
}

fn of(unit: Option<UnitId>) -> Condition {
    Condition::all().add(match unit {
        Some(unit) => Column::UnitId.eq(unit.0),
        None => Column::UnitId.is_null(),
    })
}

/// The version in force at an instant for the service (`None`) or for a unit of its own; `None` when
/// none was ever set. Of two that hold from the same instant, the one set later.
pub async fn current<C: ConnectionTrait>(
    conn: &C,
    unit: Option<UnitId>,
    at: Instant,
) -> Result<Option<PolicyVersion>, StoreError> {
    let row = Entity::find()
        .filter(of(unit))
        .filter(Column::ValidFrom.lte(at))
        .order_by_desc(Column::ValidFrom)
        .order_by_desc(Column::RecordedAt)
        .order_by_desc(Column::Id)
        .limit(1)
        .one(conn)
        .await?;
    Ok(row.map(PolicyVersion::from))
}

/// Every version for the service or a unit, newest first.
pub async fn history<C: ConnectionTrait>(
    conn: &C,
    unit: Option<UnitId>,
) -> Result<Vec<PolicyVersion>, StoreError> {
    let rows = Entity::find()
        .filter(of(unit))
        .order_by_desc(Column::ValidFrom)
        .order_by_desc(Column::RecordedAt)
        .order_by_desc(Column::Id)
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(PolicyVersion::from).collect())
}

/// Adds a version; earlier ones stay.
pub async fn add<C: ConnectionTrait>(conn: &C, version: PolicyVersion) -> Result<(), StoreError> {
    Entity::insert(ActiveModel {
        id: Set(version.id.0),
        unit_id: Set(version.unit.map(|unit| unit.0)),
        valid_from: Set(version.valid_from),
        author: Set(version.author),
        reason: Set(version.reason),
        recorded_at: Set(version.recorded_at),
        payload: Set(version.payload),
    })
    .exec_without_returning(conn)
    .await?;
    Ok(())
}
