//! `[audit]`: how the audit log is sealed, and where its checkpoints go.

use std::path::{Path, PathBuf};
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};

use super::reader::{Key, Reader};

pub(super) const KEYS: &[Key] = &[
    Key {
        name: "audit.key",
        default: "none",
        about: "The key that seals the audit log: 64 hexadecimal digits. With `none` it is in the file \
                `audit.key`, beside the SQLite file, where it is made when there is no log yet; with \
                PostgreSQL in the data directory, where it is not made: every instance needs the same \
                one.",
        is_secret: true,
    },
    Key {
        name: "audit.checkpoint_minutes",
        default: "60",
        about: "Minutes between checkpoints of `serve`, which bind all chains of the log together, 0 to \
                10080; 0 is never.",
        is_secret: false,
    },
    Key {
        name: "audit.checkpoint_to",
        default: "audit-checkpoints.jsonl",
        about: "Where checkpoints are also written, to be kept apart from the database: a file that is \
                added to (relative to the data directory), `log` (one line each, without the chains), or \
                `none`.",
        is_secret: false,
    },
    Key {
        name: "audit.shows_reasons",
        default: "true",
        about: "Whether reasons in somebody's own words are shown in a patient's access log. Codes always \
                are.",
        is_secret: false,
    },
];

/// How the audit log is sealed, and where its checkpoints go.
#[derive(Debug, Clone)]
pub struct Audit {
    /// The key, where it is not in its file.
    pub key: Option<SecretString>,
    /// Between checkpoints; `None` is never.
    pub checkpoint_every: Option<Duration>,
    /// Where checkpoints are also written.
    pub checkpoint_to: CheckpointTo,
    /// Whether access logs show reasons in somebody's own words.
    pub shows_reasons: bool,
}

/// Where checkpoints are also written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckpointTo {
    /// Nowhere.
    Nowhere,
    /// The log of the program.
    Log,
    /// A file.
    File(PathBuf),
}

impl Audit {
    pub(super) fn read(reader: &mut Reader) -> Option<Self> {
        let key = reader.read(
            &KEYS[0],
            |text, _| key(text),
            |key| if key.is_some() { "***" } else { "none" }.to_owned(),
        );
        let minutes = reader.read(
            &KEYS[1],
            |text, _| {
                let minutes: Option<u64> = text.parse().ok();
                minutes
                    .filter(|minutes| *minutes <= 10_080)
                    .ok_or("whole minutes from 0 to 10080")
            },
            u64::to_string,
        );
        let checkpoint_to = reader.read(&KEYS[2], place, |place| match place {
            CheckpointTo::Nowhere => "none".to_owned(),
            CheckpointTo::Log => "log".to_owned(),
            CheckpointTo::File(path) => path.display().to_string(),
        });
        let shows_reasons = reader.read(
            &KEYS[3],
            |text, _| text.parse::<bool>().map_err(|_| "true or false"),
            bool::to_string,
        );
        Some(Self {
            key: key?,
            checkpoint_every: Some(Duration::from_mins(minutes?)).filter(|every| !every.is_zero()),
            checkpoint_to: checkpoint_to?,
            shows_reasons: shows_reasons?,
        })
    }

    /// The key as another process is given it, where it is not in its file.
    pub fn exposed_key(&self) -> Option<&str> {
        self.key.as_ref().map(ExposeSecret::expose_secret)
    }
}

fn key(text: &str) -> Result<Option<SecretString>, &'static str> {
    match text {
        "none" => Ok(None),
        key if key.len() == 64 && key.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
            Ok(Some(key.into()))
        }
        _ => Err("64 hexadecimal digits, as `openssl rand -hex 32` prints them, or none"),
    }
}

fn place(text: &str, data_dir: &Path) -> Result<CheckpointTo, &'static str> {
    const EXPECTED: &str = "the name of a file, log or none";
    match text {
        "" => Err(EXPECTED),
        "none" => Ok(CheckpointTo::Nowhere),
        "log" => Ok(CheckpointTo::Log),
        file => std::path::absolute(data_dir.join(file))
            .map(CheckpointTo::File)
            .map_err(|_| EXPECTED),
    }
}
