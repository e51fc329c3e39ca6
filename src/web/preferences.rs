//! How a reader wants pages: the language and the theme, from two cookies that hold nothing else.

use axum::http::{HeaderMap, header};
use axum_extra::extract::cookie::CookieJar;

use super::shell::Theme;
use super::text::{Language, Text};

/// The cookie of the language: a code of [`Language`].
pub const LANGUAGE_COOKIE: &str = "language";

/// The cookie of the theme: a code of [`Theme`].
pub const THEME_COOKIE: &str = "theme";

/// How a reader wants pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preferences {
    /// As chosen, else what the browser asks for, else English.
    pub language: Language,
    /// As chosen, else as the device says.
    pub theme: Theme,
}

impl Preferences {
    /// What the headers of a request say.
    pub fn of(headers: &HeaderMap) -> Self {
        let jar = CookieJar::from_headers(headers);
        let chosen = jar
            .get(LANGUAGE_COOKIE)
            .and_then(|cookie| Language::of_code(cookie.value()));
        let asked_for = || {
            let languages = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
            best(languages)
        };
        Self {
            language: chosen.or_else(asked_for).unwrap_or(Language::English),
            theme: jar
                .get(THEME_COOKIE)
                .map_or(Theme::Auto, |cookie| Theme::of_code(cookie.value())),
        }
    }

    /// Says things in the language.
    pub const fn text(self) -> Text {
        Text(self.language)
    }
}

/// The language of ours that a browser likes best (RFC 9110, 12.5.4); the first of equals. Whoever
/// reads Nynorsk is better served in Bokmål than in English.
fn best(accepted: &str) -> Option<Language> {
    let mut best = None;
    for range in accepted.split(',') {
        let (code, weight) = range.split_once(";q=").unwrap_or((range, "1"));
        let weight = weight.trim().parse::<f32>().unwrap_or(0.0);
        let code = code.trim().to_ascii_lowercase();
        let language = match code.split('-').next() {
            Some("nn") => Some(Language::Bokmal),
            _ => Language::of_code(&code),
        };
        let Some(language) = language.filter(|_| weight > 0.0) else {
            continue;
        };
        if best.is_none_or(|(_, heaviest)| weight > heaviest) {
            best = Some((language, weight));
        }
    }
    best.map(|(language, _)| language)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn of(pairs: &[(header::HeaderName, &'static str)]) -> Preferences {
        let headers = pairs
            .iter()
            .map(|(name, value)| (name.clone(), HeaderValue::from_static(value)));
        Preferences::of(&headers.collect())
    }

    #[test]
    fn a_chosen_language_is_kept_whatever_the_browser_asks_for() {
        let asked = (header::ACCEPT_LANGUAGE, "nb-NO,nb;q=0.9,en;q=0.8");
        assert_eq!(of(std::slice::from_ref(&asked)).language, Language::Bokmal);
        let chosen = of(&[asked, (header::COOKIE, "language=en; theme=dark")]);
        assert_eq!(chosen.language, Language::English);
        assert_eq!(chosen.theme, Theme::Dark);
    }

    #[test]
    fn the_language_liked_best_is_taken_and_others_are_passed_over() {
        assert_eq!(best("de, en;q=0.4, no;q=0.6"), Some(Language::Bokmal));
        assert_eq!(best("nn-NO"), Some(Language::Bokmal));
        assert_eq!(best("en;q=0, fr"), None);
        assert_eq!(best("en-GB, nb"), Some(Language::English));
        assert_eq!(of(&[]).language, Language::English);
        assert_eq!(
            of(&[(header::COOKIE, "language=x; theme=<b>")]).theme,
            Theme::Auto
        );
    }
}
