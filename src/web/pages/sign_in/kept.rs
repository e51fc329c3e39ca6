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

/// The same of what is half typed in all forms of a page.
pub(super) const MOST_HALF_TYPED: usize = 192 * 1024;

/// A form to be sent again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Kept {
    /// Where it goes: a path of ours.
    pub address: String,
    /// Its fields, without passwords and without the token of the session that ended.
    pub fields: Vec<(String, String)>,
    /// What was half typed there, where nothing was sent: see [`half_typed`].
    #[serde(default)]
    pub half_typed: Option<String>,
}

/// A form of a page that somebody had begun to fill in.
#[derive(Debug, Serialize, Deserialize)]
struct HalfTyped {
    /// Which form of the page.
    at: u32,
    /// Where it would have gone.
    action: String,
    fields: Vec<(String, String)>,
}

/// What a page's script wrote down of its forms, without passwords; `None` where it is none of that, and
/// where there is more than is kept.
pub(super) fn half_typed(written: &str) -> Option<String> {
    if written.len() > MOST_HALF_TYPED {
        return None;
    }
    let mut forms: Vec<HalfTyped> = serde_json::from_str(written).ok()?;
    for form in &mut forms {
        form.fields.retain(|(name, _)| is_kept(name));
    }
    serde_json::to_string(&forms).ok()
}

fn is_kept(name: &str) -> bool {
    name != TOKEN && !name.contains("password") && !name.contains("secret")
}

impl Kept {
    /// What is worth keeping of a form; `None` when there is nothing, or more than is kept.
    pub async fn of_form(address: &str, typed: &Bytes) -> Option<Self> {
        let fields: Vec<_> = fields(typed)
            .await
            .into_iter()
            .filter(|(name, _)| is_kept(name))
            .collect();
        let size: usize = fields
            .iter()
            .map(|(name, value)| name.len() + value.len())
            .sum();
        let is_kept = address != "/" && !fields.is_empty() && size <= MOST;
        is_kept.then(|| Self {
            address: address.to_owned(),
            fields,
            half_typed: None,
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
        let typed =
            Bytes::from("form_token=t&q=Kari+%C3%85s&new_password=hush&pin_secret=290471&page=2");
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

    #[test]
    fn half_typed_forms_are_kept_without_passwords_and_nothing_else_is() {
        let written = r#"[{"at":1,"action":"/x","fields":[["note","a"],["my_password","b"],["form_token","c"]]}]"#;
        let kept = half_typed(written).unwrap();
        assert_eq!(kept, r#"[{"at":1,"action":"/x","fields":[["note","a"]]}]"#);
        for wrong in ["", "{}", "[1]", r#"[{"at":-1}]"#] {
            assert!(half_typed(wrong).is_none(), "{wrong}");
        }
        let long = "x".repeat(MOST_HALF_TYPED);
        let long = format!(r#"[{{"at":0,"action":"/x","fields":[["note","{long}"]]}}]"#);
        assert!(half_typed(&long).is_none());
    }
}
