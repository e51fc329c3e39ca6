//! Who owns the task a flag makes: a person where there is one, always a unit to fall back on.

use super::audience::{PERSONAL, READERS, READS, is_private};
use super::case::Case;
use super::engine::Flag;
use super::verdict::Subject;
use crate::domain::ids::{ProfessionalId, UnitId};
use crate::domain::time::Instant;
use crate::domain::trajectory::Relationship;
use crate::domain::vocabulary::{OwnerRole, RelationshipKind, Severity};

/// Who owns a task. Without a person it is the unit's staff together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Owner {
    /// The person.
    pub professional: Option<ProfessionalId>,
    /// The unit; none beside a person whose flag is nobody else's to see.
    pub unit: Option<UnitId>,
}

/// Who owns a flag, as the record stands.
pub fn owner(flag: &Flag, case: &Case<'_>) -> Owner {
    let (professional, unit) = match flag.owner {
        // The store's gate knows whose such a flag is by its owner.
        _ if PERSONAL.contains(&flag.code) => holder(flag.subject, case),
        // It would be hidden from an owner who is not to read the words.
        _ if flag.code == READERS => of_tie(case, |kind| READS.contains(&kind)),
        OwnerRole::UnitPool => (None, None),
        OwnerRole::NamedContact => {
            let admitted = case.open_admission().is_some();
            of_tie(case, |kind| kind.is_named_contact(admitted))
        }
        OwnerRole::ResponsibleClinician => {
            of_tie(case, |kind| kind == RelationshipKind::ResponsibleClinician)
        }
        OwnerRole::Coordinator => of_tie(case, |kind| kind == RelationshipKind::Coordinator),
        OwnerRole::Receiver => receiver(flag.subject, case),
        OwnerRole::RelationshipHolder => holder(flag.subject, case),
        OwnerRole::Decider => (decider(flag.subject, case), None),
    };
    let unit = unit.or_else(|| pool(case));
    let is_only_theirs = professional.is_some() && is_private(flag.code);
    Owner {
        professional,
        unit: if is_only_theirs { None } else { unit },
    }
}

type Found = (Option<ProfessionalId>, Option<UnitId>);

/// The professional of the active relationship of a kind that began last.
fn of_tie(case: &Case<'_>, is_kind: impl Fn(RelationshipKind) -> bool) -> Found {
    let tie = case
        .active_relationships()
        .filter(|tie| is_kind(tie.kind))
        .filter_map(|tie| Some((tie, tie.holder.professional()?)))
        .max_by_key(|(tie, _)| since(tie));
    tie.map_or((None, None), |(tie, who)| (Some(who), tie.unit))
}

fn since(tie: &Relationship) -> (Instant, &str) {
    (tie.from, &tie.source)
}

fn receiver(subject: Subject, case: &Case<'_>) -> Found {
    let handovers = &case.trajectory.handovers;
    let handover = handovers
        .iter()
        .find(|handover| Some(handover.id) == subject.record());
    handover.map_or((None, None), |handover| {
        (handover.to_professional, handover.to_unit)
    })
}

/// The professional whose relationship with the patient a flag is about.
pub(super) fn holder(subject: Subject, case: &Case<'_>) -> Found {
    let known = &case.trajectory;
    let none = (None, None);
    match subject {
        Subject::Rupture(id) => {
            let rupture = known.ruptures.iter().find(|rupture| rupture.id == id);
            rupture.map_or(none, |rupture| (Some(rupture.professional), None))
        }
        Subject::AllianceScores(id) => {
            let score = known.alliance_scores.iter().find(|score| score.id == id);
            score.map_or(none, |score| (Some(score.professional), None))
        }
        Subject::Relationship(id) => {
            let tie = known.relationships.iter().find(|tie| tie.id == id);
            tie.map_or(none, |tie| (tie.holder.professional(), tie.unit))
        }
        _ => none,
    }
}

fn decider(subject: Subject, case: &Case<'_>) -> Option<ProfessionalId> {
    let requests = &case.trajectory.requests;
    let request = requests
        .iter()
        .find(|request| Some(request.id) == subject.record())?;
    request.decider.or(request.received_by)
}

/// The unit whose staff have the patient: that of the treatment period that is open and began last;
/// else of an active relationship; else of the last treatment period.
fn pool(case: &Case<'_>) -> Option<UnitId> {
    let periods = &case.trajectory.periods;
    let open = periods
        .iter()
        .filter(|period| period.to.is_none())
        .max_by_key(|period| (period.from, &period.source))
        .map(|period| period.unit);
    let tied = || {
        case.active_relationships()
            .filter(|tie| tie.unit.is_some() && tie.holder.professional().is_some())
            .max_by_key(|tie| since(tie))
            .and_then(|tie| tie.unit)
    };
    open.or_else(tied).or_else(|| last_unit(case))
}

/// The unit of the treatment period that began last.
fn last_unit(case: &Case<'_>) -> Option<UnitId> {
    let periods = &case.trajectory.periods;
    periods
        .iter()
        .max_by_key(|period| (period.from, &period.source))
        .map(|period| period.unit)
}

/// The unit that a patient stays with whom nobody holds: in service, without an active relationship
/// to a professional and without an open treatment period. It is that of the last treatment period.
///
/// Where it is not recorded since when somebody is in service, and nothing is open, they are in
/// service by no rule; yet a discharge that nobody followed up is somebody's to follow up. So such a
/// patient stays with the unit too, while a flag asks for somebody.
pub fn held_by(case: &Case<'_>, flags: &[Flag]) -> Option<UnitId> {
    let patient = &case.trajectory.patient;
    let has_gone = patient.deceased_at.is_some()
        || patient.in_service_to.is_some_and(|to| to <= case.today)
        || patient
            .in_service_from
            .is_some_and(|from| from > case.today);
    let is_held = case
        .active_relationships()
        .any(|tie| tie.holder.professional().is_some())
        || case
            .trajectory
            .periods
            .iter()
            .any(|period| period.to.is_none());
    let is_wanted = patient.in_service_from.is_some()
        || flags.iter().any(|flag| flag.severity > Severity::Info);
    if has_gone || is_held || !is_wanted {
        None
    } else {
        last_unit(case)
    }
}
