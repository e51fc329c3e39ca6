//! Those who could take patients over, and how many they have.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::app::{App, AppError, Standing};
use crate::domain::departure::{Candidate, Need, Share};
use crate::domain::ids::{PatientId, ProfessionalId, UnitId};
use crate::domain::time::Instant;
use crate::domain::vocabulary::Profession;
use crate::store::departures::{self, Closed};

/// Candidates, and whom of them patients cannot be given to.
pub(super) struct Market {
    pub candidates: Vec<Candidate>,
    closed: BTreeMap<PatientId, Closed>,
}

/// Somebody's patients, before and with a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Load {
    /// Who.
    pub professional: ProfessionalId,
    /// What they are.
    pub profession: Profession,
    /// Of how many patients they are the named contact now.
    pub has: usize,
    /// How many the plan gives them.
    pub gets: usize,
    /// How many they would have: whom they have already is not counted again.
    pub after: usize,
    /// The most that was agreed with them, or that holds where nothing was.
    pub limit: usize,
}

impl Load {
    /// Whether the plan gives them more patients than they may have.
    pub const fn is_over(&self) -> bool {
        self.gets > 0 && self.after > self.limit
    }
}

/// Where and when somebody is looked for.
pub(super) struct Place<'a> {
    pub units: &'a BTreeSet<UnitId>,
    pub on: NaiveDate,
    /// Who leaves.
    pub without: &'a BTreeSet<ProfessionalId>,
    pub now: Instant,
}

impl Market {
    /// Everybody employed at the units on the day, but for those who leave, guests and locums. Of several posts the
    /// largest limit counts; where none was agreed, that of the unit's thresholds does.
    pub async fn read(
        app: &App,
        standing: &Standing,
        place: &Place<'_>,
        patients: &[PatientId],
    ) -> Result<Self, AppError> {
        let directory = &standing.directory;
        let posts = departures::posts(&app.db.read, place.units, place.on).await?;
        let mut found: BTreeMap<ProfessionalId, (BTreeSet<UnitId>, usize)> = BTreeMap::new();
        let mut usual: BTreeMap<UnitId, usize> = BTreeMap::new();
        for post in posts {
            if place.without.contains(&post.professional)
                || directory.guests.contains(&post.professional)
            {
                continue;
            }
            let usual = *usual.entry(post.unit).or_insert_with(|| {
                let in_force = standing.policies.at(directory, Some(post.unit), place.now);
                in_force.policy.caseload_limit
            });
            let (units, limit) = found.entry(post.professional).or_default();
            units.insert(post.unit);
            *limit = (*limit).max(post.limit.unwrap_or(usual));
        }
        let who: Vec<ProfessionalId> = found.keys().copied().collect();
        let caseloads = departures::caseloads(&app.db.read, &who).await?;
        let candidates = found
            .into_iter()
            .filter_map(|(professional, (units, limit))| {
                Some(Candidate {
                    professional,
                    profession: directory.professionals.get(&professional)?.profession,
                    units,
                    has: caseloads.get(&professional).copied().unwrap_or_default(),
                    limit,
                })
            });
        Ok(Self {
            candidates: candidates.collect(),
            closed: departures::closed(&app.db.read, patients, place.now).await?,
        })
    }

    /// Units and people that a patient's record is closed to.
    pub fn closed(&self, patient: PatientId) -> Closed {
        self.closed.get(&patient).cloned().unwrap_or_default()
    }

    /// The places of those who may take a patient over, the likeliest first: of the profession, better known, with
    /// more room.
    pub fn possible<'m>(&'m self, need: &'m Need) -> Vec<&'m Candidate> {
        let may_be = self.candidates.iter().filter(|one| need.may_be(one));
        let mut possible: Vec<&Candidate> = may_be.collect();
        let room = |one: &Candidate| one.limit.saturating_sub(one.has);
        possible.sort_by(|a, b| {
            let known = |one: &Candidate| need.familiarity(one.professional);
            (need.is_of_group(b).cmp(&need.is_of_group(a)))
                .then_with(|| known(b).total_cmp(&known(a)))
                .then_with(|| room(b).cmp(&room(a)))
                .then_with(|| a.professional.cmp(&b.professional))
        });
        possible
    }

    /// Everybody's patients, with what each of those in need was given. Those who get most stand first.
    pub fn loads<'n>(&self, shares: impl Iterator<Item = (&'n Need, &'n Share)>) -> Vec<Load> {
        let mut loads: Vec<Load> = self
            .candidates
            .iter()
            .map(|one| Load {
                professional: one.professional,
                profession: one.profession,
                has: one.has,
                gets: 0,
                after: one.has,
                limit: one.limit,
            })
            .collect();
        for (need, share) in shares {
            if let Share::To { place, .. } = share
                && let Some(load) = loads.get_mut(*place)
            {
                load.gets += 1;
                load.after += usize::from(!need.theirs.contains(&load.professional));
            }
        }
        loads.sort_by(|a, b| {
            let order = b.gets.cmp(&a.gets);
            order.then_with(|| a.professional.cmp(&b.professional))
        });
        loads
    }
}
