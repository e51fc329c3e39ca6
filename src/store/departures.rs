//! What planning a departure asks of the tables besides the patients' records.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::error::StoreError;
use super::sql::CHUNK;
use crate::domain::ids::{PatientId, ProfessionalId, UnitId};
use crate::domain::time::Instant;
use crate::domain::vocabulary::RelationshipKind;

/// Somebody's post at a unit on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Post {
    /// Who.
    pub professional: ProfessionalId,
    /// Where.
    pub unit: UnitId,
    /// The most patients that were agreed; `None` where nothing was.
    pub limit: Option<usize>,
}

/// Who is employed at some units on a day, in order of person and unit; without those whose announced end has come
/// by then, and without locums, who leave by their nature.
pub async fn posts<C: ConnectionTrait>(
    conn: &C,
    units: &BTreeSet<UnitId>,
    on: NaiveDate,
) -> Result<Vec<Post>, StoreError> {
    use entity::employment::{Column, Entity};
    let is_over = |column: Column| column.is_null().or(column.gt(on));
    let rows: Vec<(Uuid, Uuid, Option<i32>)> = Entity::find()
        .select_only()
        .columns([
            Column::ProfessionalId,
            Column::UnitId,
            Column::CaseloadLimit,
        ])
        .filter(Column::UnitId.is_in(units.iter().map(|unit| unit.0)))
        .filter(Column::FromOn.lte(on))
        .filter(Column::IsLocum.eq(false))
        .filter(is_over(Column::ToOn))
        .filter(is_over(Column::PlannedEndOn))
        .into_tuple()
        .all(conn)
        .await?;
    let mut posts: Vec<Post> = rows
        .into_iter()
        .map(|(who, unit, limit)| Post {
            professional: ProfessionalId(who),
            unit: UnitId(unit),
            limit: limit.and_then(|limit| usize::try_from(limit).ok()),
        })
        .collect();
    posts.sort_by_key(|post| (post.professional, post.unit));
    Ok(posts)
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

/// Units and people that a patient's record is closed to.
pub type Closed = (BTreeSet<UnitId>, BTreeSet<ProfessionalId>);

/// Whom of these patients' records are closed to at an instant: those whom a patient does not want, and those whose
/// own or family's record it is. Of nobody: not in it.
pub async fn closed<C: ConnectionTrait>(
    conn: &C,
    patients: &[PatientId],
    at: Instant,
) -> Result<BTreeMap<PatientId, Closed>, StoreError> {
    use entity::{access_bar, own_record};
    let mut closed: BTreeMap<PatientId, Closed> = BTreeMap::new();
    for ids in patients.chunks(CHUNK) {
        let ids = || ids.iter().map(|id| id.0);
        let bars = access_bar::Entity::find()
            .filter(access_bar::Column::PatientId.is_in(ids()))
            .filter(access_bar::Column::FromAt.lte(at))
            .filter(ends_after(access_bar::Column::ToAt, at))
            .all(conn)
            .await?;
        for bar in bars {
            let (units, people) = closed.entry(PatientId(bar.patient_id)).or_default();
            units.extend(bar.unit_id.map(UnitId));
            people.extend(bar.professional_id.map(ProfessionalId));
        }
        let own = own_record::Entity::find()
            .filter(own_record::Column::PatientId.is_in(ids()))
            .filter(own_record::Column::FromAt.lte(at))
            .filter(ends_after(own_record::Column::ToAt, at))
            .all(conn)
            .await?;
        for own in own {
            let (_, people) = closed.entry(PatientId(own.patient_id)).or_default();
            people.insert(ProfessionalId(own.professional_id));
        }
    }
    Ok(closed)
}

fn ends_after(column: impl ColumnTrait, at: Instant) -> sea_orm::sea_query::SimpleExpr {
    column.is_null().or(column.gt(at))
}
