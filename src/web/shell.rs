//! The frame of every page: who reads it, in which language and theme.

use super::glass_banner::GlassBanner;
use super::pages::preferences::local;
use super::preferences::Preferences;
use super::text::{Language, Text};
use crate::domain::access::Viewer;
use crate::domain::vocabulary::Role;

/// Light, dark, or as the reader's device says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the device says.
    #[default]
    Auto,
    /// Ink on paper.
    Light,
    /// The same roles on a dark ground.
    Dark,
}

impl Theme {
    /// Every theme.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// The value of `data-theme`, and of the cookie.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of a code; anything unknown is [`Theme::Auto`].
    pub fn of_code(code: &str) -> Self {
        match code {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::Auto,
        }
    }
}

/// What `base.html` needs; every page has one under the name `shell`.
#[derive(Debug, Clone)]
pub struct Shell {
    /// Says things in the reader's language.
    pub text: Text,
    /// Light or dark.
    pub theme: Theme,
    /// Who is signed in, if anybody.
    pub viewer: Option<Viewer>,
    /// The name of whoever is signed in, to be shown: the professional's, else the username.
    pub display_name: String,
    /// Where they work, to be shown beside the name: the units of their roles; empty for those whose
    /// roles belong to no unit.
    pub place: String,
    /// How many handovers wait for whoever is signed in, counted up to one more than [`WAITING`].
    pub waiting: u64,
    /// How many notices they have not read, counted up to one more than [`WAITING`].
    pub news: u64,
    /// The token that every form carries.
    pub form_token: String,
    /// Seconds without use after which the page locks; `None` where the computer is not shared.
    pub lock_after: Option<i64>,
    /// The glass that the viewer broke, on pages of that patient.
    pub glass: Option<GlassBanner>,
    /// Path and query of this page, to come back to after switching language or theme.
    pub here: String,
}

/// One section of the service, in the order of the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavItem {
    /// Where it is.
    pub href: &'static str,
    /// What it is called.
    pub label: String,
    /// Whether this page is the section's own, or below it.
    pub is_current: bool,
}

/// So many handovers that wait are counted in the header; beyond it is only said that there are more.
pub const WAITING: u64 = 99;

/// The sections: path, key of the name, and whose they are.
const SECTIONS: &[(&str, &str, &[Role])] = &[
    (
        "/patients",
        "shell-nav-patients",
        &[Role::CareCoordinator, Role::WardStaff],
    ),
    (
        "/board",
        "board-title",
        &[Role::CareCoordinator, Role::WardStaff],
    ),
    (
        "/flags",
        "life-title",
        &[Role::CareCoordinator, Role::WardStaff],
    ),
    (
        "/handovers",
        "handing-title",
        &[Role::CareCoordinator, Role::WardStaff],
    ),
    (
        "/notices",
        "notices-title",
        &[Role::CareCoordinator, Role::WardStaff],
    ),
    (
        "/digest",
        "digest-title",
        &[Role::CareCoordinator, Role::WardStaff],
    ),
    (
        "/patients/search",
        "shell-nav-search",
        &[Role::CareCoordinator, Role::WardStaff],
    ),
    (
        "/reports/continuity",
        "report-title",
        &[Role::ServiceManager, Role::Administrator],
    ),
    (
        "/reports/departure",
        "leaving-title",
        &[Role::ServiceManager],
    ),
    (
        "/reports/flags",
        "life-noise-title",
        &[Role::ServiceManager, Role::Administrator],
    ),
    (
        "/professionals",
        "staff-title",
        &[Role::ServiceManager, Role::Administrator],
    ),
    ("/imports", "shell-nav-imports", &[Role::Administrator]),
    ("/policy", "shell-nav-policy", &[Role::Administrator]),
    (
        "/language",
        "handing-language-title",
        &[Role::Administrator],
    ),
    ("/audit", "shell-nav-audit", &[Role::PrivacyOfficer]),
    ("/own-records", "access-own-title", &[Role::Administrator]),
    (
        "/glass-reviews",
        "access-review-title",
        &[Role::PrivacyOfficer],
    ),
];

impl Shell {
    /// What stands for the units of somebody's roles: the name of one, the number of several, which
    /// would not find room.
    pub fn place_of(text: Text, units: &[&str]) -> String {
        match units {
            [] => String::new(),
            [unit] => (*unit).to_owned(),
            units => text.count("shell-units", units.len() as u64),
        }
    }

    /// The sections that whoever is signed in may open.
    pub fn nav(&self) -> Vec<NavItem> {
        let Some(viewer) = &self.viewer else {
            return Vec::new();
        };
        let path = self.here.split(['?', '#']).next().unwrap_or_default();
        SECTIONS
            .iter()
            .filter(|(_, _, roles)| roles.iter().any(|role| viewer.has(*role)))
            .map(|(href, key, _)| NavItem {
                href,
                label: self.label(href, key),
                is_current: is_of(path, href),
            })
            .collect()
    }

    /// The name of a section, with how many handovers wait, or how many notices were not read.
    fn label(&self, href: &str, key: &str) -> String {
        let (n, some, many) = match href {
            "/handovers" => (self.waiting, "handing-nav", "handing-nav-many"),
            "/notices" => (self.news, "notices-nav", "notices-nav-many"),
            _ => return self.text.say(key),
        };
        if n > WAITING {
            self.text.count(many, WAITING)
        } else {
            self.text.count(some, n)
        }
    }

    /// The language to change to.
    pub const fn other_language(&self) -> Language {
        match self.text.0 {
            Language::English => Language::Bokmal,
            Language::Bokmal => Language::English,
        }
    }

    /// The frame for somebody who is not signed in. `here` is the path and query of the page.
    pub fn guest(preferences: Preferences, here: impl Into<String>) -> Self {
        Self {
            text: preferences.text(),
            theme: preferences.theme,
            viewer: None,
            display_name: String::new(),
            place: String::new(),
            waiting: 0,
            news: 0,
            form_token: String::new(),
            lock_after: None,
            glass: None,
            // A longer one would be refused on the way back: the page need not repeat it.
            here: local(&here.into()).to_owned(),
        }
    }
}

/// Whether a page is a section's own, or below it.
fn is_of(path: &str, section: &str) -> bool {
    match section {
        // The first page of coordinators is their patients'. One patient's page, the search and whatever
        // else is below are sections of their own.
        "/patients" => matches!(path, "/" | "/patients"),
        "/board" if path.starts_with("/units/") => true,
        _ => path
            .strip_prefix(section)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/')),
    }
}
