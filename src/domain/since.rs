//! What changed about a patient since somebody last looked, put together from the records that were
//! written since.
//!
//! A change is a record of one of [`KINDS`] whose present version was recorded after that look, by somebody
//! else: an import is somebody else. Several corrections of one record are one change, a record that is
//! new and was corrected since is new. The patient's own words, scores and ruptures have readers of their
//! own and are not told of here; neither is what time alone did.

use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::ids::{RecordId, UnitId};
use super::intake::Kind;
use super::time::Instant;
use super::trajectory::Trajectory;

/// What is told of.
pub const KINDS: [Kind; 10] = [
    Kind::TreatmentPeriod,
    Kind::Contact,
    Kind::Relationship,
    Kind::Handover,
    Kind::Decision,
    Kind::RelationalReview,
    Kind::LegalPeriod,
    Kind::Measure,
    Kind::Plan,
    Kind::Request,
];

/// Looks that follow each other within this time are one visit: what changed since the visit before is
/// shown on every page of it.
pub const VISIT: TimeDelta = TimeDelta::minutes(30);

/// A record that was written since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// What it is.
    pub kind: Kind,
    /// Which.
    pub record: RecordId,
    /// Whether it was not there before.
    pub is_new: bool,
}

/// Where the patient came to, and what they left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// Which unit.
    pub unit: UnitId,
    /// When.
    pub at: Instant,
    /// Whether they left it.
    pub is_left: bool,
}

/// What changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Since {
    /// Treatment periods that are new or have ended, in time order.
    pub moved: Vec<Moved>,
    /// How many records are new, by kind; without treatment periods.
    pub new: BTreeMap<Kind, u64>,
    /// How many were changed, by kind; without treatment periods that ended.
    pub changed: BTreeMap<Kind, u64>,
}

impl Since {
    /// Whether nothing changed.
    pub fn is_nothing(&self) -> bool {
        self.moved.is_empty() && self.new.is_empty() && self.changed.is_empty()
    }
}

/// What these changes come to, of a patient as they are known now.
pub fn since(changes: &[Change], trajectory: &Trajectory, now: Instant) -> Since {
    let mut since = Since::default();
    for change in changes {
        if change.kind == Kind::TreatmentPeriod {
            let mut periods = trajectory.periods.iter();
            let Some(period) = periods.find(|period| period.id == change.record) else {
                continue;
            };
            let left = period.to.filter(|to| *to <= now);
            let came = (change.is_new && period.from <= now).then_some((period.from, false));
            let moved = came.into_iter().chain(left.map(|to| (to, true)));
            let moved: Vec<Moved> = moved
                .map(|(at, is_left)| Moved {
                    unit: period.unit,
                    at,
                    is_left,
                })
                .collect();
            if !moved.is_empty() {
                since.moved.extend(moved);
                continue;
            }
        }
        let counts = if change.is_new {
            &mut since.new
        } else {
            &mut since.changed
        };
        *counts.entry(change.kind).or_default() += 1;
    }
    since
        .moved
        .sort_by_key(|moved| (moved.at, !moved.is_left, moved.unit));
    since
}
