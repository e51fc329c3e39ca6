//! Guests: accounts for a day, with a professional of their own and their time at one unit.

use chrono::NaiveDate;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryResult, QuerySelect, Set,
    Statement,
};
use uuid::Uuid;

use super::error::StoreError;
use super::sql::{cell, sure, sure_code, sure_id};
use crate::domain::ids::{AccountId, ProfessionalId, UnitId};
use crate::domain::recording::SYSTEM;
use crate::domain::time::Instant;
use crate::domain::vocabulary::Profession;

use entity::{employment, guest_access, professional};

/// A guest to be kept, after their account.
#[derive(Debug, Clone)]
pub struct NewGuest {
    /// The account.
    pub account: AccountId,
    /// The professional that comes with it.
    pub professional: ProfessionalId,
    /// The row of their time at the unit.
    pub employment: Uuid,
    /// Where.
    pub unit: UnitId,
    /// First day there, and the first one no longer there.
    pub days: (NaiveDate, NaiveDate),
    /// Who lets them in.
    pub given_by: AccountId,
    /// When.
    pub given_at: Instant,
    /// When it is over.
    pub ends_at: Instant,
    /// The digest of the key under which it was asked for.
    pub once_hash: Option<String>,
}

/// A guest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guest {
    /// The account.
    pub account: AccountId,
    /// The name to sign in with.
    pub username: String,
    /// The professional.
    pub professional: ProfessionalId,
    /// What they are called.
    pub name: String,
    /// Training or function.
    pub profession: Profession,
    /// Where.
    pub unit: UnitId,
    /// The username of who let them in.
    pub given_by: String,
    /// When.
    pub given_at: Instant,
    /// When it is over by itself.
    pub ends_at: Instant,
    /// When it was ended, and by whom.
    pub ended: Option<(Instant, String)>,
}

impl Guest {
    /// Whether the guest can sign in at an instant.
    pub fn is_in(&self, now: Instant) -> bool {
        self.ended.is_none() && self.ends_at > now
    }
}

/// Adds the professional of a guest: before the account, which refers to it.
pub async fn add_professional<C: ConnectionTrait>(
    conn: &C,
    id: ProfessionalId,
    (name, profession): (&str, Profession),
    at: Instant,
) -> Result<(), StoreError> {
    professional::Entity::insert(professional::ActiveModel {
        id: Set(id.0),
        source_system: Set(SYSTEM.to_owned()),
        source_value: Set(id.0.to_string()),
        name: Set(name.to_owned()),
        profession: Set(profession.code().to_owned()),
        recorded_at: Set(at),
        version: Set(1),
        import_file_id: Set(None),
        import_row: Set(None),
    })
    .exec_without_returning(conn)
    .await?;
    Ok(())
}

/// Adds a guest whose professional and account are there.
pub async fn add<C: ConnectionTrait>(conn: &C, new: NewGuest) -> Result<(), StoreError> {
    employment::Entity::insert(employment::ActiveModel {
        id: Set(new.employment),
        professional_id: Set(new.professional.0),
        unit_id: Set(new.unit.0),
        from_on: Set(new.days.0),
        to_on: Set(Some(new.days.1)),
        planned_end_on: Set(None),
        is_locum: Set(true),
        caseload_limit: Set(None),
        recorded_at: Set(new.given_at),
        version: Set(1),
        import_file_id: Set(None),
        import_row: Set(None),
    })
    .exec_without_returning(conn)
    .await?;
    guest_access::Entity::insert(guest_access::ActiveModel {
        account_id: Set(new.account.0),
        professional_id: Set(new.professional.0),
        unit_id: Set(new.unit.0),
        given_by: Set(new.given_by.0),
        given_at: Set(new.given_at),
        ends_at: Set(new.ends_at),
        ended_at: Set(None),
        ended_by: Set(None),
        once_hash: Set(new.once_hash),
    })
    .exec_without_returning(conn)
    .await?;
    set_account_end(conn, new.account, new.ends_at).await
}

async fn set_account_end<C: ConnectionTrait>(
    conn: &C,
    account: AccountId,
    ends_at: Instant,
) -> Result<(), StoreError> {
    use entity::account::{Column, Entity};
    Entity::update_many()
        .col_expr(Column::EndsAt, Expr::value(Some(ends_at)))
        .filter(Column::Id.eq(account.0))
        .exec(conn)
        .await?;
    Ok(())
}

const COLUMNS: &str = "SELECT g.account_id, a.username, g.professional_id, p.name, p.profession,
        g.unit_id, b.username, g.given_at, g.ends_at, g.ended_at, g.ended_by
     FROM guest_access g JOIN account a ON a.id = g.account_id
     JOIN professional p ON p.id = g.professional_id
     JOIN account b ON b.id = g.given_by";

