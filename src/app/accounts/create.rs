//! Making an account.

use secrecy::{ExposeSecret, SecretString};
use serde_json::json;

use super::mail::{address, language};
use super::{entry, may_manage};
use crate::app::{Actor, App, AppError};
use crate::domain::access::Granted;
use crate::domain::account::{password_fault, roles_fault, username};
use crate::domain::ids::{AccountId, ProfessionalId};
use crate::store::StoreError;
use crate::store::accounts::{self, Account, MailChoice};

/// An account to be.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// The name to sign in with: letters, digits and `. _ - @`, at most 64; capitals make no
    /// difference.
    pub username: String,
    /// The password: 12 to 128 characters.
    pub password: SecretString,
    /// Whose account it is; needed for care coordinators and ward staff.
    pub professional: Option<ProfessionalId>,
    /// What it may do, and where: at least one role.
    pub roles: Vec<Granted>,
}

/// Makes an account that is not written to.
///
/// # Errors
/// Those of [`create_with`].
pub async fn create(app: &App, actor: &Actor, new: &NewAccount) -> Result<AccountId, AppError> {
    create_with(app, actor, new, &MailChoice::default()).await
}

/// Makes an account. `mail` says how it is written to, the address as typed.
///
/// # Errors
/// [`AppError::InvalidInput`] for a name that cannot be or is taken, and for a password, roles or an
/// address that cannot be, [`AppError::NotFound`] for an unknown professional or unit, and
/// [`AppError::Forbidden`] for actors who are no administrators.
pub async fn create_with(
    app: &App,
    actor: &Actor,
    new: &NewAccount,
    mail: &MailChoice,
) -> Result<AccountId, AppError> {
    may_manage(actor)?;
    let invalid = |field, expected: &str| AppError::InvalidInput {
        field,
        expected: expected.to_owned(),
    };
    let name = username(&new.username).ok_or_else(|| {
        invalid(
            "username",
            "letters, digits and the signs . _ - @, at most 64",
        )
    })?;
    if let Some(expected) = password_fault(new.password.expose_secret(), &name) {
        return Err(invalid("password", expected));
    }
    if let Some(expected) = roles_fault(&new.roles, new.professional.is_some()) {
        return Err(invalid("roles", expected));
    }
    let mail = MailChoice {
        address: mail.address.as_deref().map(address).transpose()?,
        language: mail.language.as_deref().map(language).transpose()?,
        ..*mail
    };
    let hash = app.passwords.place()?.hash(new.password.clone()).await?;
    let mut roles = new.roles.clone();
    roles.sort_unstable_by_key(|granted| (granted.role, granted.unit));
    roles.dedup();
    let account = Account {
        id: AccountId(app.ids.next()),
        username: name,
        professional: new.professional,
        is_disabled: false,
        recorded_at: app.clock.now(),
        roles,
        mail,
        ends_at: None,
    };
    let tx = app.db.begin().await?;
    accounts::add(&*tx, &account, hash, || app.ids.next())
        .await
        .map_err(taken)?;
    let roles: Vec<_> = account
        .roles
        .iter()
        .map(|granted| json!({ "role": granted.role, "unit": granted.unit }))
        .collect();
    let detail = json!({ "professional": account.professional, "roles": roles });
    tx.commit(entry(app, actor, "account.create", account.id, detail))
        .await?;
    Ok(account.id)
}

fn taken(error: StoreError) -> AppError {
    match error {
        StoreError::Conflict { constraint } if constraint == "uq_account_username" => {
            AppError::InvalidInput {
                field: "username",
                expected: "a name that no account has".to_owned(),
            }
        }
        StoreError::MissingReference { .. } => AppError::NotFound("professional or unit"),
        error => error.into(),
    }
}
