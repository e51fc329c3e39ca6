//! Attempts to sign in, counted by name.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Statement, Value};

use super::error::StoreError;
use super::sql::sure;
use crate::domain::lock_out::{FORGET, MINUTES, THRESHOLD, lock_after};
use crate::domain::time::Instant;

use entity::sign_in_attempt::{Column, Entity};

/// What becomes of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attempt {
    /// It is heard, and is the n-th in a row unless it succeeds.
    Heard(i32),
    /// The name is locked until then.
    Locked(Instant),
}

/// Counts an attempt as failed before it is known whether it is, in one statement: of many that come
/// at once, no more are heard than would be one after the other. Success forgets it again.
pub async fn begin<C: ConnectionTrait>(
    conn: &C,
    name_hash: &str,
    now: Instant,
) -> Result<Attempt, StoreError> {
    let mut values: Vec<Value> = vec![name_hash.into(), now.into(), (now - FORGET).into()];
    let mut locks = String::new();
    let last = THRESHOLD + i32::try_from(MINUTES.len()).unwrap_or(i32::MAX) - 1;
    for failures in THRESHOLD..=last {
        let Some(lock) = lock_after(failures) else {
            continue;
        };
        values.push((now + lock).into());
        let comparison = if failures == last { ">=" } else { "=" };
        let when = format!(
            " WHEN t.failures + 1 {comparison} {failures} THEN ${}",
            values.len()
        );
        locks.push_str(&when);
    }
    let sql = format!(
        "INSERT INTO sign_in_attempt AS t (name_hash, failures, last_at, locked_until)
         VALUES ($1, 1, $2, NULL)
         ON CONFLICT (name_hash) DO UPDATE SET
             failures = CASE WHEN t.last_at <= $3 THEN 1 ELSE t.failures + 1 END,
             locked_until = CASE WHEN t.last_at <= $3 THEN NULL{locks} ELSE NULL END,
             last_at = $2
         WHERE t.locked_until IS NULL OR t.locked_until <= $2
         RETURNING failures"
    );
    let backend = conn.get_database_backend();
    let row = conn
        .query_one_raw(Statement::from_sql_and_values(backend, sql, values))
        .await?;
    if let Some(row) = row {
        return Ok(Attempt::Heard(sure::<i32>(&row, 0)?));
    }
    let locked = Entity::find_by_id(name_hash).one(conn).await?;
    Ok(match locked.and_then(|row| row.locked_until) {
        Some(until) => Attempt::Locked(until),
        // Unlocked between the two statements: the next try is heard.
        None => Attempt::Locked(now),
    })
}

/// Forgets the failures of a name: somebody signed in.
pub async fn clear<C: ConnectionTrait>(conn: &C, name_hash: &str) -> Result<(), StoreError> {
    Entity::delete_by_id(name_hash).exec(conn).await?;
    Ok(())
}

/// Forgets names that count no longer.
pub async fn purge<C: ConnectionTrait>(conn: &C, now: Instant) -> Result<(), StoreError> {
    Entity::delete_many()
        .filter(Column::LastAt.lte(now - FORGET))
        .exec(conn)
        .await?;
    Ok(())
}