/// The guests of a unit, the last first, at most `most`.
pub async fn of_unit<C: ConnectionTrait>(
    conn: &C,
    unit: UnitId,
    most: u64,
) -> Result<Vec<Guest>, StoreError> {
    let sql = format!(
        "{COLUMNS} WHERE g.unit_id = $1 ORDER BY g.given_at DESC, g.account_id DESC LIMIT {most}"
    );
    rows(conn, sql, vec![unit.0.into()]).await
}

/// One guest of a unit.
pub async fn one<C: ConnectionTrait>(
    conn: &C,
    unit: UnitId,
    account: AccountId,
) -> Result<Option<Guest>, StoreError> {
    let sql = format!("{COLUMNS} WHERE g.unit_id = $1 AND g.account_id = $2");
    let found = rows(conn, sql, vec![unit.0.into(), account.0.into()]).await?;
    Ok(found.into_iter().next())
}

/// The guest whom somebody let in under a key.
pub async fn under_key<C: ConnectionTrait>(
    conn: &C,
    given_by: AccountId,
    once_hash: &str,
) -> Result<Option<Guest>, StoreError> {
    let sql = format!("{COLUMNS} WHERE g.given_by = $1 AND g.once_hash = $2");
    let found = rows(conn, sql, vec![given_by.0.into(), once_hash.into()]).await?;
    Ok(found.into_iter().next())
}

async fn rows<C: ConnectionTrait>(
    conn: &C,
    sql: String,
    values: Vec<sea_orm::Value>,
) -> Result<Vec<Guest>, StoreError> {
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
    conn.query_all_raw(statement)
        .await?
        .iter()
        .map(read)
        .collect()
}

fn read(row: &QueryResult) -> Result<Guest, StoreError> {
    Ok(Guest {
        account: sure_id(row, 0)?,
        username: sure::<String>(row, 1)?,
        professional: sure_id(row, 2)?,
        name: sure::<String>(row, 3)?,
        profession: sure_code(row, 4)?,
        unit: sure_id(row, 5)?,
        given_by: sure::<String>(row, 6)?,
        given_at: sure::<Instant>(row, 7)?,
        ends_at: sure::<Instant>(row, 8)?,
        ended: cell::<Instant>(row, 9)?.zip(cell::<String>(row, 10)?),
    })
}

/// Whether an account is, or was, a guest's.
pub async fn is_guest<C: ConnectionTrait>(
    conn: &C,
    account: AccountId,
) -> Result<bool, StoreError> {
    let row = guest_access::Entity::find_by_id(account.0)
        .one(conn)
        .await?;
    Ok(row.is_some())
}

/// The professionals of all guests there are and were.
pub async fn professionals<C: ConnectionTrait>(
    conn: &C,
) -> Result<Vec<ProfessionalId>, StoreError> {
    let ids: Vec<Uuid> = guest_access::Entity::find()
        .select_only()
        .column(guest_access::Column::ProfessionalId)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(ids.into_iter().map(ProfessionalId).collect())
}

/// Guests whose day is over and who were not ended, with their units; at most `most`.
pub async fn due<C: ConnectionTrait>(
    conn: &C,
    now: Instant,
    most: u64,
) -> Result<Vec<(AccountId, UnitId, Instant)>, StoreError> {
    let rows = guest_access::Entity::find()
        .filter(guest_access::Column::EndedAt.is_null())
        .filter(guest_access::Column::EndsAt.lte(now))
        .limit(most)
        .all(conn)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (AccountId(row.account_id), UnitId(row.unit_id), row.ends_at))
        .collect())
}

/// Writes down that a guest's access ended. False when that was written down before: of two at once,
/// one gets true.
pub async fn end<C: ConnectionTrait>(
    conn: &C,
    account: AccountId,
    at: Instant,
    by: &str,
) -> Result<bool, StoreError> {
    let ended = guest_access::Entity::update_many()
        .col_expr(guest_access::Column::EndedAt, Expr::value(Some(at)))
        .col_expr(guest_access::Column::EndedBy, Expr::value(Some(by)))
        .filter(guest_access::Column::AccountId.eq(account.0))
        .filter(guest_access::Column::EndedAt.is_null())
        .exec(conn)
        .await?;
    Ok(ended.rows_affected == 1)
}

/// Whether an account was signed in with since it was made, as far as that is still known.
pub async fn has_come<C: ConnectionTrait>(
    conn: &C,
    account: AccountId,
) -> Result<bool, StoreError> {
    use entity::{browser_session, token_family};
    let browser = browser_session::Entity::find()
        .filter(browser_session::Column::AccountId.eq(account.0))
        .one(conn)
        .await?;
    let program = token_family::Entity::find()
        .filter(token_family::Column::AccountId.eq(account.0))
        .one(conn)
        .await?;
    Ok(browser.is_some() || program.is_some())
}
