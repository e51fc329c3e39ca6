//! Relational and transition measures for mental health services.
//!
//! Each measure reads one patient's records as they stood at an instant, over a window of local
//! dates. Their cores work on plain dates and are public too: the flag rules use them.
//! Direction and thresholds are for people to agree on; nothing here calls a value good or bad.

pub mod across_discharge;
pub mod concentration;
pub mod coverage;
pub mod first_contact;
pub mod follow_up;
pub mod known_at_admission;
pub mod longest_gap;
pub mod moves;
pub mod observed;
pub mod readmission;
pub mod responsible;
pub mod turnover;
pub mod warm_handover;

pub use across_discharge::{AcrossDischarge, same_professional_across_discharge};
pub use concentration::time_concentration;
pub use coverage::{NamedContactCoverage, coverage, longest_uncovered, named_contact_coverage};
pub use first_contact::{Wait, days_to_first_community_contact, first_contact_after, waits};
pub use follow_up::{ClockMode, followed_up, fu7, fu30, fu72};
pub use known_at_admission::known_at_admission;
pub use longest_gap::{longest_gap, longest_gap_days};
pub use moves::{Moves, moves_per_year};
pub use observed::Observed;
pub use readmission::readmit30;
pub use responsible::{Responsible, responsible};
pub use turnover::{max_distinct_in_window, turnover_per_30};
pub use warm_handover::{HandoverShares, warm_handover_rate};

use serde::Serialize;

use super::float;
use super::window::Window;

/// One measure of one patient (or of one admission, where said).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Measure {
    /// The value; `None` where it is undefined, never zero instead.
    pub value: Option<f64>,
    /// What was counted. For shares and rates `numerator / denominator` is the value, unless the
    /// measure says otherwise; for a length in days it is the length.
    pub numerator: f64,
    /// What it was counted in: events, days or person-years; 1 for a length in days.
    pub denominator: f64,
    /// The local dates looked at.
    pub window: Window,
    /// Events in the window that belong to the question but could not be judged: not yet observed
    /// for long enough, or not recorded.
    pub n_missing: u64,
}

impl Measure {
    /// A share of events; undefined when there was none.
    fn share(hits: u64, events: u64, window: Window, n_missing: u64) -> Self {
        Self::quotient(float(hits), float(events), window, n_missing)
    }

    /// A quotient; undefined for a denominator of zero.
    fn quotient(numerator: f64, denominator: f64, window: Window, n_missing: u64) -> Self {
        Self {
            value: (denominator > 0.0).then(|| numerator / denominator),
            numerator,
            denominator,
            window,
            n_missing,
        }
    }

    /// A length in days.
    fn length(days: Option<i64>, window: Window) -> Self {
        let days = days.map(whole);
        Self {
            value: days,
            numerator: days.unwrap_or(0.0),
            denominator: if days.is_some() { 1.0 } else { 0.0 },
            window,
            n_missing: 0,
        }
    }
}

/// Days as a float; negative counts as none.
fn whole(days: i64) -> f64 {
    float(u64::try_from(days).unwrap_or(0))
}
