//! The continuity of a year in numbers, each with its n.

use crate::domain::continuity::measures::{
    self, AcrossDischarge, Measure, NamedContactCoverage, Observed,
};
use crate::domain::continuity::{Gatherer, Indices, SHOWN_FROM_CONTACTS, Window};
use crate::domain::flags::Case;

/// Days that the panel reaches back.
pub const DAYS: i64 = 365;

/// What a year of contacts and discharges says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Panel {
    /// The days counted.
    pub window: Window,
    /// All indices, undefined ones included.
    pub indices: Indices,
    /// Contacts on days with a named contact: the n of `upc_named`.
    pub named_days: u64,
    /// See [`measures::longest_gap()`], days admitted left out.
    pub longest_gap: Measure,
    /// See [`measures::named_contact_coverage`].
    pub coverage: NamedContactCoverage,
    /// See [`measures::same_professional_across_discharge`].
    pub across_discharge: AcrossDischarge,
    /// See [`measures::known_at_admission()`].
    pub known_at_admission: Measure,
    /// See [`measures::fu7`].
    pub followed_up: Measure,
}

impl Panel {
    /// Whether there are contacts enough to show an index to people.
    pub const fn is_enough(&self) -> bool {
        self.indices.contacts >= SHOWN_FROM_CONTACTS
    }
}

/// The panel of the last 365 days, up to the last day of the patient's life.
pub fn panel(case: &Case<'_>) -> Panel {
    let window = Window::last_days(DAYS, case.last_day());
    let report = Gatherer::new(case.directory, case.policy.count_messages).report(
        &case.trajectory,
        &case.admissions,
        window,
    );
    let observed = Observed {
        trajectory: &case.trajectory,
        directory: case.directory,
        admissions: &case.admissions,
        as_of: case.as_of,
        window,
        count_messages: case.policy.count_messages,
    };
    Panel {
        window,
        indices: report.indices(),
        named_days: report.tally.contacts_when_named,
        longest_gap: measures::longest_gap(&observed, true),
        coverage: measures::named_contact_coverage(&observed),
        across_discharge: measures::same_professional_across_discharge(&observed),
        known_at_admission: measures::known_at_admission(&observed),
        followed_up: measures::fu7(&observed),
    }
}
