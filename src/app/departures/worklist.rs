//! Plans that were confirmed, until every patient has met who takes over.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::json;

use super::{managed, note, reader};
use crate::app::{Actor, App, AppError};
use crate::domain::departure::{Drafted, Standing};
use crate::domain::ids::{PatientId, ProfessionalId, UnitId};
use crate::domain::time::{self, Instant};
use crate::domain::trajectory::Directory;
use crate::store::departure_plans::{self as stored, Confirmed, Passing};
use crate::store::departures::closed;
use crate::store::patients::{self, Details};

/// Departures under way.
#[derive(Debug, Clone)]
pub struct Worklist {
    /// The next departure first; one whose patients have all met who takes over is done, and not in it.
    pub plans: Vec<Underway>,
    /// Names.
    pub directory: Arc<Directory>,
}

/// A departure under way.
#[derive(Debug, Clone)]
pub struct Underway {
    /// The plan.
    pub plan: Confirmed,
    /// Who leaves.
    pub who: BTreeSet<ProfessionalId>,
    /// Days until they are gone; below nothing, since when they are.
    pub days_left: i64,
    /// The patients: those who have not met anybody yet first.
    pub patients: Vec<Waiting>,
}

impl Underway {
    /// How many have met who takes over.
    pub fn met(&self) -> usize {
        self.patients.iter().filter(|one| one.met.is_some()).count()
    }
}

/// A patient who is passed on.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// Who.
    pub patient: Details,
    /// Who takes over; `None` is nobody yet.
    pub successor: Option<ProfessionalId>,
    /// When they first met since the plan was confirmed.
    pub met: Option<Instant>,
    /// What became of the drafts of handovers.
    pub drafted: Vec<Drafted>,
    /// Whether it was kept when the plan was undone.
    pub is_kept: bool,
}

/// Departures under way at the units that somebody manages.
///
/// # Errors
/// [`AppError::Forbidden`] for those who manage no unit, and whatever the database reports.
pub async fn worklist(app: &App, actor: &Actor) -> Result<Worklist, AppError> {
    let found = find(app, actor).await?;
    let ids: BTreeSet<PatientId> = found
        .plans
        .iter()
        .flat_map(|(_, passings)| passings.iter().map(|one| one.patient))
        .collect();
    let ids: Vec<PatientId> = ids.into_iter().collect();
    note(app, actor, &ids, "departure.worklist", &json!({})).await?;
    let named: HashMap<PatientId, Details> = patients::details_of(&app.db.read, &ids)
        .await?
        .into_iter()
        .map(|details| (details.reference.id, details))
        .collect();
    let today = time::local_date(app.clock.now(), app.zone);
    let plans = found
        .plans
        .into_iter()
        .map(|(plan, passings)| underway(plan, &passings, (&found.met, &named, today)));
    Ok(Worklist {
        plans: plans.collect(),
        directory: found.directory,
    })
}

/// Whether any departure is under way there: for whoever begins their day with it. Nobody is named.
///
/// # Errors
/// As [`worklist`].
pub async fn is_underway(app: &App, actor: &Actor) -> Result<bool, AppError> {
    Ok(!find(app, actor).await?.plans.is_empty())
}

/// When patients first met somebody, by plan.
type Met = BTreeMap<(Instant, PatientId, ProfessionalId), Instant>;

struct Found {
    plans: Vec<(Confirmed, Vec<Passing>)>,
    met: Met,
    directory: Arc<Directory>,
}

async fn find(app: &App, actor: &Actor) -> Result<Found, AppError> {
    let directory = app.directory().await?;
    let units: Option<BTreeSet<UnitId>> = managed(actor, &directory)?;
    let read = &app.db.read;
    let mut plans = stored::standing(read, units.as_ref()).await?;
    let ids: BTreeSet<PatientId> = plans
        .iter()
        .flat_map(|(_, passings)| passings.iter().map(|one| one.patient))
        .collect();
    let ids: Vec<PatientId> = ids.into_iter().collect();
    let now = app.clock.now();
    // Whom a patient does not want, and whose own or family's record it is, does not see them here either.
    let me = reader(actor).professional;
    let closed = closed(read, &ids, now).await?;
    let is_shown = |patient: &PatientId| match (me, closed.get(patient)) {
        (Some(me), Some((_, people))) => !people.contains(&me),
        _ => true,
    };
    for (_, passings) in &mut plans {
        passings.retain(|one| is_shown(&one.patient));
    }
    let first = plans.iter().map(|(plan, _)| plan.confirmed_at).min();
    let contacts = match first {
        Some(first) => stored::met_after(read, &ids, first).await?,
        None => Vec::new(),
    };
    let mut met = Met::new();
    for (plan, _) in &plans {
        let since = contacts.iter().filter(|(.., at)| *at > plan.confirmed_at);
        for (patient, who, at) in since {
            // In order of time: the first stays.
            met.entry((plan.confirmed_at, *patient, *who))
                .or_insert(*at);
        }
    }
    plans.retain(|(plan, passings)| {
        let has_met = |one: &Passing| {
            let who = one.successor;
            who.is_some_and(|who| met.contains_key(&(plan.confirmed_at, one.patient, who)))
        };
        !passings.iter().all(has_met)
    });
    Ok(Found {
        plans,
        met,
        directory,
    })
}

fn underway(
    plan: Confirmed,
    passings: &[Passing],
    (met, named, today): (&Met, &HashMap<PatientId, Details>, NaiveDate),
) -> Underway {
    let mut of: BTreeMap<PatientId, Vec<&Passing>> = BTreeMap::new();
    for one in passings {
        of.entry(one.patient).or_default().push(one);
    }
    let mut patients: Vec<Waiting> = of
        .into_iter()
        .filter_map(|(patient, parts)| {
            let successor = parts.iter().find_map(|part| part.successor);
            let at = successor.and_then(|who| met.get(&(plan.confirmed_at, patient, who)));
            let drafted = parts.iter().map(|part| part.drafted);
            Some(Waiting {
                patient: named.get(&patient)?.clone(),
                successor,
                met: at.copied(),
                drafted: drafted.filter(|one| *one != Drafted::WithAnother).collect(),
                is_kept: parts.iter().any(|part| part.state == Standing::Kept),
            })
        })
        .collect();
    patients.sort_by_key(|one| (one.met.is_some(), one.patient.reference.id));
    Underway {
        who: passings.iter().map(|one| one.leaver).collect(),
        days_left: time::days_between(today, plan.on),
        patients,
        plan,
    }
}
