//! `[imports]`: imports through the page.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::reader::{Key, Reader};

pub(super) const KEYS: &[Key] = &[
    Key {
        name: "imports.max_upload_mb",
        default: "200",
        about: "The most that one upload through the page may hold, in megabytes, 1 to 100000. The \
                command line has no limit.",
        is_secret: false,
    },
    Key {
        name: "imports.keep_hours",
        default: "6",
        about: "Hours after which an upload that was neither applied nor discarded is removed, 1 to \
                168.",
        is_secret: false,
    },
    Key {
        name: "imports.folder",
        default: "uploads",
        about: "The folder that uploads wait in (relative to the data directory; created for its \
                owner only when the first upload comes).",
        is_secret: false,
    },
];

/// Imports through the page.
#[derive(Debug, Clone)]
pub struct Imports {
    /// The most that one upload may hold, in bytes.
    pub max_upload_bytes: u64,
    /// How long an upload waits to be applied.
    pub keep: Duration,
    /// Where uploads wait.
    pub folder: PathBuf,
}

impl Imports {
    pub(super) fn read(reader: &mut Reader) -> Option<Self> {
        let megabytes = reader.read(
            &KEYS[0],
            |text, _| {
                number(
                    text,
                    100_000,
                    "a whole number of megabytes from 1 to 100000",
                )
            },
            u64::to_string,
        );
        let hours = reader.read(
            &KEYS[1],
            |text, _| number(text, 168, "whole hours from 1 to 168"),
            u64::to_string,
        );
        let folder = reader.read(&KEYS[2], folder, |folder| folder.display().to_string());
        Some(Self {
            max_upload_bytes: megabytes? * 1_000_000,
            keep: Duration::from_hours(hours?),
            folder: folder?,
        })
    }
}

fn number(text: &str, most: u64, expected: &'static str) -> Result<u64, &'static str> {
    text.parse()
        .ok()
        .filter(|number| (1..=most).contains(number))
        .ok_or(expected)
}

fn folder(text: &str, data_dir: &Path) -> Result<PathBuf, &'static str> {
    if text.is_empty() {
        return Err("the name of a folder");
    }
    std::path::absolute(data_dir.join(text)).map_err(|_| "the name of a folder")
}
