//! Browsers that remember people, by the hash of their token, and whom they remember.

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set, Statement};

use super::error::StoreError;
use super::sql::{id, sure, sure_id};
use crate::domain::ids::{AccountId, BrowserId, ProfessionalId};
use crate::domain::time::Instant;

use entity::{known_browser, known_browser_person as person};

/// Somebody whom a browser remembers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// Who.
    pub account: AccountId,
    /// The name they sign in with.
    pub username: String,
    /// The professional the account belongs to.
    pub professional: Option<ProfessionalId>,
}

/// The browser of a token that was used after `since`.
pub async fn find<C: ConnectionTrait>(
    conn: &C,
    token_hash: &str,
    since: Instant,
) -> Result<Option<BrowserId>, StoreError> {
    let row = known_browser::Entity::find()
        .filter(known_browser::Column::TokenHash.eq(token_hash))
        .filter(known_browser::Column::SeenAt.gt(since))
        .one(conn)
        .await?;
    Ok(row.map(|row| BrowserId(row.id)))
}

/// Keeps a browser that somebody asked to be remembered by.
pub async fn add<C: ConnectionTrait>(
    conn: &C,
    browser: BrowserId,
    token_hash: String,
    at: Instant,
) -> Result<(), StoreError> {
    known_browser::Entity::insert(known_browser::ActiveModel {
        id: Set(browser.0),
        token_hash: Set(token_hash),
        made_at: Set(at),
        seen_at: Set(at),
    })
    .exec_without_returning(conn)
    .await?;
    Ok(())
}

/// Remembers somebody by a browser on which they gave their password now: wrong PINs are forgotten.
pub async fn remember<C: ConnectionTrait>(
    conn: &C,
    browser: BrowserId,
    account: AccountId,
    at: Instant,
) -> Result<(), StoreError> {
    person::Entity::insert(person::ActiveModel {
        browser_id: Set(browser.0),
        account_id: Set(account.0),
        signed_in_at: Set(at),
        failures: Set(0),
    })
    .on_conflict(
        OnConflict::columns([person::Column::BrowserId, person::Column::AccountId])
            .update_columns([person::Column::SignedInAt, person::Column::Failures])
            .to_owned(),
    )
    .exec_without_returning(conn)
    .await?;
    seen(conn, browser, at).await
}

/// The same for somebody who asked for it before, and for nobody else.
pub async fn renew<C: ConnectionTrait>(
    conn: &C,
    browser: BrowserId,
    account: AccountId,
    at: Instant,
) -> Result<(), StoreError> {
    person::Entity::update_many()
        .col_expr(person::Column::SignedInAt, Expr::value(at))
        .col_expr(person::Column::Failures, Expr::value(0))
        .filter(person::Column::BrowserId.eq(browser.0))
        .filter(person::Column::AccountId.eq(account.0))
        .exec(conn)
        .await?;
    seen(conn, browser, at).await
}

async fn seen<C: ConnectionTrait>(
    conn: &C,
    browser: BrowserId,
    at: Instant,
) -> Result<(), StoreError> {
    known_browser::Entity::update_many()
        .col_expr(known_browser::Column::SeenAt, Expr::value(at))
        .filter(known_browser::Column::Id.eq(browser.0))
        .exec(conn)
        .await?;
    Ok(())
}

/// Those whom a browser remembers, of whom each gave their password there after `since` and may sign
/// in; by username.
pub async fn people<C: ConnectionTrait>(
    conn: &C,
    browser: BrowserId,
    now: Instant,
    since: Instant,
) -> Result<Vec<Remembered>, StoreError> {
    let sql = "SELECT a.id, a.username, a.professional_id
         FROM known_browser_person p JOIN account a ON a.id = p.account_id
         WHERE p.browser_id = $1 AND p.signed_in_at > $2 AND a.is_disabled = $3
         AND (a.ends_at IS NULL OR a.ends_at > $4)
         ORDER BY a.username";
    let values = [browser.0.into(), since.into(), false.into(), now.into()];
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
    let rows = conn.query_all_raw(statement).await?;
    rows.iter()
        .map(|row| {
            Ok(Remembered {
                account: sure_id(row, 0)?,
                username: sure::<String>(row, 1)?,
                professional: id(row, 2)?,
            })
        })
        .collect()
}

/// Counts an attempt as failed before it is known whether it is, in one statement: of many that come at
/// once no more than `most` are heard. `None` where none is: the browser does not remember the account,
/// or not since `since`, or there were too many.
pub async fn begin<C: ConnectionTrait>(
    conn: &C,
    browser: BrowserId,
    account: AccountId,
    since: Instant,
    most: i32,
) -> Result<Option<i32>, StoreError> {
    let sql = "UPDATE known_browser_person SET failures = failures + 1
         WHERE browser_id = $1 AND account_id = $2 AND signed_in_at > $3 AND failures < $4
         RETURNING failures";
    let values = [
        browser.0.into(),
        account.0.into(),
        since.into(),
        most.into(),
    ];
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
    let row = conn.query_one_raw(statement).await?;
    row.map(|row| sure::<i32>(&row, 0)).transpose()
}

/// Forgets the wrong PINs of somebody who gave the right one. How long they are remembered counts from
/// the password all the same.
pub async fn clear<C: ConnectionTrait>(
    conn: &C,
    browser: BrowserId,
    account: AccountId,
) -> Result<(), StoreError> {
    person::Entity::update_many()
        .col_expr(person::Column::Failures, Expr::value(0))
        .filter(person::Column::BrowserId.eq(browser.0))
        .filter(person::Column::AccountId.eq(account.0))
        .exec(conn)
        .await?;
    Ok(())
}

/// Forgets somebody: on one browser, or on all but one. Says on how many they were remembered.
pub async fn forget<C: ConnectionTrait>(
    conn: &C,
    account: AccountId,
    on: Forgets,
) -> Result<u64, StoreError> {
    let delete = person::Entity::delete_many().filter(person::Column::AccountId.eq(account.0));
    let delete = match on {
        Forgets::On(browser) => delete.filter(person::Column::BrowserId.eq(browser.0)),
        Forgets::AllBut(browser) => delete.filter(person::Column::BrowserId.ne(browser.0)),
        Forgets::All => delete,
    };
    Ok(delete.exec(conn).await?.rows_affected)
}

/// Where somebody is forgotten.
#[derive(Debug, Clone, Copy)]
pub enum Forgets {
    /// On one browser.
    On(BrowserId),
    /// On all but one.
    AllBut(BrowserId),
    /// Everywhere.
    All,
}

/// Forgets browsers, and whom they remember, that nobody gave a password on since `since`.
pub async fn purge<C: ConnectionTrait>(conn: &C, since: Instant) -> Result<(), StoreError> {
    person::Entity::delete_many()
        .filter(person::Column::SignedInAt.lte(since))
        .exec(conn)
        .await?;
    known_browser::Entity::delete_many()
        .filter(known_browser::Column::SeenAt.lte(since))
        .exec(conn)
        .await?;
    Ok(())
}
