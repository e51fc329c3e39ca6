//! Which records a timeline shows, and a count of every one that it does not.

use std::collections::HashSet;

use super::{Filter, Span, Who};
use crate::domain::ids::{RecordId, UnitId};
use crate::domain::time::Instant;
use crate::domain::trajectory::Directory;
use crate::domain::vocabulary::Setting;

/// The window, the filter, and where every record that was looked at went.
pub(super) struct Ledger<'a> {
    /// First instant shown.
    pub from: Instant,
    /// First instant no longer shown.
    pub to: Instant,
    /// Until when what was left open lasts: now, or the death.
    pub reach: Instant,
    /// Whether what was left open lasts still.
    pub is_alive: bool,
    filter: &'a Filter,
    directory: &'a Directory,
    units: HashSet<UnitId>,
    settings: HashSet<Setting>,
    people: HashSet<&'a Who>,
    evidence: HashSet<RecordId>,
    /// What the evidence spans so far, in the window or not.
    pub spanned: Option<(Instant, Instant)>,
    pub shown: u64,
    pub before: u64,
    pub after: u64,
    pub filtered: u64,
}

impl<'a> Ledger<'a> {
    pub fn new(
        window: (Instant, Instant),
        (reach, is_alive): (Instant, bool),
        filter: &'a Filter,
        directory: &'a Directory,
        evidence: &[RecordId],
    ) -> Self {
        Self {
            from: window.0,
            to: window.1,
            reach,
            is_alive,
            filter,
            directory,
            units: filter.units.iter().copied().collect(),
            settings: filter.settings.iter().copied().collect(),
            people: filter.people.iter().collect(),
            evidence: evidence.iter().copied().collect(),
            spanned: None,
            shown: 0,
            before: 0,
            after: 0,
            filtered: 0,
        }
    }

    /// Whether an interval, open while it has no end, lies in the window with any part of it.
    pub fn meets(&self, from: Instant, to: Option<Instant>) -> bool {
        // What is left open reaches its last instant, what ended does not.
        match to {
            Some(to) if to > from => from < self.to && to > self.from,
            Some(_) => self.holds(from),
            None => from < self.to && self.reach.max(from) >= self.from,
        }
    }

    /// Whether an instant lies in the window.
    pub fn holds(&self, at: Instant) -> bool {
        self.from <= at && at < self.to
    }

    /// Counts a record that lies wholly outside the window and begins at an instant.
    pub fn count_outside(&mut self, from: Instant) {
        if from < self.from {
            self.before += 1;
        } else {
            self.after += 1;
        }
    }

    /// Counts a record in the window; gives back whether it is shown.
    pub fn count_inside(&mut self, is_shown: bool) -> bool {
        if is_shown {
            self.shown += 1;
        } else {
            self.filtered += 1;
        }
        is_shown
    }

    /// Whether the flag in view rests on a record; notes what it spans.
    pub fn is_evidence(&mut self, id: RecordId, from: Instant, to: Option<Instant>) -> bool {
        let is_evidence = self.evidence.contains(&id);
        if is_evidence {
            let to = to.unwrap_or(self.reach).max(from);
            self.spanned = Some(match self.spanned {
                Some((first, last)) => (first.min(from), last.max(to)),
                None => (from, to),
            });
        }
        is_evidence
    }

    /// The stretch of an interval, with arrow ends where it goes beyond the window or lasts.
    pub fn span(&self, from: Instant, to: Option<Instant>) -> Span {
        let leaves = match to {
            Some(to) => to > self.to,
            None => self.is_alive || self.reach > self.to,
        };
        Span {
            from,
            to,
            enters: from < self.from,
            leaves,
        }
    }

    /// Whether the filter lets a unit pass, or a record without one.
    pub fn passes_unit(&self, unit: Option<UnitId>) -> bool {
        if self.units.is_empty() && self.settings.is_empty() {
            return true;
        }
        unit.is_some_and(|unit| {
            (self.units.is_empty() || self.units.contains(&unit))
                && (self.settings.is_empty()
                    || self
                        .directory
                        .setting(unit)
                        .is_some_and(|setting| self.settings.contains(&setting)))
        })
    }

    /// Whether the filter lets a person pass.
    pub fn passes_person(&self, who: &Who) -> bool {
        self.people.is_empty() || self.people.contains(who)
    }

    /// Whether the filter is about people at all.
    pub fn chooses_people(&self) -> bool {
        !self.people.is_empty()
    }

    /// The filter.
    pub fn filter(&self) -> &'a Filter {
        self.filter
    }
}
