//! Which relationships a planner looks after, and at which units somebody for them is looked for.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

use crate::domain::ids::{ProfessionalId, UnitId};
use crate::domain::trajectory::{Directory, Relationship};

/// The units of a planner, and where those who leave work.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// The units; `None` is all of them.
    units: Option<BTreeSet<UnitId>>,
    /// Of these, where each of those who leave works: a relationship that names no unit belongs there.
    work: HashMap<ProfessionalId, BTreeSet<UnitId>>,
}

impl Scope {
    /// Everything, whatever unit it belongs to.
    pub fn everything() -> Self {
        Self::default()
    }

    /// What belongs to some units (`None` is all), by where those who leave work on a day; of somebody who works
    /// nowhere that day, by where they worked last.
    pub fn new(
        units: Option<BTreeSet<UnitId>>,
        who: impl IntoIterator<Item = ProfessionalId>,
        directory: &Directory,
        day: NaiveDate,
    ) -> Self {
        let is_within = |unit: &UnitId| units.as_ref().is_none_or(|units| units.contains(unit));
        let work = who.into_iter().map(|who| {
            let mut at: BTreeSet<UnitId> = directory.workplaces(who, day).collect();
            if at.is_empty() {
                let posts = directory.employments.get(&who);
                at.extend(posts.and_then(|posts| posts.last()).map(|post| post.unit));
            }
            at.retain(is_within);
            (who, at)
        });
        Self {
            work: work.collect(),
            units,
        }
    }

    /// The units; `None` is all of them.
    pub fn units(&self) -> Option<&BTreeSet<UnitId>> {
        self.units.as_ref()
    }

    /// Those of the people who leave who work at one of the units.
    pub fn at_work(&self) -> impl Iterator<Item = ProfessionalId> {
        let here = self.work.iter().filter(|(_, at)| !at.is_empty());
        here.map(|(who, _)| *who)
    }

    /// The units that a relationship belongs to: its own, else those where its holder works.
    pub fn units_of(&self, tie: &Relationship) -> BTreeSet<UnitId> {
        match (tie.unit, tie.holder.professional()) {
            (Some(unit), _) => {
                let is_within = self
                    .units
                    .as_ref()
                    .is_none_or(|units| units.contains(&unit));
                is_within.then_some(unit).into_iter().collect()
            }
            (None, Some(who)) => self.work.get(&who).cloned().unwrap_or_default(),
            (None, None) => BTreeSet::new(),
        }
    }

    /// Whether a relationship is the planner's to plan for.
    pub fn is_concerned(&self, tie: &Relationship) -> bool {
        self.units.is_none() || !self.units_of(tie).is_empty()
    }
}
