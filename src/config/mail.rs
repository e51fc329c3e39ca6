//! `[mail]` and `[digest]`: e-mail, and the daily digest.

use std::net::IpAddr;

use secrecy::SecretString;

use super::reader::{Key, Reader};

pub(super) const KEYS: &[Key] = &[
    Key {
        name: "mail.smtp_host",
        default: "none",
        about: "The mail server that letters are handed to. `none`, or no `mail.from`, is no e-mail.",
        is_secret: false,
    },
    Key {
        name: "mail.smtp_port",
        default: "auto",
        about: "Its port. `auto` is 587 with `starttls`, 465 with `implicit`, 25 with `none`.",
        is_secret: false,
    },
    Key {
        name: "mail.smtp_tls",
        default: "starttls",
        about: "`starttls` (asked for and insisted upon), `implicit` (from the first byte), or `none`, \
                for a server on this machine only. Certificates are checked against those that the \
                operating system trusts.",
        is_secret: false,
    },
    Key {
        name: "mail.smtp_username",
        default: "none",
        about: "Who signs in there. `none` is nobody.",
        is_secret: false,
    },
    Key {
        name: "mail.smtp_password",
        default: "none",
        about: "With which password.",
        is_secret: true,
    },
    Key {
        name: "mail.from",
        default: "none",
        about: "Whom letters are from: an address, or a name and an address such as \
                `Red Thread <redthread@example.org>`.",
        is_secret: false,
    },
    Key {
        name: "digest.hour",
        default: "7",
        about: "The hour of the service's day from which on the daily digest is sent, 0 to 23.",
        is_secret: false,
    },
];

/// E-mail, and the daily digest.
#[derive(Debug, Clone)]
pub struct Mail {
    /// The mail server; `None` is no e-mail.
    pub smtp: Option<Smtp>,
    /// The hour from which on the daily digest is sent.
    pub digest_hour: u32,
}

/// A mail server, and whom letters are from.
#[derive(Debug, Clone)]
pub struct Smtp {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub tls: SmtpTls,
    /// Who signs in, and with what.
    pub login: Option<(String, SecretString)>,
    /// Whom letters are from.
    pub from: String,
}

/// How the connection to a mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmtpTls {
    /// Asked for, and insisted upon.
    StartTls,
    /// From the first byte.
    Implicit,
    /// Not at all.
    None,
}

impl SmtpTls {
    const fn code(self) -> &'static str {
        match self {
            Self::StartTls => "starttls",
            Self::Implicit => "implicit",
            Self::None => "none",
        }
    }

    const fn port(self) -> u16 {
        match self {
            Self::StartTls => 587,
            Self::Implicit => 465,
            Self::None => 25,
        }
    }
}

impl Mail {
    pub(super) fn read(reader: &mut Reader) -> Option<Self> {
        let or_none = |value: &Option<String>| value.clone().unwrap_or_else(|| "none".to_owned());
        let host = reader.read(&KEYS[0], |text, _| host(text), or_none);
        let port = reader.read(
            &KEYS[1],
            |text, _| port(text),
            |port| port.map_or_else(|| "auto".to_owned(), |port| port.to_string()),
        );
        let tls = reader.read(&KEYS[2], |text, _| tls(text), |tls| tls.code().to_owned());
        let username = reader.read(&KEYS[3], |text, _| Ok(given(text)), or_none);
        let password = reader.read(
            &KEYS[4],
            |text, _| Ok(given(text).map(SecretString::from)),
            |password| if password.is_some() { "***" } else { "none" }.to_owned(),
        );
        let from = reader.read(&KEYS[5], |text, _| sender(text), or_none);
        let hour = reader.read(&KEYS[6], |text, _| hour(text), u32::to_string);
        let (host, port, tls) = (host?, port?, tls?);
        let (username, password, from) = (username?, password?, from?);
        let faults = together(host.as_deref(), tls, username.as_deref(), password.as_ref());
        for (key, expected) in &faults {
            let origin = reader.origin(key);
            reader.problem(key, &origin, (*expected).to_owned());
        }
        if !faults.is_empty() {
            return None;
        }
        let smtp = match (host, from) {
            (Some(host), Some(from)) => Some(Smtp {
                host,
                port: port.unwrap_or(tls.port()),
                tls,
                login: username.zip(password),
                from,
            }),
            _ => None,
        };
        Some(Self {
            smtp,
            digest_hour: hour?,
        })
    }
}

/// What each value alone does not show.
fn together(
    host: Option<&str>,
    tls: SmtpTls,
    username: Option<&str>,
    password: Option<&SecretString>,
) -> Vec<(&'static str, &'static str)> {
    let mut faults = Vec::new();
    if tls == SmtpTls::None && host.is_some_and(|host| !is_loopback(host)) {
        faults.push((
            "mail.smtp_tls",
            "starttls or implicit: without TLS letters go to a server on this machine only",
        ));
    }
    match (username, password) {
        (Some(_), None) => {
            faults.push(("mail.smtp_password", "the password of mail.smtp_username"));
        }
        (None, Some(_)) => faults.push(("mail.smtp_username", "the user of mail.smtp_password")),
        _ => {}
    }
    faults
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

fn given(text: &str) -> Option<String> {
    (!text.is_empty() && text != "none").then(|| text.to_owned())
}

fn host(text: &str) -> Result<Option<String>, &'static str> {
    let is_host = |text: &str| {
        text.len() <= 253
            && text
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']'))
    };
    match given(text) {
        Some(host) if !is_host(&host) => {
            Err("the name or address of a mail server, without a port")
        }
        Some(host) if host.parse::<IpAddr>().is_err() && host.contains(':') => {
            Err("the name or address of a mail server; its port is mail.smtp_port")
        }
        host => Ok(host),
    }
}

fn port(text: &str) -> Result<Option<u16>, &'static str> {
    match text {
        "auto" => Ok(None),
        text => match text.parse() {
            Ok(0) | Err(_) => Err("auto, or a port from 1 to 65535"),
            Ok(port) => Ok(Some(port)),
        },
    }
}

fn tls(text: &str) -> Result<SmtpTls, &'static str> {
    [SmtpTls::StartTls, SmtpTls::Implicit, SmtpTls::None]
        .into_iter()
        .find(|tls| tls.code() == text)
        .ok_or("starttls, implicit or none")
}

fn sender(text: &str) -> Result<Option<String>, &'static str> {
    match given(text) {
        Some(from) if from.parse::<lettre::message::Mailbox>().is_err() => Err(
            "an e-mail address, or a name and an address such as Red Thread <redthread@example.org>",
        ),
        from => Ok(from),
    }
}

fn hour(text: &str) -> Result<u32, &'static str> {
    let hour = text.parse().ok().filter(|hour| *hour < 24);
    hour.ok_or("a whole hour from 0 to 23")
}
