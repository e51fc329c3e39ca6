//! The keys that access tokens are signed with, shared by every instance on the database.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

use super::error::StoreError;
use crate::domain::time::Instant;

use entity::signing_key::{ActiveModel, Column, Entity};

/// A key as it is kept.
#[derive(Clone)]
pub struct StoredKey {
    /// Its id, in every token it signs.
    pub id: Uuid,
    /// Ed25519, PKCS #8, base64.
    pub private_key: String,
    /// When it was made.
    pub created_at: Instant,
}

/// Every key, newest first.
pub async fn all<C: ConnectionTrait>(conn: &C) -> Result<Vec<StoredKey>, StoreError> {
    let rows = Entity::find()
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .all(conn)
        .await?;
    let read = |row: entity::signing_key::Model| StoredKey {
        id: row.id,
        private_key: row.private_key,
        created_at: row.created_at,
    };
    Ok(rows.into_iter().map(read).collect())
}

/// Keeps a key and forgets those made before `since`.
pub async fn add<C: ConnectionTrait>(
    conn: &C,
    key: StoredKey,
    since: Instant,
) -> Result<(), StoreError> {
    Entity::delete_many()
        .filter(Column::CreatedAt.lt(since))
        .exec(conn)
        .await?;
    Entity::insert(ActiveModel {
        id: Set(key.id),
        private_key: Set(key.private_key),
        created_at: Set(key.created_at),
    })
    .exec_without_returning(conn)
    .await?;
    Ok(())
}
