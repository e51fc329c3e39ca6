//! `[log]`: what is written to standard error, and how.

use tracing_subscriber::EnvFilter;

use super::reader::{Key, Reader};

pub(super) const KEYS: &[Key] = &[
    Key {
        name: "log.format",
        default: "text",
        about: "`text` for people, `json` (one object per line) for machines.",
        is_secret: false,
    },
    Key {
        name: "log.filter",
        default: "warn,redthread=info",
        about: "What is logged: `level` or `target=level`, separated by commas.",
        is_secret: false,
    },
];

/// What is written to standard error, and how.
#[derive(Debug, Clone)]
pub struct Log {
    /// For people or for machines.
    pub format: LogFormat,
    /// A filter that `tracing_subscriber` can read.
    pub filter: String,
}

/// The form of a log line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object per line.
    Json,
}

impl LogFormat {
    fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
        }
    }
}

impl Log {
    pub(super) fn read(reader: &mut Reader) -> Option<Self> {
        let format = reader.read(
            &KEYS[0],
            |text, _| match text {
                "text" => Ok(LogFormat::Text),
                "json" => Ok(LogFormat::Json),
                _ => Err("text or json"),
            },
            |format| format.as_str().to_owned(),
        );
        let filter = reader.read(
            &KEYS[1],
            |text, _| match EnvFilter::try_new(text) {
                Ok(_) => Ok(text.to_owned()),
                Err(_) => Err("levels and targets, such as warn,redthread=debug"),
            },
            String::clone,
        );
        Some(Self {
            format: format?,
            filter: filter?,
        })
    }
}
