//! Browsers that somebody signed in with, by the hash of their token.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, Set, Statement};

use super::accounts::{VIEWER_COLUMNS, viewer};
use super::error::StoreError;
use super::sql::{cell, id, sure, sure_id};
use crate::domain::access::Viewer;
use crate::domain::ids::{AccountId, BrowserId, PatientId, SessionId};
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
    /// The browser that remembers people, where it is one.
    pub browser: Option<BrowserId>,
    /// Whether it was begun by a PIN.
    pub is_by_pin: bool,
}

/// Until when a session lives: what it must have been used after.
#[derive(Debug, Clone, Copy)]
pub struct Idle {
    /// Where the password was given.
    pub since: Instant,
    /// Where a PIN was.
    pub by_pin_since: Instant,
}

/// A session that lives, locked or not.
#[derive(Debug, Clone)]
pub struct Found {
    /// Identity.
    pub id: SessionId,
    /// When it was last used, to about a minute.
    pub last_seen_at: Instant,
    /// When it was locked by hand.
    pub locked_at: Option<Instant>,
    /// The browser that remembers people, where it is one.
    pub browser: Option<BrowserId>,
    /// Whether it was begun, or last unlocked, by a PIN.
    pub is_by_pin: bool,
    /// The patient whom the screen was handed over to, and since when it is open to them.
    pub own: Option<(PatientId, Option<Instant>)>,
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
        browser_id: Set(session.browser.map(|browser| browser.0)),
        is_by_pin: Set(session.is_by_pin),
        locked_at: Set(None),
        own_patient_id: Set(None),
        own_open_at: Set(None),
    })
    .exec_without_returning(conn)
    .await?;
    Ok(())
}

/// Conditions of a session that lives: `$1` is what finds it, `$2` is now, `$3` and `$4` are those of
/// [`Idle`], `$5` is false. An account that is disabled, or whose day is over, has none.
const LIVES: &str = "s.ends_at > $2
     AND s.last_seen_at > CASE WHEN s.is_by_pin = $5 THEN $3 ELSE $4 END
     AND a.is_disabled = $5 AND (a.ends_at IS NULL OR a.ends_at > $2)";

/// The session of a token that lives at `now`: one read.
pub async fn find<C: ConnectionTrait>(
    conn: &C,
    token_hash: &str,
    now: Instant,
    idle: Idle,
) -> Result<Option<Found>, StoreError> {
    let sql = format!(
        "SELECT s.id, s.last_seen_at, s.locked_at, s.browser_id, s.is_by_pin,
         s.own_patient_id, s.own_open_at, {VIEWER_COLUMNS}
         FROM browser_session s JOIN account a ON a.id = s.account_id
         LEFT JOIN account_role r ON r.account_id = a.id
         WHERE s.token_hash = $1 AND {LIVES}"
    );
    let values = [
        token_hash.into(),
        now.into(),
        idle.since.into(),
        idle.by_pin_since.into(),
        false.into(),
    ];
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
    let rows = conn.query_all_raw(statement).await?;
    let Some(viewer) = viewer(&rows, 7)? else {
        return Ok(None);
    };
    Ok(Some(Found {
        id: sure_id(&rows[0], 0)?,
        last_seen_at: sure::<Instant>(&rows[0], 1)?,
        locked_at: cell::<Instant>(&rows[0], 2)?,
        browser: id(&rows[0], 3)?,
        is_by_pin: sure::<bool>(&rows[0], 4)?,
        own: match id::<PatientId>(&rows[0], 5)? {
            Some(patient) => Some((patient, cell::<Instant>(&rows[0], 6)?)),
            None => None,
        },
        viewer,
    }))
}

/// Whether a session lives and is open: used after `locked_since` where the computer is shared, and not
/// locked by hand, nor in a patient's hands.
pub async fn is_open<C: ConnectionTrait>(
    conn: &C,
    session: SessionId,
    now: Instant,
    idle: Idle,
    locked_since: Instant,
) -> Result<bool, StoreError> {
    let sql = format!(
        "SELECT 1 FROM browser_session s JOIN account a ON a.id = s.account_id
         WHERE s.id = $1 AND {LIVES} AND s.locked_at IS NULL AND s.own_patient_id IS NULL
         AND (s.browser_id IS NULL OR s.last_seen_at > $6)"
    );
    let values = [
        session.0.into(),
        now.into(),
        idle.since.into(),
        idle.by_pin_since.into(),
        false.into(),
        locked_since.into(),
    ];
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
    Ok(conn.query_one_raw(statement).await?.is_some())
}

/// Locks a session by hand; one that is locked stays so.
pub async fn lock<C: ConnectionTrait>(
    conn: &C,
    session: SessionId,
    at: Instant,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::LockedAt, Expr::value(Some(at)))
        .filter(Column::Id.eq(session.0))
        .filter(Column::LockedAt.is_null())
        .exec(conn)
        .await?;
    Ok(())
}

/// Hands the screen of a session over to a patient, to whom it is not open yet.
pub async fn hand_over<C: ConnectionTrait>(
    conn: &C,
    session: SessionId,
    patient: PatientId,
    at: Instant,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::OwnPatientId, Expr::value(Some(patient.0)))
        .col_expr(Column::OwnOpenAt, Expr::value(None::<Instant>))
        .col_expr(Column::LastSeenAt, Expr::value(at))
        .filter(Column::Id.eq(session.0))
        .exec(conn)
        .await?;
    Ok(())
}

/// Opens the patient's own pages to whom a screen was handed over to.
pub async fn open_own<C: ConnectionTrait>(
    conn: &C,
    session: SessionId,
    patient: PatientId,
    at: Instant,
) -> Result<bool, StoreError> {
    let done = Entity::update_many()
        .col_expr(Column::OwnOpenAt, Expr::value(Some(at)))
        .filter(Column::Id.eq(session.0))
        .filter(Column::OwnPatientId.eq(patient.0))
        .filter(Column::LockedAt.is_null())
        .exec(conn)
        .await?;
    Ok(done.rows_affected > 0)
}

/// Opens a locked session again, as used now: it is its person's, also where the screen was a patient's.
pub async fn unlock<C: ConnectionTrait>(
    conn: &C,
    session: SessionId,
    at: Instant,
    is_by_pin: bool,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::LockedAt, Expr::value(None::<Instant>))
        .col_expr(Column::LastSeenAt, Expr::value(at))
        .col_expr(Column::IsByPin, Expr::value(is_by_pin))
        .col_expr(Column::OwnPatientId, Expr::value(None::<uuid::Uuid>))
        .col_expr(Column::OwnOpenAt, Expr::value(None::<Instant>))
        .filter(Column::Id.eq(session.0))
        .exec(conn)
        .await?;
    Ok(())
}

/// Writes down that the computer of a session is a shared one.
pub async fn share<C: ConnectionTrait>(
    conn: &C,
    session: SessionId,
    browser: BrowserId,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::BrowserId, Expr::value(Some(browser.0)))
        .filter(Column::Id.eq(session.0))
        .exec(conn)
        .await?;
    Ok(())
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
