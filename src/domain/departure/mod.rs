//! What a departure would break: who of a professional's patients loses what, who else knows them, and who could
//! take the thread.
//!
//! Pure: patients come as they stand, the leavers and the day are said. [`share_out`] gives every patient a successor
//! at once, by [`assign`]; [`before`] and [`after`] say what becomes of continuity, with one and without; [`Totals`]
//! what a plan comes to.

mod assignment;
mod confirmed;
mod outlook;
mod scope;
mod share;
mod totals;

pub use assignment::{Needer, Taker, assign};
pub use confirmed::{Drafted, Standing};
pub use outlook::{DAYS, Outlook, after, before};
pub use scope::Scope;
pub use share::{Candidate, Choice, Need, Share, Unplaced, share_out};
pub use totals::{Fate, Totals};

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::familiarity::{Familiar, familiar};
use super::flags::Case;
use super::ids::{ProfessionalId, UnitId};
use super::trajectory::Relationship;
use super::vocabulary::Profession;

/// People who leave, and when: the first day on which they are no longer there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departure {
    /// Who.
    pub who: BTreeSet<ProfessionalId>,
    /// From when on.
    pub on: NaiveDate,
}

/// What a patient loses.
#[derive(Debug, Clone)]
pub struct Loss {
    /// Relationships with those who leave that last, in order of start.
    pub ties: Vec<Relationship>,
    /// The units that these belong to.
    pub units: BTreeSet<UnitId>,
    /// Whether the patient marked one of them as important.
    pub is_important: bool,
    /// Whether no such relationship with anybody else lasts.
    pub is_only: bool,
    /// How well the patient knows those who leave: their familiarities, summed.
    pub familiarity: f64,
    /// Local days of the last 730 on which one of them met the patient.
    pub days_met: usize,
    /// Who else knows the patient, the best known first.
    pub others: Vec<Familiar>,
}

/// What a patient loses of what a planner looks after; `None` for somebody with no lasting relationship with those
/// who leave, and for somebody who has died.
///
/// Formal responsibility counts as what carries care does: somebody has to take it over too. Kin, guardians and
/// decisions on compulsion do not.
pub fn loss(case: &Case<'_>, departure: &Departure, scope: &Scope) -> Option<Loss> {
    if case.trajectory.patient.deceased_at.is_some() {
        return None;
    }
    let leaves = |tie: &Relationship| {
        let holder = tie.holder.professional();
        holder.is_some_and(|who| departure.who.contains(&who))
    };
    let (lost, kept): (Vec<&Relationship>, Vec<&Relationship>) = case
        .active_relationships()
        .filter(|tie| is_passed_on(tie) && tie.holder.professional().is_some())
        .partition(|tie| leaves(tie));
    let ties: Vec<Relationship> = lost
        .into_iter()
        .filter(|tie| scope.is_concerned(tie))
        .cloned()
        .collect();
    if ties.is_empty() {
        return None;
    }
    let known = familiar(case).into_iter();
    let (lost, others): (Vec<_>, Vec<_>) =
        known.partition(|one| departure.who.contains(&one.professional));
    Some(Loss {
        units: ties.iter().flat_map(|tie| scope.units_of(tie)).collect(),
        is_important: ties.iter().any(|tie| tie.important_to_patient),
        is_only: kept.is_empty(),
        // Over nobody, a sum of floats is minus zero.
        familiarity: 0.0 + lost.iter().map(|one| one.familiarity).sum::<f64>(),
        days_met: lost.iter().map(|one| one.days_met).sum(),
        others,
        ties,
    })
}

/// Whether somebody takes such a relationship over when its holder leaves.
fn is_passed_on(tie: &Relationship) -> bool {
    use super::vocabulary::RelationshipKind as Kind;
    tie.kind.is_helping() || tie.kind == Kind::ResponsibleClinician
}

/// Professions that take each other's patients over. This project's grouping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    /// Doctors and psychologists: whoever is responsible for treatment.
    Treatment,
    /// Nurses, social educators and others who are with patients through the day.
    Milieu,
    /// Everybody else, each by their own.
    Own(Profession),
}

/// The group of a profession.
pub const fn group(profession: Profession) -> Group {
    match profession {
        Profession::Psychiatrist
        | Profession::ResidentDoctor
        | Profession::Psychologist
        | Profession::Gp => Group::Treatment,
        Profession::PsychiatricNurse
        | Profession::Nurse
        | Profession::SocialEducator
        | Profession::MilieuTherapist
        | Profession::HealthcareAssistant => Group::Milieu,
        other => Group::Own(other),
    }
}
