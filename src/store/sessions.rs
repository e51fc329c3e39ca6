//! Browsers that somebody signed in with, by the hash of their token.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, Set, Statement};

use super::accounts::{VIEWER_COLUMNS, viewer};
use super::error::StoreError;
use super::sql::{sure, sure_id};
use crate::domain::access::Viewer;
use crate::domain::ids::{AccountId, SessionId};
use crate::domain::time::Instant;

use entity::browser_session::{ActiveModel, Column, Entity};

/// A session to be kept.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// Identity.
    pub id: SessionId,
    /// The hash of the browser's token.
    pub token_hash: String,
    /// Whose.
    pub account: AccountId,
    /// When it began.
    pub created_at: Instant,
    /// When it ends, however much it is used.
    pub ends_at: Instant,
}

/// A session that lives.
#[derive(Debug, Clone)]
pub struct Found {
    /// Identity.
    pub id: SessionId,
    /// When it was last used, to about a minute.
    pub last_seen_at: Instant,
    /// Who, with the roles of now.
    pub viewer: Viewer,
}

/// Keeps a session.
pub async fn add<C: ConnectionTrait>(conn: &C, session: NewSession) -> Result<(), StoreError> {
    Entity::insert(ActiveModel {
        id: Set(session.id.0),
        token_hash: Set(session.token_hash),
        account_id: Set(session.account.0),
        created_at: Set(session.created_at),
        last_seen_at: Set(session.created_at),
        ends_at: Set(session.ends_at),
    })
    .exec_without_returning(conn)
    .await?;
    Ok(())
}

/// The session of a token that has not ended at `now`, was used after `idle_since`, and whose account
/// is not disabled: one read.
pub async fn find<C: ConnectionTrait>(
    conn: &C,
    token_hash: &str,
    now: Instant,
    idle_since: Instant,
) -> Result<Option<Found>, StoreError> {
    let sql = format!(
        "SELECT s.id, s.last_seen_at, {VIEWER_COLUMNS}
         FROM browser_session s JOIN account a ON a.id = s.account_id
         LEFT JOIN account_role r ON r.account_id = a.id
         WHERE s.token_hash = $1 AND s.ends_at > $2 AND s.last_seen_at > $3 AND a.is_disabled = $4"
    );
    let values = [
        token_hash.into(),
        now.into(),
        idle_since.into(),
        false.into(),
    ];
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
    let rows = conn.query_all_raw(statement).await?;
    let Some(viewer) = viewer(&rows, 2)? else {
        return Ok(None);
    };
    Ok(Some(Found {
        id: sure_id(&rows[0], 0)?,
        last_seen_at: sure::<Instant>(&rows[0], 1)?,
        viewer,
    }))
}

/// Whether a session still lives, its account with it.
pub async fn lives<C: ConnectionTrait>(
    conn: &C,
    session: SessionId,
    now: Instant,
    idle_since: Instant,
) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM browser_session s JOIN account a ON a.id = s.account_id
         WHERE s.id = $1 AND s.ends_at > $2 AND s.last_seen_at > $3 AND a.is_disabled = $4";
    let values = [
        session.0.into(),
        now.into(),
        idle_since.into(),
        false.into(),
    ];
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
    Ok(conn.query_one_raw(statement).await?.is_some())
}

/// Writes down that a session was used.
pub async fn touch<C: ConnectionTrait>(
    conn: &C,
    session: SessionId,
    at: Instant,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::LastSeenAt, Expr::value(at))
        .filter(Column::Id.eq(session.0))
        .exec(conn)
        .await?;
    Ok(())
}

/// Ends one session.
pub async fn end<C: ConnectionTrait>(conn: &C, session: SessionId) -> Result<(), StoreError> {
    Entity::delete_by_id(session.0).exec(conn).await?;
    Ok(())
}

/// Ends the sessions of an account, all or all but one. Says how many there were.
pub async fn end_of<C: ConnectionTrait>(
    conn: &C,
    account: AccountId,
    but: Option<SessionId>,
) -> Result<u64, StoreError> {
    let mut delete = Entity::delete_many().filter(Column::AccountId.eq(account.0));
    if let Some(but) = but {
        delete = delete.filter(Column::Id.ne(but.0));
    }
    Ok(delete.exec(conn).await?.rows_affected)
}

/// How many other living sessions an account has.
pub async fn others<C: ConnectionTrait>(
    conn: &C,
    account: AccountId,
    but: SessionId,
    now: Instant,
    idle_since: Instant,
) -> Result<u64, StoreError> {
    use sea_orm::PaginatorTrait;
    Ok(Entity::find()
        .filter(Column::AccountId.eq(account.0))
        .filter(Column::Id.ne(but.0))
        .filter(Column::EndsAt.gt(now))
        .filter(Column::LastSeenAt.gt(idle_since))
        .count(conn)
        .await?)
}

/// Forgets sessions that have ended by themselves.
pub async fn purge<C: ConnectionTrait>(
    conn: &C,
    now: Instant,
    idle_since: Instant,
) -> Result<(), StoreError> {
    Entity::delete_many()
        .filter(
            Condition::any()
                .add(Column::EndsAt.lte(now))
                .add(Column::LastSeenAt.lte(idle_since)),
        )
        .exec(conn)
        .await?;
    Ok(())
}
