//! `POST /preferences`: another language or theme, kept in a cookie for a year, and back to the page.

use std::time::Duration;

use axum::Router;
use axum::extract::Form;
use axum::response::{IntoResponse, Redirect};
use axum::routing::post;
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use serde::Deserialize;

use crate::http::Server;
use crate::web::preferences::{LANGUAGE_COOKIE, THEME_COOKIE};
use crate::web::{Language, Theme};

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new().route("/preferences", post(choose))
}

/// What was chosen; one of the two, and where it was chosen.
#[derive(Debug, Deserialize)]
struct Choice {
    language: Option<String>,
    theme: Option<String>,
    #[serde(default)]
    here: String,
}

/// For everybody, signed in or not. It changes nothing but how pages look to this browser, so it
/// asks for no form token; what no longer is a choice is passed over.
async fn choose(jar: CookieJar, Form(choice): Form<Choice>) -> impl IntoResponse {
    let mut jar = jar;
    if let Some(language) = choice.language.as_deref().and_then(Language::of_code) {
        jar = jar.add(kept(LANGUAGE_COOKIE, language.code()));
    }
    if let Some(theme) = choice.theme.as_deref() {
        jar = jar.add(kept(THEME_COOKIE, Theme::of_code(theme).code()));
    }
    (jar, Redirect::to(local(&choice.here)))
}

const YEAR: Duration = Duration::from_hours(365 * 24);

fn kept(name: &'static str, value: &'static str) -> Cookie<'static> {
    Cookie::build((name, value))
        .path("/")
        .same_site(SameSite::Lax)
        .http_only(true)
        .max_age(YEAR.try_into().unwrap_or_default())
        .build()
}

/// The address when it is one of ours, else the first page: a form must not send anybody elsewhere.
/// Browsers read `\` as `/` and pass over control characters, so none may be in it.
pub(in crate::web) fn local(address: &str) -> &str {
    let is_ours = address.starts_with('/')
        && !address.starts_with("//")
        && address.len() <= 2048
        && address
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if is_ours { address } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn nobody_is_sent_elsewhere() {
        assert_eq!(local("/patients?after=x#top"), "/patients?after=x#top");
        for elsewhere in [
            "",
            "patients",
            "//evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "https://evil.example/",
            "/ x",
            "/\u{e5}",
        ] {
            assert_eq!(local(elsewhere), "/", "{elsewhere:?}");
        }
    }
}
