//! What was typed into a form whose session had ended, on its way through signing in.

use axum::body::Bytes;
use secrecy::SecretString;

use crate::web::form::{TOKEN, fields};

/// The most bytes of names and values that are kept.
const MOST: usize = 48 * 1024;

/// What the names of kept fields begin with in the sign-in form.
const PREFIX: &str = "kept.";

/// A form to be sent again.
#[derive(Debug, Clone)]
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
        Self::of_fields(address, fields)
    }

    fn of_fields(address: &str, fields: Vec<(String, String)>) -> Option<Self> {
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

    /// The fields under the names they have in the sign-in form.
    pub fn prefixed(&self) -> impl Iterator<Item = (String, &str)> {
        self.fields
            .iter()
            .map(|(name, value)| (format!("{PREFIX}{name}"), value.as_str()))
    }
}

/// The sign-in form as it was sent.
pub(super) struct Typed {
    pub username: String,
    pub password: SecretString,
    pub next: String,
    pub kept: Option<Kept>,
}

impl Typed {
    pub(super) async fn read(typed: &Bytes) -> Self {
        let (mut username, mut password, mut next, mut repeat) = Default::default();
        let mut kept = Vec::new();
        for (name, value) in fields(typed).await {
            match name.as_str() {
                "username" => username = value,
                "password" => password = value,
                "next" => next = value,
                "repeat" => repeat = value,
                name => {
                    if let Some(name) = name.strip_prefix(PREFIX) {
                        kept.push((name.to_owned(), value));
                    }
                }
            }
        }
        let (password, address): (String, &str) = (password, super::destination(&repeat));
        Self {
            username,
            password: password.into(),
            next,
            kept: Kept::of_fields(address, kept),
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

    #[tokio::test]
    async fn what_is_kept_comes_through_the_sign_in_form_unchanged() {
        let typed = Bytes::from(
            "username=solveig&password=x&repeat=%2Fsearch&kept.q=%3Cb%3E&kept.username=other",
        );
        let typed = Typed::read(&typed).await;
        assert_eq!(typed.username, "solveig");
        let kept = typed.kept.unwrap();
        assert_eq!(kept.address, "/search");
        assert_eq!(kept.fields[0], ("q".to_owned(), "<b>".to_owned()));
        assert_eq!(kept.fields[1], ("username".to_owned(), "other".to_owned()));
    }

    #[tokio::test]
    async fn what_is_kept_goes_nowhere_else() {
        let typed = Bytes::from("repeat=%2F%2Fevil.example&kept.q=x");
        assert!(Typed::read(&typed).await.kept.is_none());
    }
}
