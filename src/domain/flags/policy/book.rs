//! Which thresholds hold for a patient at an instant: the service's, and over them what the patient's
//! unit and those above it keep for themselves. Of each threshold the nearest unit decides.

use std::sync::Arc;

use super::{Change, Policy};
use crate::domain::ids::{PolicyVersionId, UnitId};
use crate::domain::time::Instant;
use crate::domain::trajectory::{Directory, Trajectory};
use crate::domain::vocabulary::SettingClass;

/// A version of the thresholds of the service, or of what a unit keeps for itself.
#[derive(Debug, Clone, PartialEq)]
pub struct PolicyVersion {
    /// Identity.
    pub id: PolicyVersionId,
    /// The unit it is for; `None` is the whole service.
    pub unit: Option<UnitId>,
    /// From when it holds.
    pub valid_from: Instant,
    /// Who set it.
    pub author: String,
    /// Why.
    pub reason: String,
    /// When it was set.
    pub recorded_at: Instant,
    /// What it sets: of the service everything, of a unit what it keeps for itself. One that sets
    /// nothing lets the unit follow what is above it again.
    pub change: Change,
}

impl PolicyVersion {
    /// Its place among versions: one takes the place of those before it.
    fn place(&self) -> (Instant, Instant, PolicyVersionId) {
        (self.valid_from, self.recorded_at, self.id)
    }
}

/// The thresholds that hold for somebody.
#[derive(Debug, Clone)]
pub struct InForce {
    /// All of them.
    pub policy: Arc<Policy>,
    /// The newest of the versions that make it up: with it, and the unit, all of them are told.
    /// `None` where nobody ever set one.
    pub version: Option<PolicyVersionId>,
    /// The next instant at which another version may hold; may come early, never late.
    pub until: Option<Instant>,
}

/// Every version that was ever set.
#[derive(Debug, Clone, Default)]
pub struct PolicyBook {
    defaults: Arc<Policy>,
    /// In the order in which one takes the place of another. Of two that hold from the same
    /// instant the one set later comes later.
    versions: Vec<(PolicyVersion, Arc<Policy>)>,
}

impl PolicyBook {
    /// A book of these versions, in any order.
    pub fn new(mut versions: Vec<PolicyVersion>) -> Self {
        let defaults = Arc::new(Policy::default());
        versions.sort_by_key(PolicyVersion::place);
        let versions = versions
            .into_iter()
            .map(|version| {
                let own = Arc::new(version.change.applied_to(&defaults));
                (version, own)
            })
            .collect();
        Self { defaults, versions }
    }

    /// How many versions it holds.
    pub fn len(&self) -> usize {
        self.versions.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.versions.is_empty()
    }

    /// The versions of the service (`None`) or of one unit, in the order in which they take each
    /// other's place.
    pub fn versions_of(
        &self,
        unit: Option<UnitId>,
    ) -> impl DoubleEndedIterator<Item = &PolicyVersion> {
        self.versions().filter(move |version| version.unit == unit)
    }

    /// Every version, in the order in which they take each other's place.
    pub fn versions(&self) -> impl DoubleEndedIterator<Item = &PolicyVersion> {
        self.versions.iter().map(|(version, _)| version)
    }

    /// What held for the service or unit of a version before it did, and what did with it.
    pub fn around(&self, directory: &Directory, version: &PolicyVersion) -> [Arc<Policy>; 2] {
        let held_with = |is_in: &dyn Fn(&PolicyVersion) -> bool| {
            let versions = self.versions().filter(|other| is_in(other)).cloned();
            Self::new(versions.collect())
                .at(directory, version.unit, version.valid_from)
                .policy
        };
        [
            held_with(&|other| other.place() < version.place()),
            held_with(&|other| other.place() <= version.place()),
        ]
    }

    /// The version of the service, or the unit's own, that holds at an instant; a unit that follows
    /// what is above it has one that sets nothing, or none.
    pub fn own(&self, unit: Option<UnitId>, at: Instant) -> Option<&PolicyVersion> {
        self.held(unit, at).map(|(version, _)| version)
    }

