//! What can be wrong with a change of thresholds.

use std::fmt;

use crate::domain::flags::policy::Fault;
use crate::domain::ids::UnitId;

/// Longest reason, in letters.
pub(super) const LONGEST_REASON: usize = 2_000;

/// One thing that is wrong with a change.
#[derive(Debug, Clone, PartialEq)]
pub enum Wrong {
    /// A threshold that is not known, cannot be meant, or contradicts another.
    Threshold(Fault),
    /// Together with what a unit keeps for itself, a threshold could not be meant there.
    Within {
        /// Which unit.
        unit: UnitId,
        /// What it is called.
        name: String,
        /// Which threshold.
        fault: Fault,
    },
    /// No reason is given, or one that is too long.
    Reason,
    /// It should hold from a moment that is over.
    ValidFrom,
    /// Everything is like that already.
    Nothing,
}

impl Wrong {
    /// The field it is about: a threshold's key, `reason`, `valid_from` or `changes`.
    pub fn field(&self) -> &str {
        match self {
            Self::Threshold(fault) | Self::Within { fault, .. } => &fault.key,
            Self::Reason => "reason",
            Self::ValidFrom => "valid_from",
            Self::Nothing => "changes",
        }
    }

    /// What would be accepted.
    pub fn expected(&self) -> String {
        match self {
            Self::Threshold(fault) => fault.expected.to_string(),
            Self::Within { name, fault, .. } => {
                format!(
                    "{}, also together with what {name} keeps for itself",
                    fault.expected
                )
            }
            Self::Reason => {
                format!("a reason in words, at most {LONGEST_REASON} letters: others will read it")
            }
            Self::ValidFrom => "now, or a later moment before the year 2200".to_owned(),
            Self::Nothing => "at least one threshold that is set to something else".to_owned(),
        }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Threshold(fault) => fault.fmt(f),
            wrong => write!(f, "{} must be {}", wrong.field(), wrong.expected()),
        }
    }
}
