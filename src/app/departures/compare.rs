//! Two plans beside each other: another day, other people, or other choices.

use std::collections::BTreeMap;

use super::plan::{Affected, Leaving, Plan, plan};
use crate::app::{Actor, App, AppError};
use crate::domain::ids::{PatientId, ProfessionalId};
use crate::store::patients::Details;

/// Two plans, and where they differ.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The plans, in the order in which they were asked for.
    pub plans: [Plan; 2],
    /// Patients whom the two pass on otherwise, in the order of the first plan.
    pub differences: Vec<Difference>,
}

/// A patient whom two plans pass on otherwise.
#[derive(Debug, Clone)]
pub struct Difference {
    /// Who.
    pub patient: Details,
    /// What each makes of them.
    pub to: [Taken; 2],
}

/// What a plan makes of a patient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// They lose nobody.
    NotConcerned,
    /// Nobody takes over.
    ByNobody,
    /// This one does.
    By(ProfessionalId),
}

/// Thinks two departures through.
///
/// # Errors
/// As [`plan()`].
pub async fn compare(
    app: &App,
    actor: &Actor,
    [one, other]: [&Leaving; 2],
) -> Result<Comparison, AppError> {
    let plans = [plan(app, actor, one).await?, plan(app, actor, other).await?];
    Ok(Comparison::of(plans))
}

impl Comparison {
    /// Two plans beside each other.
    pub fn of(plans: [Plan; 2]) -> Self {
        let [one, other] = plans.each_ref().map(|plan| taken(&plan.affected));
        let of = |taken: &BTreeMap<PatientId, Taken>, id| {
            let taken = taken.get(&id).copied();
            taken.unwrap_or(Taken::NotConcerned)
        };
        let both = plans[0].affected.iter().chain(
            plans[1]
                .affected
                .iter()
                .filter(|row| !one.contains_key(&row.patient.reference.id)),
        );
        let differences = both.filter_map(|row| {
            let id = row.patient.reference.id;
            let to = [of(&one, id), of(&other, id)];
            (to[0] != to[1]).then(|| Difference {
                patient: row.patient.clone(),
                to,
            })
        });
        Self {
            differences: differences.collect(),
            plans,
        }
    }
}

fn taken(affected: &[Affected]) -> BTreeMap<PatientId, Taken> {
    let taken = affected.iter().map(|one| {
        let to = match &one.successor {
            Ok(successor) => Taken::By(successor.professional),
            Err(_) => Taken::ByNobody,
        };
        (one.patient.reference.id, to)
    });
    taken.collect()
}
