//! What a departure would break, and who could take the thread: for those who plan it.
//!
//! Managers see names and ties of their own units here, with that purpose in the audit log, and nothing of what
//! patients said.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use serde_json::json;

use super::noise::units_of;
use crate::app::{Actor, App, AppError, Refusal};
use crate::domain::access::Reach;
use crate::domain::departure::{
    self, Departure, Group, Loss, Needer, Outlook, Taker, after, assign, before, group,
};
use crate::domain::flags::Case;
use crate::domain::ids::{PatientId, ProfessionalId, UnitId};
use crate::domain::time;
use crate::domain::trajectory::{Directory, Relationship};
use crate::domain::vocabulary::Role;
use crate::store::patients::{self, Details};
use crate::store::{AuditEntry, audit, departures, policies, reach, trajectories};

/// The most patients that somebody is the named contact of, where nothing else was agreed with them. This project's
/// figure.
const CASELOAD_LIMIT: usize = 30;

/// The most people who leave at once.
const LEAVERS_MAX: usize = 100;

/// A departure that is thought through.
#[derive(Debug, Clone)]
pub struct Leaving {
    /// Who leaves.
    pub who: Vec<ProfessionalId>,
    /// The first day on which they are gone.
    pub on: NaiveDate,
}

/// What it would break, and the best way to pass everybody on.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Who leaves, and when.
    pub departure: Departure,
    /// The strongest ties first.
    pub affected: Vec<Affected>,
    /// Patients for whom nobody has room, or nobody is of the profession.
    pub unplaced: usize,
}

/// A patient who loses somebody.
#[derive(Debug, Clone)]
pub struct Affected {
    /// Who.
    pub patient: Details,
    /// What they lose, and who else knows them.
    pub loss: Loss,
    /// How they fared before.
    pub before: Outlook,
    /// How they would fare with nobody.
    pub without: Outlook,
    /// Who would take over, how well the two know each other, and how the patient would fare then.
    pub successor: Option<(ProfessionalId, f64, Outlook)>,
}

