//! Previews of a change of thresholds: whom it may reach, some of them drawn by lot, and how far a
//! preview over everyone is.

use chrono::TimeDelta;
use sea_orm::sea_query::{Expr, Func};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select, Set,
};
use serde_json::Value;
use uuid::Uuid;

use super::error::StoreError;
use crate::domain::ids::{PatientId, UnitId};
use crate::domain::time::Instant;

use entity::policy_preview::{ActiveModel, Column, Entity, Model};

/// Previews are kept so long.
const KEPT: TimeDelta = TimeDelta::days(30);

/// Whom a change of thresholds may reach.
#[derive(Debug, Clone)]
pub enum Reached {
    /// Everyone.
    Everyone,
    /// Those for whom the thresholds of one of these units hold, or may by now.
    Units(Vec<UnitId>),
}

/// A preview over everyone.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredPreview {
    /// Identity.
    pub id: Uuid,
    /// The unit the change is for; `None` is the service.
    pub unit: Option<UnitId>,
    /// Who asked.
    pub author: String,
    /// The change.
    pub payload: Value,
    /// Patients in all.
    pub patients: u64,
    /// Patients looked at.
    pub done: u64,
    /// What was found, at the end.
    pub outcome: Option<Value>,
    /// `running`, `done` or `failed`.
    pub state: String,
    /// When it began.
    pub recorded_at: Instant,
    /// When it was last heard of.
    pub seen_at: Instant,
}

impl From<Model> for StoredPreview {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            unit: row.unit_id.map(UnitId),
            author: row.author,
            payload: row.payload,
            patients: row.patients.unsigned_abs(),
            done: row.done.unsigned_abs(),
            outcome: row.outcome,
            state: row.state,
            recorded_at: row.recorded_at,
            seen_at: row.seen_at,
        }
    }
}

fn count_of(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The patients within reach, by what the last evaluation knew of them; those whose time has come, and
/// those whose records changed since, may be anybody's by now.
fn within(reached: &Reached, now: Instant) -> Select<entity::patient_summary::Entity> {
    use entity::patient_summary::{Column, Entity};
    let all = Entity::find().select_only().column(Column::PatientId);
    match reached {
        Reached::Everyone => all,
        Reached::Units(units) => all.filter(
            Condition::any()
                .add(Column::PolicyUnitId.is_in(units.iter().map(|unit| unit.0)))
                .add(Column::PolicyUnitId.is_null())
                .add(Column::IsStale.eq(true))
                .add(Column::NextEvaluationAt.lte(now)),
        ),
    }
}

/// How many patients are within reach.
pub async fn count<C: ConnectionTrait>(
    conn: &C,
    reached: &Reached,
    now: Instant,
) -> Result<u64, StoreError> {
    Ok(within(reached, now).count(conn).await?)
}

/// So many of them drawn by lot, each as likely as any other, none twice. Reads one narrow column of
/// everyone within reach, which is quick, and sorts none of it: it keeps the smallest of what it drew.
pub async fn sample<C: ConnectionTrait>(
    conn: &C,
    reached: &Reached,
    now: Instant,
    size: u64,
) -> Result<Vec<PatientId>, StoreError> {
    let ids: Vec<Uuid> = within(reached, now)
        .order_by_asc(Expr::from(Func::random()))
        .limit(size)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(ids.into_iter().map(PatientId).collect())
}

/// A page of them in order of identity, after the given one.
pub async fn page<C: ConnectionTrait>(
    conn: &C,
    reached: &Reached,
    now: Instant,
    after: Option<PatientId>,
    limit: u64,
) -> Result<Vec<PatientId>, StoreError> {
    use entity::patient_summary::Column;
    let mut query = within(reached, now);
    if let Some(after) = after {
        query = query.filter(Column::PatientId.gt(after.0));
    }
    let ids: Vec<Uuid> = query
        .order_by_asc(Column::PatientId)
        .limit(limit)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(ids.into_iter().map(PatientId).collect())
}

/// Begins a preview over everyone, and forgets old ones.
pub async fn begin<C: ConnectionTrait>(
    conn: &C,
    preview: &StoredPreview,
) -> Result<(), StoreError> {
    Entity::delete_many()
        .filter(Column::RecordedAt.lt(preview.recorded_at - KEPT))
        .exec(conn)
        .await?;
    Entity::insert(ActiveModel {
        id: Set(preview.id),
        unit_id: Set(preview.unit.map(|unit| unit.0)),
        author: Set(preview.author.clone()),
        payload: Set(preview.payload.clone()),
        patients: Set(count_of(preview.patients)),
        done: Set(count_of(preview.done)),
        outcome: Set(preview.outcome.clone()),
        state: Set(preview.state.clone()),
        recorded_at: Set(preview.recorded_at),
        seen_at: Set(preview.seen_at),
    })
    .exec_without_returning(conn)
    .await?;
    Ok(())
}

/// Says how far it is.
pub async fn advance<C: ConnectionTrait>(
    conn: &C,
    id: Uuid,
    done: u64,
    now: Instant,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::Done, Expr::value(count_of(done)))
        .col_expr(Column::SeenAt, Expr::value(now))
        .filter(Column::Id.eq(id))
        .exec(conn)
        .await?;
    Ok(())
}

/// Says how it ended: what was found, or nothing where it could not be brought to an end.
pub async fn end<C: ConnectionTrait>(
    conn: &C,
    id: Uuid,
    outcome: Option<Value>,
    done: u64,
    now: Instant,
) -> Result<(), StoreError> {
    let state = if outcome.is_some() { "done" } else { "failed" };
    Entity::update(ActiveModel {
        id: Set(id),
        done: Set(count_of(done)),
        outcome: Set(outcome),
        state: Set(state.to_owned()),
        seen_at: Set(now),
        ..ActiveModel::default()
    })
    .exec(conn)
    .await?;
    Ok(())
}

/// A preview.
pub async fn find<C: ConnectionTrait>(
    conn: &C,
    id: Uuid,
) -> Result<Option<StoredPreview>, StoreError> {
    let row = Entity::find_by_id(id).one(conn).await?;
    Ok(row.map(StoredPreview::from))
}

/// Previews that go on and were heard of since.
pub async fn running<C: ConnectionTrait>(conn: &C, since: Instant) -> Result<u64, StoreError> {
    Ok(Entity::find()
        .filter(Column::State.eq("running"))
        .filter(Column::SeenAt.gt(since))
        .count(conn)
        .await?)
}
