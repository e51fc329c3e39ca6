//! The nightly check of stored flags: one a day, whichever instance makes it.

use chrono::NaiveDate;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use serde_json::{Value, json};

use super::error::StoreError;
use crate::domain::time::Instant;

use entity::flag_check::{ActiveModel, Column, Entity};

/// A check under way: the day it is of, and when whoever makes it began. Who takes it over begins anew,
/// and so has another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// The day.
    pub due_on: NaiveDate,
    /// The beginning.
    pub started_at: Instant,
}

/// A check that came to its end.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// The day it was of.
    pub due_on: NaiveDate,
    /// When it ended.
    pub finished_at: Instant,
    /// Patients it compared.
    pub patients: i64,
    /// Flags that were otherwise than stored.
    pub differences: i64,
    /// How many of each rule and sort.
    pub detail: Value,
}

/// Begins the check of a day, unless somebody has made it or makes it: whoever is first has it. One of
/// whom nothing was heard since `silent_since` has lost it. `None` where it is somebody else's.
pub async fn begin<C: ConnectionTrait>(
    conn: &C,
    due_on: NaiveDate,
    now: Instant,
    silent_since: Instant,
) -> Result<Option<Turn>, StoreError> {
    let turn = Turn {
        due_on,
        started_at: now,
    };
    let first = Entity::insert(ActiveModel {
        due_on: Set(due_on),
        started_at: Set(now),
        seen_at: Set(now),
        finished_at: Set(None),
        patients: Set(0),
        differences: Set(0),
        detail: Set(json!({})),
    })
    .on_conflict(OnConflict::column(Column::DueOn).do_nothing().to_owned())
    .exec_without_returning(conn)
    .await?;
    if first == 1 {
        return Ok(Some(turn));
    }
    let taken = Entity::update_many()
        .col_expr(Column::StartedAt, Expr::value(now))
        .col_expr(Column::SeenAt, Expr::value(now))
        .filter(Column::DueOn.eq(due_on))
        .filter(Column::FinishedAt.is_null())
        .filter(Column::SeenAt.lte(silent_since))
        .exec(conn)
        .await?;
    Ok((taken.rows_affected == 1).then_some(turn))
}

/// Gives a sign of life. Whether the check is still one's own.
pub async fn seen<C: ConnectionTrait>(
    conn: &C,
    turn: Turn,
    now: Instant,
) -> Result<bool, StoreError> {
    let seen = Entity::update_many()
        .col_expr(Column::SeenAt, Expr::value(now))
        .filter(Column::DueOn.eq(turn.due_on))
        .filter(Column::StartedAt.eq(turn.started_at))
        .filter(Column::FinishedAt.is_null())
        .exec(conn)
        .await?;
    Ok(seen.rows_affected == 1)
}

/// Ends a check. Whether it was still one's own; else nothing is changed.
pub async fn finish<C: ConnectionTrait>(
    conn: &C,
    turn: Turn,
    check: &Check,
) -> Result<bool, StoreError> {
    let ended = Entity::update_many()
        .col_expr(Column::SeenAt, Expr::value(check.finished_at))
        .col_expr(Column::FinishedAt, Expr::value(check.finished_at))
        .col_expr(Column::Patients, Expr::value(check.patients))
        .col_expr(Column::Differences, Expr::value(check.differences))
        .col_expr(Column::Detail, Expr::value(check.detail.clone()))
        .filter(Column::DueOn.eq(turn.due_on))
        .filter(Column::StartedAt.eq(turn.started_at))
        .filter(Column::FinishedAt.is_null())
        .exec(conn)
        .await?;
    Ok(ended.rows_affected == 1)
}

/// The last check that came to its end.
pub async fn last<C: ConnectionTrait>(conn: &C) -> Result<Option<Check>, StoreError> {
    let row = Entity::find()
        .filter(Column::FinishedAt.is_not_null())
        .order_by_desc(Column::DueOn)
        .limit(1)
        .one(conn)
        .await?;
    Ok(row.and_then(|row| {
        Some(Check {
            due_on: row.due_on,
            finished_at: row.finished_at?,
            patients: row.patients,
            differences: row.differences,
            detail: row.detail,
        })
    }))
}
