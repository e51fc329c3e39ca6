//! The pages of signing in.

use askama::Template;

use super::kept::Kept;
use crate::app::sign_in::known::Person;
use crate::web::Shell;
use crate::web::components::{Field, Notice};

/// Why the sign-in page is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Somebody came to sign in.
    Not,
    /// Somebody wanted another page.
    Needed,
    /// A session ended before a form was sent.
    Ended,
    /// Somebody signed out.
    Out,
    /// The name or the password is wrong.
    Wrong,
    /// Too many failures; seconds to wait.
    Locked(u64),
    /// Too many are signing in.
    Busy,
    /// The account is disabled.
    Disabled,
    /// The PIN or the password of somebody whom the browser remembers is wrong.
    WrongPin,
}

/// Somebody whom the browser remembers.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Their account.
    pub id: String,
    /// What they are called.
    pub name: String,
    /// Whether they were chosen.
    pub is_chosen: bool,
}

impl Choice {
    /// Those whom a browser remembers, with one of them chosen.
    pub fn of(people: Vec<Person>, chosen: &str) -> Vec<Self> {
        let choice = |person: Person| {
            let id = person.account.0.to_string();
            Self {
                is_chosen: id == chosen,
                id,
                name: person.name,
            }
        };
        people.into_iter().map(choice).collect()
    }
}

/// `/sign-in`.
#[derive(Debug, Template)]
#[template(path = "sign_in.html")]
pub struct Page {
    /// The frame.
    pub shell: Shell,
    /// Where to go afterwards.
    pub next: String,
    /// What was typed elsewhere, sealed for its author.
    pub kept: Option<String>,
    /// What to say first.
    pub notice: Option<Notice>,
    /// Those whom this browser remembers.
    pub people: Vec<Choice>,
    /// The line of their PIN or password.
    pub secret: Field,
    /// The name's line.
    pub username: Field,
    /// The password's line.
    pub password: Field,
}

impl Page {
    /// The page with nothing typed.
    pub fn new(shell: Shell, next: String, kept: Option<String>) -> Self {
        let line = |name, kind, key, purpose| Field {
            name,
            kind,
            label: shell.text.say(key),
            autocomplete: Some(purpose),
            is_required: true,
            ..Field::default()
        };
        Self {
            username: line("username", "text", "sign-in-username", "username"),
            password: line(
                "password",
                "password",
                "sign-in-password",
                "current-password",
            ),
            secret: line("secret", "password", "lock-secret", "off"),
            people: Vec::new(),
            shell,
            next,
            kept,
            notice: None,
        }
    }

    /// Offers those whom the browser remembers.
    #[must_use]
    pub fn with_people(mut self, people: Vec<Choice>) -> Self {
        self.people = people;
        self
    }

    /// Says why it is shown.
    #[must_use]
    pub fn refused(mut self, state: State) -> Self {
        let text = self.shell.text;
        let say = |key: &str, is_wrong| {
            Some(Notice {
                heading: text.say(&format!("sign-in-{key}")),
                text: text.say(&format!("sign-in-{key}-more")),
                is_wrong,
            })
        };
        self.notice = match state {
            State::Not => None,
            State::Needed => say("needed", false),
            State::Ended if self.kept.is_some() => say("ended", false),
            State::Ended => say("ended-lost", false),
            State::Out => say("out", false),
            State::Wrong => say("wrong", true),
            State::WrongPin => Some(Notice {
                heading: text.say("lock-wrong"),
                text: text.say("lock-wrong-more"),
                is_wrong: true,
            }),
            State::Busy => say("busy", true),
            State::Disabled => say("disabled", true),
            State::Locked(seconds) => Some(Notice {
                heading: text.say("sign-in-locked"),
                text: text.count("sign-in-locked-more", seconds.div_ceil(60)),
                is_wrong: true,
            }),
        };
        self
    }

    /// Puts back the name that was typed.
    #[must_use]
    pub fn with_username(mut self, username: String) -> Self {
        self.username.value = username;
        self
    }

    fn say(&self, key: &str) -> String {
        self.shell.text.say(key)
    }
}

/// After signing in: what was typed before can be sent now. It is for the reader to do: somebody
/// else may have signed in at this machine, and a form may change something.
#[derive(Debug, Template)]
#[template(path = "sign_in_continue.html")]
pub struct Continue {
    /// The frame.
    pub shell: Shell,
    /// What was typed.
    pub kept: Kept,
}

impl Continue {
    fn say(&self, key: &str) -> String {
        self.shell.text.say(key)
    }
}

/// Signing in for every reason, and going on afterwards.
#[cfg(test)]
pub(in crate::web) fn samples(shell: &Shell) -> Vec<String> {
    let kept = || Kept {
        address: "/patients/search".to_owned(),
        fields: vec![("name".to_owned(), "<Hedda>".to_owned())],
        half_typed: None,
    };
    let states = [
        State::Not,
        State::Needed,
        State::Ended,
        State::Out,
        State::Wrong,
        State::Locked(61),
        State::Busy,
        State::Disabled,
        State::WrongPin,
    ];
    let mut pages: Vec<String> = states
        .iter()
        .map(|state| {
            let kept = (*state == State::Ended).then(|| "c2VhbGVk".to_owned());
            let choice = |id: &str, is_chosen| Choice {
                id: id.to_owned(),
                name: "<Berg>".to_owned(),
                is_chosen,
            };
            let people = match state {
                State::WrongPin => vec![choice("1", true), choice("2", false)],
                _ => Vec::new(),
            };
            let page = Page::new(shell.clone(), "/".to_owned(), kept).refused(*state);
            let page = page.with_people(people);
            page.render().unwrap()
        })
        .collect();
    let page = Continue {
        shell: shell.clone(),
        kept: kept(),
    };
    pages.push(page.render().unwrap());
    pages
}
