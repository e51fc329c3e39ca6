//! What planning a departure asks of the tables besides the patients' records.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::error::StoreError;
use crate::domain::ids::{ProfessionalId, UnitId};
use crate::domain::vocabulary::RelationshipKind;

/// Somebody employed at a unit on a day, and what was agreed about how many patients they have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Employed {
    /// Who.
    pub professional: ProfessionalId,
    /// The most patients; `None` where nothing was agreed.
    pub limit: Option<usize>,
}

/// Who is employed at some units on a day, each once, with the largest of their limits there; without those whose
/// announced end has come by then.
pub async fn employed<C: ConnectionTrait>(
    conn: &C,
    units: &[UnitId],
    on: NaiveDate,
) -> Result<Vec<Employed>, StoreError> {
    use entity::employment::{Column, Entity};
    let is_over = |column: Column| column.is_null().or(column.gt(on));
    let rows: Vec<(Uuid, Option<i32>)> = Entity::find()
        .select_only()
        .columns([Column::ProfessionalId, Column::CaseloadLimit])
        .filter(Column::UnitId.is_in(units.iter().map(|unit| unit.0)))
        .filter(Column::FromOn.lte(on))
        .filter(is_over(Column::ToOn))
        .filter(is_over(Column::PlannedEndOn))
        .into_tuple()
        .all(conn)
        .await?;
    let mut found: HashMap<Uuid, Option<i32>> = HashMap::new();
    for (who, limit) in rows {
        let known = found.entry(who).or_default();
        *known = Ord::max(*known, limit);
    }
    let mut employed: Vec<Employed> = found
        .into_iter()
        .map(|(who, limit)| Employed {
            professional: ProfessionalId(who),
            limit: limit.and_then(|limit| usize::try_from(limit).ok()),
        })
        .collect();
    employed.sort_by_key(|one| one.professional);
    Ok(employed)
}

/// Of how many patients each of some people is the named contact now. Of nobody: not in it.
pub async fn caseloads<C: ConnectionTrait>(
    conn: &C,
    who: &[ProfessionalId],
) -> Result<HashMap<ProfessionalId, usize>, StoreError> {
    use entity::relationship::{Column, Entity};
    let named = RelationshipKind::ALL.iter();
    let named = named.filter(|kind| kind.is_named_contact(true));
    let rows: Vec<(Uuid, i64)> = Entity::find()
        .select_only()
        .column(Column::ProfessionalId)
        .column_as(Expr::col(Column::PatientId).count_distinct(), "patients")
        .filter(Column::ProfessionalId.is_in(who.iter().map(|one| one.0)))
        .filter(Column::Kind.is_in(named.map(|kind| kind.code())))
        .filter(Column::ToAt.is_null())
        .group_by(Column::ProfessionalId)
        .into_tuple()
        .all(conn)
        .await?;
    let count = |(who, count): (Uuid, i64)| {
        let count = usize::try_from(count).unwrap_or_default();
        (ProfessionalId(who), count)
    };
    Ok(rows.into_iter().map(count).collect())
}
