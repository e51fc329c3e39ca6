//! Breaking the glass: a record that is not open is opened for twelve hours, with a reason, and
//! somebody looks at it afterwards.

use chrono::TimeDelta;

use crate::domain::flags::life::{Expected, Fault, WORDS_MAX};
use crate::domain::time::Instant;
use crate::domain::vocabulary::GlassReason;

/// How long a broken glass lets somebody in.
pub const GLASS_HOURS: i64 = 12;

/// Within how many days the privacy officer looks at it.
pub const REVIEW_DAYS: i64 = 7;

/// Until when a glass broken at an instant lets somebody in.
pub fn until(opened_at: Instant) -> Instant {
    opened_at + TimeDelta::hours(GLASS_HOURS)
}

/// Why a glass is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// Which of the reasons there are.
    pub reason: GlassReason,
    /// In the words of whoever opens.
    pub words: String,
}

impl Opening {
    /// An opening as somebody typed it.
    ///
    /// # Errors
    /// The fields that cannot be used: all of them.
    pub fn parse(reason: Option<GlassReason>, words: &str) -> Result<Self, Vec<Fault>> {
        let words = words.trim();
        let mut faults = Vec::new();
        if reason.is_none() {
            faults.push(Fault {
                field: "reason",
                expected: Expected::OneOf(GlassReason::CODES),
            });
        }
        if words.is_empty() || words.chars().count() > WORDS_MAX {
            faults.push(Fault {
                field: "words",
                expected: Expected::Words,
            });
        }
        match reason {
            Some(reason) if faults.is_empty() => Ok(Self {
                reason,
                words: words.to_owned(),
            }),
            _ => Err(faults),
        }
    }
}
