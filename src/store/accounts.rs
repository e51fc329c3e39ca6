//! Accounts and their roles.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QueryResult, Set,
};
use uuid::Uuid;

use super::error::StoreError;
use super::sql::{id, sure, sure_id};
use crate::domain::access::{Granted, Viewer};
use crate::domain::ids::{AccountId, ProfessionalId, UnitId};
use crate::domain::time::Instant;
use crate::domain::vocabulary::NewsMail;

use entity::{account, account_role};

/// Someone who may sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Identity.
    pub id: AccountId,
    /// The name they sign in with, in small letters.
    pub username: String,
    /// The professional it belongs to.
    pub professional: Option<ProfessionalId>,
    /// Whether signing in is closed to it.
    pub is_disabled: bool,
    /// When it was made.
    pub recorded_at: Instant,
    /// What it may do, and where.
    pub roles: Vec<Granted>,
    /// How it is written to.
    pub mail: MailChoice,
    /// When it ends by itself: a guest's.
    pub ends_at: Option<Instant>,
}

/// Where and how somebody is written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailChoice {
    /// The address; nobody is written to without one.
    pub address: Option<String>,
    /// The code of the language; the service's own without one.
    pub language: Option<String>,
    /// Whether the daily digest comes too, beside word of urgent flags.
    pub is_digest_wanted: bool,
    /// How it hears of what is told at once.
    pub news: NewsMail,
}

impl Default for MailChoice {
    fn default() -> Self {
        Self {
            address: None,
            language: None,
            is_digest_wanted: true,
            news: NewsMail::AtOnce,
        }
    }
}

impl Account {
    /// Whether nobody signs in with it at an instant.
    pub fn is_closed(&self, now: Instant) -> bool {
        self.is_disabled || self.ends_at.is_some_and(|ends_at| ends_at <= now)
    }

    /// The account as someone who signed in.
    pub fn viewer(&self) -> Viewer {
        Viewer {
            account: self.id,
            username: self.username.clone(),
            professional: self.professional,
            roles: self.roles.clone(),
        }
    }
}

/// Adds an account with its roles; `ids` gives each role's row its own.
pub async fn add<C: ConnectionTrait>(
    conn: &C,
    account: &Account,
    password_hash: String,
    mut ids: impl FnMut() -> Uuid + Send,
) -> Result<(), StoreError> {
    account::Entity::insert(account::ActiveModel {
        id: Set(account.id.0),
        username: Set(account.username.clone()),
        professional_id: Set(account.professional.map(|professional| professional.0)),
        password_hash: Set(password_hash),
        is_disabled: Set(account.is_disabled),
        recorded_at: Set(account.recorded_at),
        email: Set(account.mail.address.clone()),
        language: Set(account.mail.language.clone()),
        is_digest_mailed: Set(account.mail.is_digest_wanted),
        told_at: Set(None),
        ends_at: Set(account.ends_at),
        news_mail: Set(account.mail.news.code().to_owned()),
    })
    .exec_without_returning(conn)
    .await?;
    let roles: Vec<_> = account
        .roles
        .iter()
        .map(|granted| account_role::ActiveModel {
            id: Set(ids()),
            account_id: Set(account.id.0),
            unit_id: Set(granted.unit.map(|unit| unit.0)),
            role: Set(granted.role.code().to_owned()),
        })
        .collect();
    if !roles.is_empty() {
        account_role::Entity::insert_many(roles)
            .exec_without_returning(conn)
            .await?;
    }
    Ok(())
}

/// The account of a username with its password's hash.
pub async fn with_hash<C: ConnectionTrait>(
    conn: &C,
    username: &str,
) -> Result<Option<(Account, String)>, StoreError> {
    let Some(row) = account::Entity::find()
        .filter(account::Column::Username.eq(username))
        .one(conn)
        .await?
    else {
        return Ok(None);
    };
    let roles = account_role::Entity::find()
        .filter(account_role::Column::AccountId.eq(row.id))
        .order_by_asc(account_role::Column::Id)
        .all(conn)
        .await?;
    let hash = row.password_hash.clone();
    Ok(Some((read(row, &roles)?, hash)))
}

/// An account by its identity.
pub async fn by_id<C: ConnectionTrait>(
    conn: &C,
    account: AccountId,
) -> Result<Option<Account>, StoreError> {
    let Some(row) = account::Entity::find_by_id(account.0).one(conn).await? else {
        return Ok(None);
    };
    let roles = account_role::Entity::find()
        .filter(account_role::Column::AccountId.eq(row.id))
        .order_by_asc(account_role::Column::Id)
        .all(conn)
        .await?;
    Ok(Some(read(row, &roles)?))
}

