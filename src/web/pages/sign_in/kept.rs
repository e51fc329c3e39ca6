//! What was typed into a form whose session had ended, on its way through signing in: sealed for whoever
//! typed it, since somebody else may sign in at the same computer.

use axum::body::Bytes;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use crate::app::sign_in::{seal, unseal};
use crate::app::{App, AppError};
use crate::domain::ids::AccountId;
use crate::web::form::{TOKEN, fields};

/// The most bytes of names and values that are kept.
const MOST: usize = 48 * 1024;

/// A form to be sent again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Kept {
    /// Where it goes: a path of ours.
    pub address: String,
    /// Its fields, without passwords and without the token of the session that ended.
    pub fields: Vec<(String, String)>,
}

impl Kept {
    /// What is worth keeping of a form; `None` when there is nothing, or more than is kept.
    pub async fn of_form(address: &str, typed: &Bytes) -> Option<Self> {
        let fields: Vec<_> = fields(typed)
            .await
            .into_iter()
            .filter(|(name, _)| name != TOKEN && !name.contains("password"))
            .collect();
        let size: usize = fields
            .iter()
            .map(|(name, value)| name.len() + value.len())
            .sum();
        let is_kept = address != "/" && !fields.is_empty() && size <= MOST;
        is_kept.then(|| Self {
            address: address.to_owned(),
            fields,
        })
    }

    /// The same for nobody's eyes but its author's; `None` where it cannot be sealed now.
    pub(super) async fn sealed(&self, app: &App, author: AccountId) -> Option<String> {
        let plain = serde_json::to_vec(self).ok()?;
        match seal(app, author, &plain).await {
            Ok(sealed) => Some(sealed),
            Err(error) => {
                tracing::warn!(cause = %error, "what was typed could not be kept");
                None
            }
        }
    }

    /// What was sealed for an account, and leads nowhere but to pages of ours.
    pub(super) async fn opened(
        app: &App,
        reader: AccountId,
        sealed: &str,
    ) -> Result<Option<Self>, AppError> {
        let plain = unseal(app, reader, sealed).await?;
        let kept: Option<Self> = plain.and_then(|plain| serde_json::from_slice(&plain).ok());
        Ok(kept.filter(|kept| super::destination(&kept.address) == kept.address))
    }
}

/// The sign-in form as it was sent.
pub(super) struct Typed {
    pub username: String,
    pub password: SecretString,
    pub next: String,
    /// What was kept, sealed.
    pub kept: Option<String>,
}

impl Typed {
    pub(super) async fn read(typed: &Bytes) -> Self {
        let (mut username, mut password, mut next, mut kept): (String, String, String, String) =
            Default::default();
        for (name, value) in fields(typed).await {
            match name.as_str() {
                "username" => username = value,
                "password" => password = value,
                "next" => next = value,
                "kept" => kept = value,
                _ => {}
            }
        }
        Self {
            username,
            password: password.into(),
            next,
            kept: (!kept.is_empty()).then_some(kept),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn passwords_tokens_and_what_is_too_much_are_not_kept() {
        let typed = Bytes::from("form_token=t&q=Kari+%C3%85s&new_password=hush&page=2");
        let kept = Kept::of_form("/search", &typed).await.unwrap();
        let fields: Vec<_> = kept
            .fields
            .iter()
            .map(|(n, v)| format!("{n}={v}"))
            .collect();
        assert_eq!(fields, ["q=Kari Ås", "page=2"]);
        let long = Bytes::from(format!("q={}", "x".repeat(MOST)));
        assert!(Kept::of_form("/search", &long).await.is_none());
        assert!(Kept::of_form("/search", &Bytes::new()).await.is_none());
    }
}