    fn held(&self, unit: Option<UnitId>, at: Instant) -> Option<&(PolicyVersion, Arc<Policy>)> {
        self.versions
            .iter()
            .rev()
            .find(|(version, _)| version.unit == unit && version.valid_from <= at)
    }

    /// What holds at an instant for patients of a unit; `None` is for those of no unit.
    pub fn at(&self, directory: &Directory, unit: Option<UnitId>, at: Instant) -> InForce {
        let service = self.held(None, at);
        let base = service.map_or(&self.defaults, |(_, policy)| policy);
        let mut newest = service.map(|(version, _)| version);
        let mut kept = Change::default();
        for unit in unit.into_iter().flat_map(|unit| directory.upwards(unit)) {
            let Some(version) = self.own(Some(unit), at) else {
                continue;
            };
            kept = version.change.clone().and(&kept);
            newest = [newest, Some(version)]
                .into_iter()
                .flatten()
                .max_by_key(|version| version.place());
        }
        InForce {
            policy: if kept.is_empty() {
                Arc::clone(base)
            } else {
                Arc::new(kept.applied_to(base))
            },
            version: newest.map(|version| version.id),
            until: self.until(directory, unit, at),
        }
    }

    /// What holds at an instant for a unit as long as it keeps nothing for itself.
    pub fn above(&self, directory: &Directory, unit: Option<UnitId>, at: Instant) -> Arc<Policy> {
        match unit {
            None => Arc::clone(&self.defaults),
            Some(unit) => {
                let above = directory.units.get(&unit).and_then(|unit| unit.parent);
                let above = above.filter(|above| *above != unit);
                self.at(directory, above, at).policy
            }
        }
    }

    /// The same book with one more version.
    #[must_use]
    pub fn with(&self, version: PolicyVersion) -> Self {
        let versions = self.versions.iter().map(|(version, _)| version.clone());
        Self::new(versions.chain([version]).collect())
    }

    /// What holds at an instant for a patient (with everything known, also ahead).
    pub fn of_patient(
        &self,
        trajectory: &Trajectory,
        directory: &Directory,
        at: Instant,
    ) -> InForce {
        // Without a unit's own thresholds it does not matter whose patient it is.
        let unit = if self
            .versions
            .iter()
            .any(|(version, _)| version.unit.is_some())
        {
            unit_of(trajectory, directory, at)
        } else {
            None
        };
        self.at(directory, unit, at)
    }

    fn until(&self, directory: &Directory, unit: Option<UnitId>, at: Instant) -> Option<Instant> {
        let coming = self.versions().filter(|version| version.valid_from > at);
        coming
            .filter(|version| match (version.unit, unit) {
                (None, _) => true,
                (Some(theirs), Some(unit)) => directory.upwards(unit).any(|unit| unit == theirs),
                (Some(_), None) => false,
            })
            .map(|version| version.valid_from)
            .min()
    }
}

/// The unit whose thresholds hold for a patient at an instant: that of the named contact, of several
/// the one who became so last, else that of the treatment period that began last, be it open or not.
/// A named contact who belongs to no unit says nothing about it.
///
/// Reads everything known, also ahead, or what was so at the instant.
pub fn unit_of(trajectory: &Trajectory, directory: &Directory, at: Instant) -> Option<UnitId> {
    let is_open = |from: Instant, to: Option<Instant>| from <= at && to.is_none_or(|to| to > at);
    let periods = || trajectory.periods.iter().filter(|period| period.from <= at);
    let admitted = periods().any(|period| {
        is_open(period.from, period.to) && directory.class(period.unit) == SettingClass::Inpatient
    });
    let named = trajectory
        .relationships
        .iter()
        .filter(|tie| tie.kind.is_named_contact(admitted) && is_open(tie.from, tie.to))
        .filter_map(|tie| tie.unit.map(|unit| ((tie.from, &tie.source), unit)))
        .max_by_key(|(last, _)| *last)
        .map(|(_, unit)| unit);
    named.or_else(|| {
        periods()
            .max_by_key(|period| (period.from, &period.source))
            .map(|period| period.unit)
    })
}
