//! `[worker]`: what evaluates patients whose time has come.

use std::time::Duration;

use super::reader::{Key, Reader};

pub(super) const KEYS: &[Key] = &[
    Key {
        name: "worker.is_enabled",
        default: "true",
        about: "Whether `serve` and `demo` evaluate patients when something about them changed or their time \
                has come, and check stored flags each night. Several instances may.",
        is_secret: false,
    },
    Key {
        name: "worker.interval_s",
        default: "15",
        about: "Seconds after which the worker looks again when nobody is due before, 1 to 3600.",
        is_secret: false,
    },
    Key {
        name: "worker.batch",
        default: "100",
        about: "Patients that the worker takes at a time, 1 to 1000.",
        is_secret: false,
    },
    Key {
        name: "worker.lease_s",
        default: "60",
        about: "Seconds that the patients of a batch are one instance's alone, 5 to 3600: one that dies leaves \
                them to the others after that.",
        is_secret: false,
    },
];

/// What evaluates patients whose time has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Worker {
    /// Whether this process does.
    pub is_enabled: bool,
    /// After how long it looks again at the latest.
    pub interval: Duration,
    /// Patients at a time.
    pub batch: u64,
    /// How long they are one instance's alone.
    pub lease: Duration,
}

impl Worker {
    pub(super) fn read(reader: &mut Reader) -> Option<Self> {
        let is_enabled = reader.read(
            &KEYS[0],
            |text, _| text.parse::<bool>().map_err(|_| "true or false"),
            bool::to_string,
        );
        let mut number = |key, least, most, expected| {
            reader.read(
                key,
                |text, _| {
                    let number = text.parse().ok();
                    number
                        .filter(|number| (least..=most).contains(number))
                        .ok_or(expected)
                },
                u64::to_string,
            )
        };
        let interval = number(&KEYS[1], 1, 3600, "whole seconds from 1 to 3600");
        let batch = number(
            &KEYS[2],
            1,
            1000,
            "a whole number of patients from 1 to 1000",
        );
        let lease = number(&KEYS[3], 5, 3600, "whole seconds from 5 to 3600");
        Some(Self {
            is_enabled: is_enabled?,
            interval: Duration::from_secs(interval?),
            batch: batch?,
            lease: Duration::from_secs(lease?),
        })
    }
}
