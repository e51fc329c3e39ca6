//! Requests that named a key, so that one sent twice is done once.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use super::error::StoreError;
use crate::domain::ids::AccountId;
use crate::domain::time::Instant;

use entity::idempotency_key::{ActiveModel, Column, Entity};

/// An answer, as it is given again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Its status.
    pub status: i32,
    /// The version it carried.
    pub etag: Option<String>,
    /// Its body.
    pub body: String,
}

/// What is known of a request under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// Nothing: it is this request's now.
    Claimed,
    /// It was another request.
    Other,
    /// It is under way, or was cut off.
    UnderWay,
    /// It was answered.
    Answered(Answer),
}

/// Claims a key of an account for a request, or tells what it was claimed for. Keys older than `since`
/// are forgotten.
pub async fn claim<C: ConnectionTrait>(
    conn: &C,
    (account, key): (AccountId, &str),
    digest: &str,
    now: Instant,
    since: Instant,
) -> Result<Known, StoreError> {
    Entity::delete_many()
        .filter(Column::AccountId.eq(account.0))
        .filter(Column::Value.eq(key))
        .filter(Column::RecordedAt.lt(since))
        .exec(conn)
        .await?;
    let row = ActiveModel {
        account_id: Set(account.0),
        value: Set(key.to_owned()),
        digest: Set(digest.to_owned()),
        status: Set(None),
        etag: Set(None),
        body: Set(None),
        recorded_at: Set(now),
    };
    let claimed = Entity::insert(row)
        .on_conflict(
            OnConflict::columns([Column::AccountId, Column::Value])
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(conn)
        .await?;
    if claimed == 1 {
        return Ok(Known::Claimed);
    }
    let row = Entity::find_by_id((account.0, key.to_owned()))
        .one(conn)
        .await?;
    Ok(match row {
        // Given back a moment ago.
        None => Known::UnderWay,
        Some(row) if row.digest != digest => Known::Other,
        Some(row) => match (row.status, row.body) {
            (Some(status), Some(body)) => Known::Answered(Answer {
                status,
                etag: row.etag,
                body,
            }),
            _ => Known::UnderWay,
        },
    })
}

/// Keeps the answer to a request.
pub async fn answer<C: ConnectionTrait>(
    conn: &C,
    (account, key): (AccountId, &str),
    answer: Answer,
) -> Result<(), StoreError> {
    let row = ActiveModel {
        status: Set(Some(answer.status)),
        etag: Set(answer.etag),
        body: Set(Some(answer.body)),
        ..ActiveModel::default()
    };
    Entity::update_many()
        .set(row)
        .filter(Column::AccountId.eq(account.0))
        .filter(Column::Value.eq(key))
        .exec(conn)
        .await?;
    Ok(())
}

/// Gives a key back: the request changed nothing.
pub async fn give_back<C: ConnectionTrait>(
    conn: &C,
    (account, key): (AccountId, &str),
) -> Result<(), StoreError> {
    Entity::delete_by_id((account.0, key.to_owned()))
        .exec(conn)
        .await?;
    Ok(())
}

/// Forgets keys of before an instant.
pub async fn forget<C: ConnectionTrait>(conn: &C, before: Instant) -> Result<(), StoreError> {
    Entity::delete_many()
        .filter(Column::RecordedAt.lt(before))
        .exec(conn)
        .await?;
    Ok(())
}
