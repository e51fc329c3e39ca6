//! Refresh tokens by their hash, in families: what follows from one sign-in of a program.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set, Statement};
use uuid::Uuid;

use super::accounts::{VIEWER_COLUMNS, viewer};
use super::error::StoreError;
use crate::domain::access::Viewer;
use crate::domain::ids::{AccountId, TokenFamilyId};
use crate::domain::time::Instant;

use entity::{refresh_token, token_family};

/// Begins a family.
pub async fn add_family<C: ConnectionTrait>(
    conn: &C,
    family: TokenFamilyId,
    account: AccountId,
    created_at: Instant,
    ends_at: Instant,
) -> Result<(), StoreError> {
    token_family::Entity::insert(token_family::ActiveModel {
        id: Set(family.0),
        account_id: Set(account.0),
        created_at: Set(created_at),
        ends_at: Set(ends_at),
        revoked_at: Set(None),
        revoked_because: Set(None),
    })
    .exec_without_returning(conn)
    .await?;
    Ok(())
}

/// A refresh token as it is kept.
#[derive(Debug, Clone)]
pub struct Token {
    /// Identity.
    pub id: Uuid,
    /// The hash of what the program holds.
    pub token_hash: String,
    /// Its family.
    pub family: TokenFamilyId,
    /// When it was given.
    pub created_at: Instant,
    /// Until when it can be used.
    pub expires_at: Instant,
}

/// Keeps a token.
pub async fn add<C: ConnectionTrait>(conn: &C, token: Token) -> Result<(), StoreError> {
    refresh_token::Entity::insert(refresh_token::ActiveModel {
        id: Set(token.id),
        token_hash: Set(token.token_hash),
        family_id: Set(token.family.0),
        created_at: Set(token.created_at),
        expires_at: Set(token.expires_at),
        used_at: Set(None),
    })
    .exec_without_returning(conn)
    .await?;
    Ok(())
}

/// The token of a hash, used or not.
pub async fn find<C: ConnectionTrait>(
    conn: &C,
    token_hash: &str,
) -> Result<Option<Token>, StoreError> {
    let row = refresh_token::Entity::find()
        .filter(refresh_token::Column::TokenHash.eq(token_hash))
        .one(conn)
        .await?;
    Ok(row.map(|row| Token {
        id: row.id,
        token_hash: row.token_hash,
        family: TokenFamilyId(row.family_id),
        created_at: row.created_at,
        expires_at: row.expires_at,
    }))
}

/// Uses a token up. False when that was done before: of two that come at once, one gets true.
pub async fn use_up<C: ConnectionTrait>(
    conn: &C,
    token: Uuid,
    at: Instant,
) -> Result<bool, StoreError> {
    let updated = refresh_token::Entity::update_many()
        .col_expr(refresh_token::Column::UsedAt, Expr::value(Some(at)))
        .filter(refresh_token::Column::Id.eq(token))
        .filter(refresh_token::Column::UsedAt.is_null())
        .exec(conn)
        .await?;
    Ok(updated.rows_affected == 1)
}

/// The account of a family that was not revoked and has not ended, unless it is disabled; with the
/// roles of now. One read.
pub async fn viewer_of<C: ConnectionTrait>(
    conn: &C,
    family: TokenFamilyId,
    now: Instant,
) -> Result<Option<Viewer>, StoreError> {
    let sql = format!(
        "SELECT {VIEWER_COLUMNS}
         FROM token_family f JOIN account a ON a.id = f.account_id
         LEFT JOIN account_role r ON r.account_id = a.id
         WHERE f.id = $1 AND f.revoked_at IS NULL AND f.ends_at > $2 AND a.is_disabled = $3
         AND (a.ends_at IS NULL OR a.ends_at > $2)"
    );
    let values = [family.0.into(), now.into(), false.into()];
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
    viewer(&conn.query_all_raw(statement).await?, 0)
}

/// Revokes a family. `because` is `asked` or `reuse`. Says whether it was still in force.
pub async fn revoke<C: ConnectionTrait>(
    conn: &C,
    family: TokenFamilyId,
    at: Instant,
    because: &str,
) -> Result<bool, StoreError> {
    let updated = token_family::Entity::update_many()
        .col_expr(token_family::Column::RevokedAt, Expr::value(Some(at)))
        .col_expr(token_family::Column::RevokedBecause, Expr::value(because))
        .filter(token_family::Column::Id.eq(family.0))
        .filter(token_family::Column::RevokedAt.is_null())
        .exec(conn)
        .await?;
    Ok(updated.rows_affected > 0)
}

/// Revokes every family of an account: its password was changed, or it was disabled.
pub async fn revoke_of<C: ConnectionTrait>(
    conn: &C,
    account: AccountId,
    at: Instant,
) -> Result<u64, StoreError> {
    let updated = token_family::Entity::update_many()
        .col_expr(token_family::Column::RevokedAt, Expr::value(Some(at)))
        .col_expr(token_family::Column::RevokedBecause, Expr::value("account"))
        .filter(token_family::Column::AccountId.eq(account.0))
        .filter(token_family::Column::RevokedAt.is_null())
        .exec(conn)
        .await?;
    Ok(updated.rows_affected)
}

/// Forgets families that have ended, with their tokens.
pub async fn purge<C: ConnectionTrait>(conn: &C, now: Instant) -> Result<(), StoreError> {
    token_family::Entity::delete_many()
        .filter(token_family::Column::EndsAt.lte(now))
        .exec(conn)
        .await?;
    Ok(())
}
