//! `[session]`: browsers that are signed in.

use chrono::TimeDelta;

use super::reader::{Key, Reader};

pub(super) const KEYS: &[Key] = &[Key {
    name: "session.lock_after_s",
    default: "300",
    about: "Seconds without use after which a session on a shared computer (a browser that somebody asked to be \
            remembered by) locks itself, 20 to 1800.",
    is_secret: false,
}];

/// Browsers that are signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session {
    /// After how long without use a session on a shared computer locks.
    pub lock_after: TimeDelta,
}

impl Session {
    pub(super) fn read(reader: &mut Reader) -> Option<Self> {
        let seconds = reader.read(
            &KEYS[0],
            |text, _| {
                let number = text.parse::<u32>().ok();
                number
                    .filter(|number| (20..=1800).contains(number))
                    .ok_or("whole seconds from 20 to 1800")
            },
            u32::to_string,
        )?;
        Some(Self {
            lock_after: TimeDelta::seconds(i64::from(seconds)),
        })
    }
}
