//! How far an upload is, for a page that looks now and then.

use std::sync::Mutex;

use super::lock;
use crate::app::Progress;

/// How far a stretch of work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Distance {
    /// What is being done, as the use case calls it; `None` before it said so.
    pub what: Option<&'static str>,
    /// Steps done.
    pub done: u64,
    /// Steps in all, when that is known.
    pub of: Option<u64>,
}

/// Remembers what it hears.
#[derive(Debug, Default)]
pub(super) struct Meter(Mutex<Distance>);

impl Meter {
    pub(super) fn read(&self) -> Distance {
        *lock(&self.0)
    }

    pub(super) fn reset(&self) {
        *lock(&self.0) = Distance::default();
    }
}

impl Progress for Meter {
    fn begin(&self, what: &'static str, steps: Option<u64>) {
        *lock(&self.0) = Distance {
            what: Some(what),
            done: 0,
            of: steps,
        };
    }

    fn advance(&self, steps: u64) {
        lock(&self.0).done += steps;
    }

    fn end(&self) {}
}
