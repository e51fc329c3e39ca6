//! What is to be done after commit: written in the transaction of what caused it, done afterwards by
//! whichever instance takes it.
//!
//! An entry is taken for a while (its lease), so that no other instance takes it too. Who took it and
//! died leaves it to the next one when the lease is over: an entry is done **at least** once, and
//! never again after that was written down.

use chrono::TimeDelta;
use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Set,
};
use serde_json::Value;
use uuid::Uuid;

use super::error::StoreError;
use crate::domain::time::Instant;

use entity::outbox::{ActiveModel, Column, Entity};

/// Something to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Identity.
    pub id: Uuid,
    /// What is to be done: a stable word such as `digest_letter`.
    pub kind: String,
    /// With what: ids and counts, no text about a patient.
    pub payload: Value,
    /// When it was written.
    pub recorded_at: Instant,
    /// Which attempt this is, from 1.
    pub attempt: i32,
}

/// How the outbox stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// Entries that wait to be done, or to be tried again.
    pub waiting: u64,
    /// Of those, entries that were tried in vain.
    pub failing: u64,
    /// Entries that were tried so often that nobody tries again.
    pub given_up: u64,
}

/// Writes down what is to be done. Call it in the transaction of what caused it.
pub async fn enqueue<C: ConnectionTrait>(
    conn: &C,
    id: Uuid,
    kind: &str,
    payload: Value,
    now: Instant,
) -> Result<(), StoreError> {
    Entity::insert(ActiveModel {
        id: Set(id),
        kind: Set(kind.to_owned()),
        payload: Set(payload),
        recorded_at: Set(now),
        run_at: Set(now),
        attempts: Set(0),
        ..ActiveModel::default()
    })
    .exec_without_returning(conn)
    .await?;
    Ok(())
}

/// Takes the entry of these kinds that is due for longest, for as long as `lease`: one statement, so
/// that of several instances each takes another. The attempt counts from here, whatever becomes of
/// whoever took it.
pub async fn take<C: ConnectionTrait>(
    conn: &C,
    kinds: &[&str],
    now: Instant,
    lease: TimeDelta,
) -> Result<Option<Entry>, StoreError> {
    let due = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(open())
        .filter(Column::Kind.is_in(kinds.iter().copied()))
        .filter(Column::RunAt.lte(now))
        .filter(
            Condition::any()
                .add(Column::LeaseUntil.is_null())
                .add(Column::LeaseUntil.lte(now)),
        )
        .order_by_asc(Column::RunAt)
        .order_by_asc(Column::Id)
        .limit(1)
        // SQLite has one writer and no such words, which are left out there.
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .into_query();
    let taken = Entity::update_many()
        .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
        .col_expr(Column::LeaseUntil, Expr::value(now + lease))
        .filter(Column::Id.in_subquery(due))
        .exec_with_returning(conn)
        .await?;
    Ok(taken.into_iter().next().map(|row| Entry {
        id: row.id,
        kind: row.kind,
        payload: row.payload,
        recorded_at: row.recorded_at,
        attempt: row.attempts,
    }))
}

/// Writes down that an entry is done: whoever did it, it is not done again.
pub async fn done<C: ConnectionTrait>(
    conn: &C,
    entry: &Entry,
    now: Instant,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::DoneAt, Expr::value(now))
        .col_expr(Column::LeaseUntil, Expr::value(None::<Instant>))
        .col_expr(Column::Fault, Expr::value(None::<String>))
        .filter(Column::Id.eq(entry.id))
        .filter(Column::DoneAt.is_null())
        .exec(conn)
        .await?;
    Ok(())
}

/// Writes down that an attempt failed: to be tried again at `again_at`, or given up. `fault` is a
/// stable word; what a server said is not kept. Changes nothing where somebody else took the entry
/// meanwhile.
pub async fn failed<C: ConnectionTrait>(
    conn: &C,
    entry: &Entry,
    fault: &str,
    again_at: Option<Instant>,
    now: Instant,
) -> Result<(), StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::Fault, Expr::value(fault))
        .col_expr(Column::LeaseUntil, Expr::value(None::<Instant>));
    let update = match again_at {
        Some(at) => update.col_expr(Column::RunAt, Expr::value(at)),
        None => update.col_expr(Column::GivenUpAt, Expr::value(now)),
    };
    update
        .filter(Column::Id.eq(entry.id))
        .filter(Column::Attempts.eq(entry.attempt))
        .filter(open())
        .exec(conn)
        .await?;
    Ok(())
}

/// Forgets entries that were done before an instant. Those given up stay.
pub async fn forget_done<C: ConnectionTrait>(conn: &C, before: Instant) -> Result<(), StoreError> {
    Entity::delete_many()
        .filter(Column::DoneAt.lt(before))
        .exec(conn)
        .await?;
    Ok(())
}

/// How the outbox stands.
pub async fn standing<C: ConnectionTrait>(conn: &C) -> Result<Standing, StoreError> {
    let waiting = Entity::find().filter(open());
    let failing = waiting.clone().filter(Column::Fault.is_not_null());
    let given_up = Entity::find().filter(Column::GivenUpAt.is_not_null());
    Ok(Standing {
        waiting: waiting.count(conn).await?,
        failing: failing.count(conn).await?,
        given_up: given_up.count(conn).await?,
    })
}

fn open() -> Condition {
    Condition::all()
        .add(Column::DoneAt.is_null())
        .add(Column::GivenUpAt.is_null())
}
