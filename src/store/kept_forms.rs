//! What people had typed when their sessions were locked, sealed for them.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use super::error::StoreError;
use crate::domain::ids::AccountId;
use crate::domain::time::Instant;

use entity::kept_form::{ActiveModel, Column, Entity};

/// Keeps what somebody had typed at an address, in place of what was kept of it before.
pub async fn keep<C: ConnectionTrait>(
    conn: &C,
    account: AccountId,
    address_hash: &str,
    sealed: String,
    at: Instant,
) -> Result<(), StoreError> {
    Entity::insert(ActiveModel {
        account_id: Set(account.0),
        address_hash: Set(address_hash.to_owned()),
        sealed: Set(sealed),
        kept_at: Set(at),
    })
    .on_conflict(
        OnConflict::columns([Column::AccountId, Column::AddressHash])
            .update_columns([Column::Sealed, Column::KeptAt])
            .to_owned(),
    )
    .exec_without_returning(conn)
    .await?;
    Ok(())
}

/// What is kept of an address since `since`.
pub async fn of_address<C: ConnectionTrait>(
    conn: &C,
    account: AccountId,
    address_hash: &str,
    since: Instant,
) -> Result<Option<String>, StoreError> {
    let row = Entity::find_by_id((account.0, address_hash.to_owned()))
        .filter(Column::KeptAt.gt(since))
        .one(conn)
        .await?;
    Ok(row.map(|row| row.sealed))
}

/// What was kept last, since `since`.
pub async fn newest<C: ConnectionTrait>(
    conn: &C,
    account: AccountId,
    since: Instant,
) -> Result<Option<String>, StoreError> {
    let row = Entity::find()
        .filter(Column::AccountId.eq(account.0))
        .filter(Column::KeptAt.gt(since))
        .order_by_desc(Column::KeptAt)
        .one(conn)
        .await?;
    Ok(row.map(|row| row.sealed))
}

/// Forgets what is kept of an address.
pub async fn forget<C: ConnectionTrait>(
    conn: &C,
    account: AccountId,
    address_hash: &str,
) -> Result<(), StoreError> {
    Entity::delete_by_id((account.0, address_hash.to_owned()))
        .exec(conn)
        .await?;
    Ok(())
}

/// Forgets what nobody came back for since `since`.
pub async fn purge<C: ConnectionTrait>(conn: &C, since: Instant) -> Result<(), StoreError> {
    Entity::delete_many()
        .filter(Column::KeptAt.lte(since))
        .exec(conn)
        .await?;
    Ok(())
}
