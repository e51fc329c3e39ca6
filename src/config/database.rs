//! `[database]`: which database, and how to treat it.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};

use super::reader::{Key, Reader};

pub(super) const KEYS: &[Key] = &[
    Key {
        name: "database.url",
        default: "sqlite://redthread.db",
        about: "`sqlite://PATH` (relative to the data directory; created when missing) or \
                `postgres://USER:PASSWORD@HOST:PORT/NAME`.",
        is_secret: true,
    },
    Key {
        name: "database.max_connections",
        default: "8",
        about: "Connections kept at most, 1 to 1000. On SQLite: readers, beside the one writer.",
        is_secret: false,
    },
    Key {
        name: "database.statement_timeout_s",
        default: "10",
        about: "Seconds after which PostgreSQL gives up a statement of `serve`, 0 to 86400; 0 means \
                never. Other commands have no limit.",
        is_secret: false,
    },
    Key {
        name: "database.busy_timeout_s",
        default: "5",
        about: "Seconds that a writer of `serve` waits for another one on SQLite, 1 to 3600. Other \
                commands wait a minute at least.",
        is_secret: false,
    },
];

/// Which database, and how to treat it.
#[derive(Debug, Clone)]
pub struct Database {
    /// Where it is.
    pub url: DatabaseUrl,
    /// Connections kept at most.
    pub max_connections: u32,
    /// PostgreSQL gives up a statement of the service after this long; `None` means never.
    pub statement_timeout: Option<Duration>,
    /// An SQLite writer of the service waits this long for another one.
    pub busy_timeout: Duration,
}

impl Database {
    pub(super) fn read(reader: &mut Reader) -> Option<Self> {
        let url = reader.read(&KEYS[0], DatabaseUrl::parse, DatabaseUrl::to_string);
        let connections = reader.read(
            &KEYS[1],
            |text, _| number(text, 1, 1000, "a whole number from 1 to 1000"),
            u32::to_string,
        );
        let statement = reader.read(
            &KEYS[2],
            |text, _| number(text, 0, 86_400, "whole seconds from 0 to 86400"),
            u32::to_string,
        );
        let busy = reader.read(
            &KEYS[3],
            |text, _| number(text, 1, 3600, "whole seconds from 1 to 3600"),
            u32::to_string,
        );
        Some(Self {
            url: url?,
            max_connections: connections?,
            statement_timeout: Some(Duration::from_secs(statement?.into()))
                .filter(|limit| !limit.is_zero()),
            busy_timeout: Duration::from_secs(busy?.into()),
        })
    }
}

fn number(text: &str, least: u32, most: u32, expected: &'static str) -> Result<u32, &'static str> {
    text.parse()
        .ok()
        .filter(|number| (least..=most).contains(number))
        .ok_or(expected)
}

const ACCEPTED: &str = "sqlite://PATH or postgres://USER:PASSWORD@HOST:PORT/NAME";
/// Parameters of a PostgreSQL URL that may be shown.
const PUBLIC_PARAMETERS: [&str; 9] = [
    "sslmode",
    "sslrootcert",
    "sslcert",
    "host",
    "hostaddr",
    "port",
    "dbname",
    "user",
    "application_name",
];

/// Where the database is. Its `Display` hides the password.
#[derive(Debug, Clone)]
pub enum DatabaseUrl {
    /// A file of ours: its absolute path.
    Sqlite(PathBuf),
    /// A server's URL, with its password.
    Postgres(SecretString),
}

impl DatabaseUrl {
    /// Reads a URL; a relative SQLite path starts from `data_dir`.
    ///
    /// # Errors
    /// What would be accepted.
    pub fn parse(text: &str, data_dir: &Path) -> Result<Self, &'static str> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.into()));
        }
        let rest = text.strip_prefix("sqlite:").ok_or(ACCEPTED)?;
        let rest = rest.strip_prefix("//").unwrap_or(rest);
        let (path, parameters) = rest.split_once('?').unwrap_or((rest, ""));
        if !matches!(parameters, "" | "mode=rwc" | "mode=rw") {
            return Err("an SQLite URL without parameters: the file is created when missing");
        }
        if path.is_empty() || path == ":memory:" {
            return Err("the path of an SQLite file: a database in memory is not supported");
        }
        std::path::absolute(data_dir.join(path))
            .map(Self::Sqlite)
            .map_err(|_| "a path that can be made absolute: is the current directory still there?")
    }

    /// The URL as the store needs it, password and all.
    pub fn exposed(&self) -> SecretString {
        match self {
            Self::Sqlite(path) => format!("sqlite://{}", path.display()).into(),
            Self::Postgres(url) => url.clone(),
        }
    }

    /// The file of an SQLite database.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::Sqlite(path) => Some(path),
            Self::Postgres(_) => None,
        }
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite://{}", path.display()),
            Self::Postgres(url) => f.write_str(&redacted(url.expose_secret())),
        }
    }
}

