//! How many patients each rule speaks of.

use std::collections::BTreeMap;

use crate::domain::flags::rules::RULES;
use crate::domain::vocabulary::Severity;

use super::Cell;

/// Flags by rule and severity.
#[derive(Debug, Clone)]
pub struct FlagReport {
    /// Patients looked at.
    pub patients: u64,
    /// One row per rule and severity that fired, rules in the order of their list.
    pub rows: Vec<FlagRow>,
}

/// One rule at one severity.
#[derive(Debug, Clone)]
pub struct FlagRow {
    /// The rule's code.
    pub code: &'static str,
    /// How soon someone should look.
    pub severity: Severity,
    /// Patients with at least one such flag.
    pub patients: Cell,
}

/// Counts patients by rule and severity.
#[derive(Debug, Default)]
pub struct FlagCounts {
    patients: u64,
    by: BTreeMap<(&'static str, Severity), u64>,
}

impl FlagCounts {
    /// Adds one patient's flags: each rule and severity counts once.
    pub fn add(&mut self, flags: impl IntoIterator<Item = (&'static str, Severity)>) {
        self.patients += 1;
        let mut kinds: Vec<_> = flags.into_iter().collect();
        kinds.sort_unstable();
        kinds.dedup();
        for kind in kinds {
            *self.by.entry(kind).or_default() += 1;
        }
    }

    /// The report, small cells hidden.
    pub fn report(&self) -> FlagReport {
        let rows = RULES
            .iter()
            .flat_map(|rule| {
                self.by
                    .iter()
                    .filter(|((code, _), _)| *code == rule.code)
                    .map(|((code, severity), count)| FlagRow {
                        code,
                        severity: *severity,
                        patients: Cell::of(*count),
                    })
            })
            .collect();
        FlagReport {
            patients: self.patients,
            rows,
        }
    }
}