/// The accounts of these usernames.
pub async fn named<C: ConnectionTrait>(
    conn: &C,
    usernames: impl IntoIterator<Item = String>,
) -> Result<Vec<Account>, StoreError> {
    let rows = account::Entity::find()
        .filter(account::Column::Username.is_in(usernames))
        .all(conn)
        .await?;
    let roles = account_role::Entity::find()
        .filter(account_role::Column::AccountId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(account_role::Column::Id)
        .all(conn)
        .await?;
    rows.into_iter().map(|row| read(row, &roles)).collect()
}

/// Every account, by username.
pub async fn all<C: ConnectionTrait>(conn: &C) -> Result<Vec<Account>, StoreError> {
    let rows = account::Entity::find()
        .order_by_asc(account::Column::Username)
        .all(conn)
        .await?;
    let roles = account_role::Entity::find()
        .order_by_asc(account_role::Column::Id)
        .all(conn)
        .await?;
    rows.into_iter().map(|row| read(row, &roles)).collect()
}

/// How many accounts there are.
pub async fn count<C: ConnectionTrait>(conn: &C) -> Result<u64, StoreError> {
    Ok(account::Entity::find().count(conn).await?)
}

/// Closes an account, or opens it again. Says whether that changed anything.
pub async fn set_disabled<C: ConnectionTrait>(
    conn: &C,
    account: AccountId,
    is_disabled: bool,
) -> Result<bool, StoreError> {
    let updated = account::Entity::update_many()
        .col_expr(account::Column::IsDisabled, Expr::value(is_disabled))
        .filter(account::Column::Id.eq(account.0))
        .filter(account::Column::IsDisabled.eq(!is_disabled))
        .exec(conn)
        .await?;
    Ok(updated.rows_affected > 0)
}

/// Replaces a password's hash.
pub async fn set_password_hash<C: ConnectionTrait>(
    conn: &C,
    account: AccountId,
    hash: String,
) -> Result<(), StoreError> {
    account::Entity::update_many()
        .col_expr(account::Column::PasswordHash, Expr::value(hash))
        .filter(account::Column::Id.eq(account.0))
        .exec(conn)
        .await?;
    Ok(())
}

/// Changes how an account is written to.
pub async fn set_mail<C: ConnectionTrait>(
    conn: &C,
    account: AccountId,
    mail: &MailChoice,
) -> Result<(), StoreError> {
    account::Entity::update_many()
        .col_expr(account::Column::Email, Expr::value(mail.address.clone()))
        .col_expr(
            account::Column::Language,
            Expr::value(mail.language.clone()),
        )
        .col_expr(
            account::Column::IsDigestMailed,
            Expr::value(mail.is_digest_wanted),
        )
        .col_expr(
            account::Column::NewsMail,
            Expr::value(mail.news.code().to_owned()),
        )
        .filter(account::Column::Id.eq(account.0))
        .exec(conn)
        .await?;
    Ok(())
}

fn read(row: account::Model, roles: &[account_role::Model]) -> Result<Account, StoreError> {
    let roles = roles.iter().filter(|role| role.account_id == row.id);
    Ok(Account {
        id: AccountId(row.id),
        username: row.username,
        professional: row.professional_id.map(ProfessionalId),
        is_disabled: row.is_disabled,
        recorded_at: row.recorded_at,
        roles: roles
            .map(|role| granted(&role.role, role.unit_id))
            .collect::<Result<_, _>>()?,
        mail: MailChoice {
            address: row.email,
            language: row.language,
            is_digest_wanted: row.is_digest_mailed,
            news: row
                .news_mail
                .parse()
                .map_err(|_| StoreError::Unreadable("account.news_mail"))?,
        },
        ends_at: row.ends_at,
    })
}

fn granted(role: &str, unit: Option<Uuid>) -> Result<Granted, StoreError> {
    Ok(Granted {
        role: role
            .parse()
            .map_err(|_| StoreError::Unreadable("account_role.role"))?,
        unit: unit.map(UnitId),
    })
}

/// The columns of an account and one of its roles, as [`viewer`] reads them.
pub(super) const VIEWER_COLUMNS: &str = "a.id, a.username, a.professional_id, r.role, r.unit_id";

/// Someone who signed in, from rows of [`VIEWER_COLUMNS`] that begin at column `at`, one a role.
pub(super) fn viewer(rows: &[QueryResult], at: usize) -> Result<Option<Viewer>, StoreError> {
    let Some(first) = rows.first() else {
        return Ok(None);
    };
    let mut roles = Vec::with_capacity(rows.len());
    for row in rows {
        if let Some(role) = super::sql::cell::<&str>(row, at + 3)? {
            roles.push(granted(role, super::sql::cell::<Uuid>(row, at + 4)?)?);
        }
    }
    Ok(Some(Viewer {
        account: sure_id(first, at)?,
        username: sure::<String>(first, at + 1)?,
        professional: id(first, at + 2)?,
        roles,
    }))
}
