//! How many patients a professional has: numbers, never who.

use std::collections::BTreeMap;

use entity::relationship::{Column, Entity};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::error::StoreError;
use crate::domain::ids::{ProfessionalId, UnitId};
use crate::domain::time::Instant;

/// The patients with whom a professional has an active relationship at an instant, by its unit. A
/// relationship of no unit is of none here.
pub async fn by<C: ConnectionTrait>(
    conn: &C,
    professional: ProfessionalId,
    at: Instant,
) -> Result<BTreeMap<UnitId, u64>, StoreError> {
    let lasts = Condition::any()
        .add(Column::ToAt.is_null())
        .add(Column::ToAt.gt(at));
    let ties: Vec<(Uuid, Uuid)> = Entity::find()
        .select_only()
        .columns([Column::UnitId, Column::PatientId])
        .distinct()
        .filter(Column::ProfessionalId.eq(professional.0))
        .filter(Column::UnitId.is_not_null())
        .filter(Column::FromAt.lte(at))
        .filter(lasts)
        .into_tuple()
        .all(conn)
        .await?;
    let mut carried = BTreeMap::new();
    for (unit, _) in ties {
        *carried.entry(UnitId(unit)).or_insert(0) += 1;
    }
    Ok(carried)
}
