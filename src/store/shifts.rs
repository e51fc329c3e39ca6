//! Who is on shift, whoever the patients are.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::error::StoreError;
use super::sql::CHUNK;
use crate::domain::ids::{ProfessionalId, UnitId};
use crate::domain::time::Instant;

use entity::shift_assignment::{Column, Entity};

/// A shift that nobody ended lasts no longer than this.
const LONGEST: TimeDelta = TimeDelta::hours(24);

/// Those of these professionals who are somebody's nurse now, and where.
pub async fn on_shift<C: ConnectionTrait>(
    conn: &C,
    professionals: &[ProfessionalId],
    now: Instant,
) -> Result<BTreeSet<(ProfessionalId, UnitId)>, StoreError> {
    let mut all = BTreeSet::new();
    for some in professionals.chunks(CHUNK) {
        let rows: Vec<(Uuid, Uuid)> = Entity::find()
            .select_only()
            .columns([Column::ProfessionalId, Column::UnitId])
            .distinct()
            .filter(Column::ProfessionalId.is_in(some.iter().map(|who| who.0)))
            .filter(Column::FromAt.lte(now))
            .filter(Column::FromAt.gt(now - LONGEST))
            .filter(Column::ToAt.is_null().or(Column::ToAt.gt(now)))
            .into_tuple()
            .all(conn)
            .await?;
        let rows = rows.into_iter();
        all.extend(rows.map(|(who, unit)| (ProfessionalId(who), UnitId(unit))));
    }
    Ok(all)
}