/// What a departure would break.
///
/// # Errors
/// [`AppError::Forbidden`] for those who manage no unit, [`AppError::InvalidInput`] for nobody, too many, somebody
/// unknown or a day in the past, and whatever the database reports.
pub async fn departure(app: &App, actor: &Actor, asked: &Leaving) -> Result<Plan, AppError> {
    let units = manages(app, actor).await?;
    let now = app.clock.now();
    let directory = app.standing_now().await?.directory;
    check(asked, &directory, time::local_date(now, app.zone))?;
    let departure = Departure {
        who: asked.who.iter().copied().collect(),
        on: asked.on,
    };
    let (read, who) = (&app.db.read, asked.who.as_slice());
    let reader = reader(actor);
    let ids = reach::held_by(read, &reader, (who, units.as_deref()), now).await?;
    let policies = policies::book(read).await?;
    let policy = policies.at(&directory, None, now);
    let trajectories = trajectories::load(read, &ids, None).await?;
    let mut cases: Vec<(Case<'_>, Loss)> = trajectories
        .into_iter()
        .filter_map(|trajectory| {
            let case = Case::new(trajectory, &directory, &policy.policy, now);
            let loss = departure::loss(&case, &departure)?;
            Some((case, loss))
        })
        .collect();
    strongest_first(&mut cases);
    let affected: Vec<PatientId> = cases
        .iter()
        .map(|(case, _)| case.trajectory.patient.id)
        .collect();
    let successors = successors(app, &directory, &departure, &cases).await?;
    note(app, actor, &affected, asked).await?;
    let mut named: HashMap<PatientId, Details> = patients::details_of(read, &affected)
        .await?
        .into_iter()
        .map(|details| (details.reference.id, details))
        .collect();
    let unplaced = successors.iter().filter(|one| one.is_none()).count();
    let affected = cases
        .into_iter()
        .zip(successors)
        .filter_map(|((case, loss), found)| {
            Some(Affected {
                patient: named.remove(&case.trajectory.patient.id)?,
                before: before(&case, &departure),
                without: after(&case, &departure, None),
                successor: found
                    .map(|(who, known)| (who, known, after(&case, &departure, Some(who)))),
                loss,
            })
        });
    Ok(Plan {
        affected: affected.collect(),
        departure,
        unplaced,
    })
}

/// The units of which somebody plans; `None` is all of them, on the command line.
async fn manages(app: &App, actor: &Actor) -> Result<Option<Vec<UnitId>>, AppError> {
    match actor {
        Actor::Account(viewer) if !viewer.has(Role::ServiceManager) => {
            Err(Refusal::ReportsAreForManagers.into())
        }
        _ => units_of(app, actor).await,
    }
}

/// Whose own record, and whose family's, is not in it.
fn reader(actor: &Actor) -> Reach {
    let viewer = match actor {
        Actor::Account(viewer) => Some(viewer),
        _ => None,
    };
    Reach {
        account: viewer.map(|viewer| viewer.account),
        professional: viewer.and_then(|viewer| viewer.professional),
        units: Vec::new(),
    }
}

fn check(asked: &Leaving, directory: &Directory, today: NaiveDate) -> Result<(), AppError> {
    let wrong = |field, expected: String| Err(AppError::InvalidInput { field, expected });
    if asked.who.is_empty() || asked.who.len() > LEAVERS_MAX {
        return wrong("professional", format!("1 to {LEAVERS_MAX} professionals"));
    }
    let is_known = |who: &ProfessionalId| directory.professionals.contains_key(who);
    if !asked.who.iter().all(is_known) {
        return wrong("professional", "the id of a professional".to_owned());
    }
    if asked.on < today {
        return wrong("on", "today or a later day".to_owned());
    }
    Ok(())
}

/// Important to the patient, then how well they know each other, then who was there first.
fn strongest_first(cases: &mut [(Case<'_>, Loss)]) {
    cases.sort_by(|(a, lost), (b, other)| {
        let source = |case: &Case<'_>| case.trajectory.patient.id;
        other
            .is_important
            .cmp(&lost.is_important)
            .then_with(|| other.familiarity.total_cmp(&lost.familiarity))
            .then_with(|| source(a).cmp(&source(b)))
    });
}

/// The group of professions that has to take a patient over: that of whoever carried most of the care, a named
/// contact before others.
fn needs(loss: &Loss, directory: &Directory) -> Option<Group> {
    let carries = |tie: &&Relationship| (tie.kind.is_named_contact(true), tie.kind.is_helping());
    let tie = loss.ties.iter().max_by_key(carries)?;
    let holder = directory.professionals.get(&tie.holder.professional()?)?;
    Some(group(holder.profession))
}

/// For each patient who takes over, over all of them at once.
async fn successors(
    app: &App,
    directory: &Directory,
    departure: &Departure,
    cases: &[(Case<'_>, Loss)],
) -> Result<Vec<Option<(ProfessionalId, f64)>>, AppError> {
    let units: BTreeSet<UnitId> = cases
        .iter()
        .flat_map(|(_, loss)| loss.ties.iter().filter_map(|tie| tie.unit))
        .collect();
    let units: Vec<UnitId> = units.into_iter().collect();
    let mut there = departures::employed(&app.db.read, &units, departure.on).await?;
    there.retain(|one| !departure.who.contains(&one.professional));
    let who: Vec<ProfessionalId> = there.iter().map(|one| one.professional).collect();
    let caseloads = departures::caseloads(&app.db.read, &who).await?;
    let takers: Vec<Taker> = there
        .iter()
        .map(|one| {
            let has = caseloads
                .get(&one.professional)
                .copied()
                .unwrap_or_default();
            Taker {
                professional: one.professional,
                room: one.limit.unwrap_or(CASELOAD_LIMIT).saturating_sub(has),
            }
        })
        .collect();
    let groups: Vec<Option<Group>> = takers
        .iter()
        .map(|taker| directory.professionals.get(&taker.professional))
        .map(|known| known.map(|known| group(known.profession)))
        .collect();
    let needers: Vec<Needer> = cases
        .iter()
        .map(|(case, loss)| {
            let needed = needs(loss, directory);
            let known = |who: ProfessionalId| {
                let mut others = loss.others.iter();
                let other = others.find(|other| other.professional == who);
                other.map_or(0.0, |other| other.familiarity)
            };
            let fits = |place: usize| needed.is_some() && groups[place] == needed;
            let each = takers.iter().enumerate();
            Needer {
                patient: case.trajectory.patient.id,
                familiarity: each
                    .map(|(place, taker)| fits(place).then(|| known(taker.professional)))
                    .collect(),
            }
        })
        .collect();
    let found = assign(&needers, &takers);
    let known = |needer: &Needer, place: usize| needer.familiarity[place].unwrap_or_default();
    Ok(needers
        .iter()
        .zip(found)
        .map(|(needer, place)| {
            place.map(|place| (takers[place].professional, known(needer, place)))
        })
        .collect())
}

/// That these patients are about to be named, and why.
async fn note(
    app: &App,
    actor: &Actor,
    patients: &[PatientId],
    asked: &Leaving,
) -> Result<(), AppError> {
    let detail = json!({ "professionals": asked.who, "on": asked.on });
    let entries = patients.iter().map(|patient| AuditEntry {
        patient: Some(*patient),
        ..app.entry(
            actor,
            "departure.plan",
            "patient",
            "administration",
            detail.clone(),
        )
    });
    Ok(audit::note(&app.db, entries).await?)
}
