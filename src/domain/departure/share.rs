//! Sharing out patients: what somebody chose stands, and the rest goes to whom [`assign`] gives them.

use std::collections::{BTreeSet, HashMap};

use super::assignment::{Needer, Taker, assign};
use super::{Group, group};
use crate::domain::ids::{PatientId, ProfessionalId, UnitId};
use crate::domain::vocabulary::Profession;

/// Somebody who could take patients over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub professional: ProfessionalId,
    /// What they are.
    pub profession: Profession,
    /// Where they work, of the units at which somebody is looked for.
    pub units: BTreeSet<UnitId>,
    /// Of how many patients they are the named contact now.
    pub has: usize,
    /// The most that was agreed, or that holds where nothing was.
    pub limit: usize,
}

/// What somebody decided about a patient in place of what is suggested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Choice {
    /// Nobody takes over yet.
    Nobody,
    /// This one does.
    Somebody(ProfessionalId),
}

/// A patient who needs somebody.
#[derive(Debug, Clone)]
pub struct Need {
    /// Who.
    pub patient: PatientId,
    /// The units at which somebody is looked for.
    pub units: BTreeSet<UnitId>,
    /// The group of professions; `None` is any.
    pub group: Option<Group>,
    /// How well they know each of those whom they know.
    pub known: HashMap<ProfessionalId, f64>,
    /// Units and people whom the patient does not want, and those whose own or family's record it is.
    pub closed: (BTreeSet<UnitId>, BTreeSet<ProfessionalId>),
    /// Whose patient they are already and stay: these need no room for them.
    pub theirs: BTreeSet<ProfessionalId>,
    /// What somebody decided.
    pub choice: Option<Choice>,
}

impl Need {
    /// Whether it may be somebody at all: at a unit of theirs that the patient lets in.
    pub fn may_be(&self, candidate: &Candidate) -> bool {
        let (units, people) = &self.closed;
        let mut shared = self.units.intersection(&candidate.units);
        !people.contains(&candidate.professional) && shared.any(|unit| !units.contains(unit))
    }

    /// Whether somebody is of the profession that is needed.
    pub fn is_of_group(&self, candidate: &Candidate) -> bool {
        let own = group(candidate.profession);
        self.group.is_none_or(|needed| needed == own)
    }

    /// How well the two know each other.
    pub fn familiarity(&self, who: ProfessionalId) -> f64 {
        self.known.get(&who).copied().unwrap_or_default()
    }
}

/// Who takes a patient over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// The candidate at a place.
    To {
        /// Which.
        place: usize,
        /// Whether somebody decided it.
        is_chosen: bool,
    },
    /// Nobody.
    Nobody(Unplaced),
}

/// Why nobody takes a patient over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unplaced {
    /// Somebody decided so.
    Chosen,
    /// Nobody who may be it works there then.
    NobodyThere,
    /// Nobody of the profession works there then.
    NobodyOfProfession,
    /// All of those have as many patients as they may have.
    NoRoom,
}

impl Unplaced {
    /// The word for it in files and API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Chosen => "chosen",
            Self::NobodyThere => "nobody_there",
            Self::NobodyOfProfession => "nobody_of_profession",
            Self::NoRoom => "no_room",
        }
    }
}

/// For each patient, in their order, who takes them over. What was chosen stands, also beyond a limit, and takes
/// the room that it takes; the others are shared out over what is left, all at once.
pub fn share_out(needs: &[Need], candidates: &[Candidate]) -> Vec<Share> {
    let place_of = |who| {
        let mut all = candidates.iter();
        all.position(|candidate| candidate.professional == who)
    };
    let mut given: Vec<Option<Share>> = Vec::with_capacity(needs.len());
    let mut taken = vec![0; candidates.len()];
    for need in needs {
        given.push(need.choice.map(|choice| match choice {
            Choice::Somebody(who) => {
                place_of(who).map_or(Share::Nobody(Unplaced::NobodyThere), |place| {
                    taken[place] += usize::from(!need.theirs.contains(&who));
                    let is_chosen = true;
                    Share::To { place, is_chosen }
                })
            }
            Choice::Nobody => Share::Nobody(Unplaced::Chosen),
        }));
    }
    let takers: Vec<Taker> = candidates
        .iter()
        .zip(&taken)
        .map(|(candidate, taken)| Taker {
            professional: candidate.professional,
            has: candidate.has + taken,
            limit: candidate.limit,
        })
        .collect();
    let open: Vec<usize> = (0..needs.len())
        .filter(|row| given[*row].is_none())
        .collect();
    let needers: Vec<Needer> = open
        .iter()
        .map(|row| needer(&needs[*row], candidates))
        .collect();
    for (row, place) in open.iter().zip(assign(&needers, &takers)) {
        given[*row] = Some(match place {
            Some(place) => Share::To {
                place,
                is_chosen: false,
            },
            None => Share::Nobody(why(&needs[*row], candidates)),
        });
    }
    let nobody = Share::Nobody(Unplaced::NobodyThere);
    given
        .into_iter()
        .map(|share| share.unwrap_or(nobody))
        .collect()
}

fn needer(need: &Need, candidates: &[Candidate]) -> Needer {
    let known = |candidate: &Candidate| {
        let fits = need.may_be(candidate) && need.is_of_group(candidate);
        fits.then(|| need.familiarity(candidate.professional))
    };
    let places = candidates.iter().enumerate();
    let theirs = places.filter(|(_, one)| need.theirs.contains(&one.professional));
    Needer {
        patient: need.patient,
        familiarity: candidates.iter().map(known).collect(),
        theirs: theirs.map(|(place, _)| place).collect(),
    }
}

/// Why nobody was found.
fn why(need: &Need, candidates: &[Candidate]) -> Unplaced {
    let mut there = candidates.iter().filter(|one| need.may_be(one)).peekable();
    if there.peek().is_none() {
        Unplaced::NobodyThere
    } else if there.any(|one| need.is_of_group(one)) {
        Unplaced::NoRoom
    } else {
        Unplaced::NobodyOfProfession
    }
}