/// Hides what could be a password. A password may hold any character, also ones that end its part
/// of a URL: where that is in doubt, nothing but the scheme is shown.
fn redacted(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("postgres", url));
    let (login, place) = match rest.rsplit_once('@') {
        Some((login, _)) if login.contains(['/', '?', '#']) => return format!("{scheme}://***"),
        Some((login, place)) => (Some(login), place),
        None => (None, rest),
    };
    let login = login.map(|login| match login.split_once(':') {
        Some((user, _)) => format!("{user}:***@"),
        None => format!("{login}@"),
    });
    let (place, parameters) = place.split_once('?').unwrap_or((place, ""));
    let parameters: Vec<String> = parameters
        .split('&')
        .filter(|parameter| !parameter.is_empty())
        .map(redacted_parameter)
        .collect();
    let question = if parameters.is_empty() { "" } else { "?" };
    format!(
        "{scheme}://{}{place}{question}{}",
        login.unwrap_or_default(),
        parameters.join("&")
    )
}

fn redacted_parameter(parameter: &str) -> String {
    match parameter.split_once('=') {
        Some((name, _)) if PUBLIC_PARAMETERS.contains(&name) => parameter.to_owned(),
        Some((name, _)) => format!("{name}=***"),
        None => "***".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_form_of_a_password_is_shown() {
        for (url, shown) in [
            (
                "postgres://ward:s3cret@db.example:5432/redthread",
                "postgres://ward:***@db.example:5432/redthread",
            ),
            ("postgresql://ward:s3/cr?e#t@s3@db/rt", "postgresql://***"),
            ("postgres://db/rt?password=s3@cret", "postgres://***"),
            (
                "postgres://db/rt?user=ward&password=s3cret",
                "postgres://db/rt?user=ward&password=***",
            ),
            (
                "postgres://db/rt?sslmode=require&options=s3cret",
                "postgres://db/rt?sslmode=require&options=***",
            ),
        ] {
            assert_eq!(redacted(url), shown);
        }
        assert_eq!(
            redacted("postgres://ward@db/redthread?sslmode=require"),
            "postgres://ward@db/redthread?sslmode=require"
        );
    }

    #[test]
    fn a_relative_file_is_in_the_data_directory() {
        let at = |text| DatabaseUrl::parse(text, Path::new("/data"));
        for text in ["sqlite://a.db", "sqlite:a.db", "sqlite://a.db?mode=rwc"] {
            assert_eq!(at(text).unwrap().file(), Some(Path::new("/data/a.db")));
        }
        let absolute = at("sqlite:///srv/a.db").unwrap();
        assert_eq!(absolute.file(), Some(Path::new("/srv/a.db")));
        for refused in ["sqlite::memory:", "sqlite://", "mysql://x/y", "a.db"] {
            assert!(at(refused).is_err(), "{refused}");
        }
    }
}
