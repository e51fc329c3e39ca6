//! Every template with values of its own making, rendered in both languages and looked at.
//!
//! A page registers here by one line that gives its name and its html.

use askama::Template;

use super::error::ErrorPage;
use super::pages::style::StylePage;
use super::pages::{
    access, account, audit, board, capacity, contacts, copy, departures, digest, flags, guests,
    handovers, home, imports, language, measures, notices, own, patient, people, plans, policy,
    recording, reports, screen, search, shift, sign_in, staff, story, texts,
};
use super::{Language, Preferences, Shell, Theme, assets};
use crate::domain::access::{Granted, Viewer};
use crate::domain::ids::AccountId;
use crate::domain::vocabulary::Role;

/// Every page, as a reader of the language sees it.
fn pages(shell: &Shell) -> Vec<(&'static str, String)> {
    let mut pages = vec![
        ("style", html(&StylePage::sample(shell.clone()))),
        ("error", html(&ErrorPage::sample(shell.clone()))),
    ];
    let of = |name, samples: Vec<String>| samples.into_iter().map(move |html| (name, html));
    pages.extend(of("sign-in", sign_in::samples(shell)));
    if shell.viewer.is_none() {
        // In a patient's hands nobody is signed in.
        pages.extend(of("own", own::samples(shell)));
    }
    if shell.viewer.is_some() {
        pages.extend(of("board", board::samples(shell)));
        pages.extend(of("access", access::samples(shell)));
        pages.extend(of("home", home::samples(shell)));
        pages.extend(of("digest", digest::samples(shell)));
        pages.extend(of("flags", flags::samples(shell)));
        pages.extend(of("guests", guests::samples(shell)));
        pages.extend(of("handovers", handovers::samples(shell)));
        pages.extend(of("reports", reports::samples(shell)));
        pages.extend(of("audit", audit::samples(shell)));
        pages.extend(of("screen", screen::samples(shell)));
        pages.extend(of("capacity", capacity::samples(shell)));
        pages.extend(of("search", search::samples(shell)));
        pages.extend(of("notices", notices::samples(shell)));
        pages.extend(of("people", people::samples(shell)));
        pages.extend(of("patient", patient::samples(shell)));
        pages.extend(of("contacts", contacts::samples(shell)));
        pages.extend(of("imports", imports::samples(shell)));
        pages.extend(of("language", language::samples(shell)));
        pages.extend(of("policy", policy::samples(shell)));
        pages.extend(of("recording", recording::samples(shell)));
        pages.extend(of("story", story::samples(shell)));
        pages.extend(of("plans", plans::samples(shell)));
        pages.extend(of("measures", measures::samples(shell)));
        pages.extend(of("texts", texts::samples(shell)));
        pages.extend(of("copy", copy::samples(shell)));
        pages.extend(of("departures", departures::samples(shell)));
        pages.extend(of("staff", staff::samples(shell)));
        pages.extend(of("shift", shift::samples(shell)));
        pages.extend(of("account", account::samples(shell)));
    }
    pages
}

fn html(page: &impl Template) -> String {
    page.render().unwrap()
}

fn guest(language: Language) -> Shell {
    let theme = Theme::Auto;
    Shell::guest(
        Preferences { language, theme },
        "/patients/search?from=2026-03-02",
    )
}

/// Somebody of every role, so that nothing of the frame is left out.
fn reader(language: Language) -> Shell {
    let granted = |role: &Role| Granted {
        role: *role,
        unit: None,
    };
    Shell {
        viewer: Some(Viewer {
            account: AccountId::from(uuid::Uuid::nil()),
            username: "k.berg".to_owned(),
            professional: None,
            roles: Role::ALL.iter().map(granted).collect(),
        }),
        display_name: "Kari <Berg>".to_owned(),
        place: "FACT".to_owned(),
        form_token: "t0ken".to_owned(),
        glass: Some(super::glass_banner::GlassBanner {
            patient: "0190".to_owned(),
            said: "3".to_owned(),
        }),
        ..guest(language)
    }
}

fn each(look: impl Fn(&str, &Shell, &str)) {
    for language in Language::ALL {
        for shell in [guest(language), reader(language)] {
            for (name, html) in pages(&shell) {
                look(&format!("{name} ({})", language.code()), &shell, &html);
            }
        }
    }
}

/// The values of an attribute.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    html.split(start.as_str())
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

/// The text between tags.
fn words(html: &str) -> String {
    html.split('<')
        .filter_map(|part| part.split_once('>').map(|(_, text)| text))
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn nothing_inline_and_nothing_from_outside() {
    each(|page, _, html| {
        for inline in [
            "<style",
            " style=",
            "<script>",
            " onclick=",
            "javascript:",
            "http://",
            "https://",
        ] {
            assert!(!html.contains(inline), "{page}: {inline}");
        }
        for path in values(html, "href").iter().chain(&values(html, "src")) {
            if path.starts_with("/assets/") {
                assert!(assets::paths().any(|own| own == *path), "{page}: {path}");
            }
        }
    });
}

#[test]
fn one_heading_first_every_id_once_and_every_label_and_description_there() {
    each(|page, _, html| {
        assert_eq!(html.matches("<h1").count(), 1, "{page}");
        assert_eq!(html.matches("<main").count(), 1, "{page}");
        let ids = values(html, "id");
        for (i, id) in ids.iter().enumerate() {
            assert!(!ids[..i].contains(id), "{page}: {id} is there twice");
        }
        for attribute in ["for", "aria-labelledby", "aria-describedby"] {
            let meant = values(html, attribute);
            for id in meant.iter().flat_map(|ids| ids.split_whitespace()) {
                assert!(ids.contains(&id), "{page}: {attribute} of {id}");
            }
        }
    });
}

#[test]
fn every_text_is_there_in_the_language_of_the_page() {
    each(|page, shell, html| {
        assert!(html.contains(&format!("<html lang=\"{}\"", shell.text.0.code())));
        for word in words(html).split_whitespace() {
            let is_key = shell.text.0.files().iter().any(|(area, _)| {
                let area = area.replace('_', "-");
                word.strip_prefix(&format!("{area}-"))
                    .is_some_and(|rest| rest.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
            });
            assert!(!is_key, "{page}: {word} is a key, not a text");
        }
    });
}

#[test]
fn what_is_shown_is_escaped_and_every_form_that_changes_something_has_its_token() {
    each(|page, shell, html| {
        for name in [
            "Berg", "Moen", "Tveit", "FACT", "Hedda", "local", "patients",
        ] {
            assert!(!html.contains(&format!("<{name}>")), "{page}: {name}");
        }
        if shell.viewer.is_some() {
            assert!(html.contains("Kari &#60;Berg&#62;"), "{page}");
            // Signing in has no session yet, and so no token.
            let posts = html.matches("method=\"post\"").count()
                - html.matches("action=\"/sign-in\"").count();
            assert_eq!(html.matches("value=\"t0ken\"").count(), posts, "{page}");
        }
    });
}

#[test]
fn the_section_that_is_open_is_marked_and_only_that_one() {
    let current = |shell: &Shell| {
        let nav = shell.nav();
        let current = nav.into_iter().filter(|item| item.is_current);
        current.map(|item| item.href).collect::<Vec<_>>()
    };
    let mut shell = reader(Language::English);
    assert_eq!(current(&shell), ["/patients/search"]);
    shell.here = "/patients/0190".to_owned();
    assert!(current(&shell).is_empty());
    shell.here = "/patients?after=x".to_owned();
    assert_eq!(current(&shell), ["/patients"]);
    assert!(guest(Language::English).nav().is_empty());
}
