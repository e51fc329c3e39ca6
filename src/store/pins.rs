//! PINs of accounts, as hashes.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait, Set};

use super::error::StoreError;
use crate::domain::ids::AccountId;
use crate::domain::time::Instant;

use entity::account_pin::{ActiveModel, Column, Entity};

/// The hash of an account's PIN; `None` for one without.
pub async fn hash_of<C: ConnectionTrait>(
    conn: &C,
    account: AccountId,
) -> Result<Option<String>, StoreError> {
    let row = Entity::find_by_id(account.0).one(conn).await?;
    Ok(row.map(|row| row.pin_hash))
}

/// Gives an account a PIN in place of the one it had.
pub async fn set<C: ConnectionTrait>(
    conn: &C,
    account: AccountId,
    hash: String,
    at: Instant,
) -> Result<(), StoreError> {
    Entity::insert(ActiveModel {
        account_id: Set(account.0),
        pin_hash: Set(hash),
        set_at: Set(at),
    })
    .on_conflict(
        OnConflict::column(Column::AccountId)
            .update_columns([Column::PinHash, Column::SetAt])
            .to_owned(),
    )
    .exec_without_returning(conn)
    .await?;
    Ok(())
}

/// Takes an account's PIN away.
pub async fn remove<C: ConnectionTrait>(conn: &C, account: AccountId) -> Result<(), StoreError> {
    Entity::delete_by_id(account.0).exec(conn).await?;
    Ok(())
}
