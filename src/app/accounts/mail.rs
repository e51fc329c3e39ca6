//! Where an account is written to.

use serde_json::json;

use super::{entry, may_manage, named};
use crate::app::sign_in::browser::Session;
use crate::app::{Actor, App, AppError};
use crate::domain::account;
use crate::domain::ids::AccountId;
use crate::domain::vocabulary::NewsMail;
use crate::store::accounts::{self, MailChoice};

/// A change of how an account is written to; `None` leaves it as it is.
#[derive(Debug, Clone, Default)]
pub struct MailChange {
    /// The address as typed, or none any more.
    pub address: Option<Option<String>>,
    /// The code of the language.
    pub language: Option<String>,
    /// Whether the daily digest comes too.
    pub is_digest_wanted: Option<bool>,
    /// How what is told at once comes.
    pub news: Option<NewsMail>,
}

/// Changes how an account is written to, by an administrator or at the command line.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown name, [`AppError::InvalidInput`] for what is no address, and
/// [`AppError::Forbidden`] for actors who are no administrators.
pub async fn set_mail(
    app: &App,
    actor: &Actor,
    username: &str,
    change: &MailChange,
) -> Result<(), AppError> {
    may_manage(actor)?;
    let (account, _) = named(app, username).await?;
    replace(app, actor, account.id, account.mail, change).await
}

/// Changes how the account of a session is written to.
///
/// # Errors
/// [`AppError::InvalidInput`] for what is no address, and whatever the database reports.
pub async fn change_mail(
    app: &App,
    session: &Session,
    change: &MailChange,
) -> Result<(), AppError> {
    let actor = Actor::Account(session.viewer.clone());
    let present = own_mail(app, session).await?;
    replace(app, &actor, session.viewer.account, present, change).await
}

/// How the account of a session is written to.
///
/// # Errors
/// Whatever the database reports.
pub async fn own_mail(app: &App, session: &Session) -> Result<MailChoice, AppError> {
    let account = accounts::by_id(&app.db.read, session.viewer.account).await?;
    Ok(account.ok_or(AppError::NotFound("account"))?.mail)
}

/// An address as it is kept.
///
/// # Errors
/// [`AppError::InvalidInput`] for what is none.
pub(super) fn address(typed: &str) -> Result<String, AppError> {
    account::address(typed).ok_or_else(|| AppError::InvalidInput {
        field: "email",
        expected: "an e-mail address such as kari.berg@example.org".to_owned(),
    })
}

/// The code of a language that letters are written in.
///
/// # Errors
/// [`AppError::InvalidInput`] for another.
pub(super) fn language(code: &str) -> Result<String, AppError> {
    if account::LANGUAGES.contains(&code) {
        return Ok(code.to_owned());
    }
    Err(AppError::InvalidInput {
        field: "language",
        expected: format!("one of {}", account::LANGUAGES.join(", ")),
    })
}

async fn replace(
    app: &App,
    actor: &Actor,
    account: AccountId,
    mut mail: MailChoice,
    change: &MailChange,
) -> Result<(), AppError> {
    if let Some(typed) = &change.address {
        mail.address = typed.as_deref().map(address).transpose()?;
    }
    if let Some(code) = &change.language {
        mail.language = Some(language(code)?);
    }
    if let Some(is_wanted) = change.is_digest_wanted {
        mail.is_digest_wanted = is_wanted;
    }
    if let Some(news) = change.news {
        mail.news = news;
    }
    let tx = app.db.begin().await?;
    accounts::set_mail(&*tx, account, &mail).await?;
    // The address itself is nobody's business but the account's.
    let detail = json!({
        "has_address": mail.address.is_some(),
        "is_digest_wanted": mail.is_digest_wanted,
        "news": mail.news,
    });
    Ok(tx
        .commit(entry(app, actor, "account.mail", account, detail))
        .await?)
}
