//! What a departure would break, and who could take the thread.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::json;

use super::market::{Load, Market, Place};
use super::{managed, note, reader, within};
use crate::app::{Actor, App, AppError, Standing, secret};
use crate::domain::departure::{
    self, Choice, DAYS, Departure, Fate, Group, Loss, Need, Outlook, Scope, Share, Totals,
    Unplaced, after, before, group, share_out,
};
use crate::domain::familiarity::Ties;
use crate::domain::flags::{Case, Policy};
use crate::domain::ids::{PatientId, ProfessionalId, UnitId};
use crate::domain::time::{self, Instant};
use crate::domain::trajectory::{Directory, Relationship, Trajectory};
use crate::store::patients::{self, Details};
use crate::store::{reach, trajectories};

/// The most people who leave at once.
const LEAVERS_MAX: usize = 100;

/// The most patients that are shared out at once.
const PATIENTS_MAX: usize = 500;

/// Calendar years within which a departure is planned.
const YEARS_AHEAD: i32 = 2;

/// The most whom a patient's successor is chosen from.
const POSSIBLE_MAX: usize = 20;

/// A departure that is thought through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaving {
    /// Who leaves.
    pub who: Vec<ProfessionalId>,
    /// A unit that everybody leaves who works there.
    pub unit: Option<UnitId>,
    /// The first day on which they are gone.
    pub on: NaiveDate,
    /// What whoever plans decided about some patients in place of what is suggested.
    pub choices: BTreeMap<PatientId, Choice>,
}

/// What it would break, and the best way to pass everybody on.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Who leaves, and when.
    pub departure: Departure,
    /// The unit that everybody leaves, where it is one.
    pub unit: Option<UnitId>,
    /// Today.
    pub today: NaiveDate,
    /// The strongest ties first.
    pub affected: Vec<Affected>,
    /// Everybody who could take over, and how many patients they have; who gets most stands first.
    pub loads: Vec<Load>,
    /// What it comes to.
    pub totals: Totals,
    /// Tells two plans apart: what was looked at is what is confirmed.
    pub mark: String,
    /// Names.
    pub directory: Arc<Directory>,
}

impl Plan {
    /// Patients for whom nobody has room, or nobody is of the profession, or whom nobody was chosen for.
    pub const fn unplaced(&self) -> usize {
        self.totals.patients - self.totals.placed
    }
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
    /// Who would take over, or why nobody would.
    pub successor: Result<Successor, Unplaced>,
    /// Who else could be chosen, the likeliest first.
    pub possible: Vec<Possible>,
}

/// Who would take a patient over, and why they.
#[derive(Debug, Clone, Copy)]
pub struct Successor {
    /// Who.
    pub professional: ProfessionalId,
    /// How well the two know each other.
    pub familiarity: f64,
    /// Local days of the last 730 on which they met.
    pub days_met: usize,
    /// When they last met.
    pub last_met: Option<Instant>,
    /// Whether a relationship between them lasts already.
    pub is_tied: bool,
    /// Whether they are of the profession that is needed.
    pub is_of_group: bool,
    /// Of how many patients they are the named contact now.
    pub has: usize,
    /// The most that they may have.
    pub limit: usize,
    /// Whether whoever plans decided it.
    pub is_chosen: bool,
    /// How the patient would fare.
    pub outlook: Outlook,
}

/// Somebody who could be chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Possible {
    /// Who.
    pub professional: ProfessionalId,
    /// How well the two know each other.
    pub familiarity: f64,
    /// How many more patients they have room for.
    pub room: usize,
}

/// What a departure would break.
///
/// # Errors
/// [`AppError::Forbidden`] for those who manage no unit, [`AppError::InvalidInput`] for nobody, too many, somebody
/// unknown, a unit of somebody else's, a day in the past or too far ahead, and a choice that cannot be; and whatever
/// the database reports.
pub async fn plan(app: &App, actor: &Actor, asked: &Leaving) -> Result<Plan, AppError> {
    let standing = app.standing_now().await?;
    let directory = &standing.directory;
    let managed = managed(actor, directory)?;
    let now = app.clock.now();
    let today = time::local_date(now, app.zone);
    let units = within(managed.clone(), asked.unit, directory)?;
    let departure = Departure {
        who: leavers(asked, units.as_ref(), directory, today),
        on: asked.on,
    };
    check(&departure, directory, today)?;
    let scope = Scope::new(units, departure.who.iter().copied(), directory, today);
    let trajectories = concerned(app, actor, &departure, &scope, now).await?;
    let policies = policies(&standing, &trajectories, now);
    let mut cases: Vec<(Case<'_>, Loss)> = trajectories
        .into_iter()
        .zip(&policies)
        .filter_map(|(trajectory, policy)| {
            let case = Case::new(trajectory, directory, policy, now);
            let loss = departure::loss(&case, &departure, &scope)?;
            Some((case, loss))
        })
        .collect();
    if cases.len() > PATIENTS_MAX {
        return wrong(
            "professional",
            format!("people with at most {PATIENTS_MAX} patients between them"),
        );
    }
    strongest_first(&mut cases);
    let beside = beside(asked.unit, managed.as_ref(), directory);
    let units: BTreeSet<UnitId> = cases
        .iter()
        .flat_map(|(_, loss)| loss.units.iter().copied())
        .chain(beside.iter().copied())
        .collect();
    let place = Place {
        units: &units,
        on: departure.on,
        without: &departure.who,
        now,
    };
    let ids: Vec<PatientId> = cases
        .iter()
        .map(|(case, _)| case.trajectory.patient.id)
        .collect();
    let market = Market::read(app, &standing, &place, &ids).await?;
    let needs: Vec<Need> = cases
        .iter()
        .map(|(case, loss)| need(case, loss, &beside, &market, asked, directory))
        .collect();
    can_be_chosen(&needs, &market)?;
    let shares = share_out(&needs, &market.candidates);
    let detail = json!({ "professionals": &departure.who, "on": departure.on });
    note(app, actor, &ids, "departure.plan", &detail).await?;
    let named = patients::details_of(&app.db.read, &ids).await?;
    Ok(drawn(
        (departure, asked.unit, today),
        (cases, named),
        (&needs, &shares, &market),
        Arc::clone(directory),
    ))
}

/// Everybody who leaves: those who are named, and whoever works at the unit that is left.
fn leavers(
    asked: &Leaving,
    units: Option<&BTreeSet<UnitId>>,
    directory: &Directory,
    today: NaiveDate,
) -> BTreeSet<ProfessionalId> {
    let mut who: BTreeSet<ProfessionalId> = asked.who.iter().copied().collect();
    if let (Some(_), Some(units)) = (asked.unit, units) {
        let works_there = |who: &ProfessionalId| {
            let mut at = directory.workplaces(*who, today);
            at.any(|unit| units.contains(&unit))
        };
        let everybody = directory.professionals.keys().copied();
        who.extend(everybody.filter(works_there));
    }
    who
}

fn wrong<T>(field: &'static str, expected: String) -> Result<T, AppError> {
    Err(AppError::InvalidInput { field, expected })
}

fn check(departure: &Departure, directory: &Directory, today: NaiveDate) -> Result<(), AppError> {
    let Departure { who, on } = departure;
    if who.is_empty() || who.len() > LEAVERS_MAX {
        return wrong("professional", format!("1 to {LEAVERS_MAX} professionals"));
    }
    let is_known = |who: &ProfessionalId| directory.professionals.contains_key(who);
    if !who.iter().all(is_known) {
        return wrong("professional", "the id of a professional".to_owned());
    }
    if *on < today || *on > time::add_years(today, YEARS_AHEAD) {
        return wrong(
            "on",
            "a day from today on, at most two years ahead".to_owned(),
        );
    }
    Ok(())
}

/// The records of those who may be concerned.
async fn concerned(
    app: &App,
    actor: &Actor,
    departure: &Departure,
    scope: &Scope,
    now: Instant,
) -> Result<Vec<Trajectory>, AppError> {
    let who: Vec<ProfessionalId> = departure.who.iter().copied().collect();
    let units: Option<Vec<UnitId>> = scope.units().map(|units| units.iter().copied().collect());
    let at_work: Vec<ProfessionalId> = scope.at_work().collect();
    let (read, reader) = (&app.db.read, reader(actor));
    let of = (who.as_slice(), units.as_deref());
    let ids = reach::held_by(read, &reader, of, &at_work, now).await?;
    Ok(trajectories::load(read, &ids, None).await?)
}

/// The thresholds of each patient, with contacts looked back on for as long as the outlook is of.
fn policies(standing: &Standing, trajectories: &[Trajectory], now: Instant) -> Vec<Policy> {
    let of = |trajectory: &Trajectory| {
        let policies = &standing.policies;
        let in_force = policies.of_patient(trajectory, &standing.directory, now);
        let mut policy = Policy::clone(&in_force.policy);
        policy.contact_days = policy.contact_days.max(2 * DAYS);
        policy
    };
    trajectories.iter().map(of).collect()
}

/// Important to the patient, then how well they know each other, then who was there first.
fn strongest_first(cases: &mut [(Case<'_>, Loss)]) {
    cases.sort_by(|(a, lost), (b, other)| {
        let id = |case: &Case<'_>| case.trajectory.patient.id;
        other
            .is_important
            .cmp(&lost.is_important)
            .then_with(|| other.familiarity.total_cmp(&lost.familiarity))
            .then_with(|| id(a).cmp(&id(b)))
    });
}

/// The units beside one that everybody leaves: those of the same unit above, as far as they are the planner's. Who
/// takes over cannot be of the unit itself.
fn beside(
    unit: Option<UnitId>,
    managed: Option<&BTreeSet<UnitId>>,
    directory: &Directory,
) -> BTreeSet<UnitId> {
    let above = |unit: UnitId| directory.units.get(&unit).and_then(|unit| unit.parent);
    let Some((unit, parent)) = unit.and_then(|unit| Some((unit, above(unit)?))) else {
        return BTreeSet::new();
    };
    let is_own = |other: &UnitId| managed.is_none_or(|own| own.contains(other));
    let all = directory.units.values();
    let beside = all.filter(|other| other.parent == Some(parent) && other.id != unit);
    beside.map(|other| other.id).filter(is_own).collect()
}

/// The group of professions that has to take a patient over: that of whoever carried most of the care, a named
/// contact before others.
fn group_of(loss: &Loss, directory: &Directory) -> Option<Group> {
    let carries = |tie: &&Relationship| (tie.kind.is_named_contact(true), tie.kind.is_helping());
    let tie = loss.ties.iter().max_by_key(carries)?;
    let holder = directory.professionals.get(&tie.holder.professional()?)?;
    Some(group(holder.profession))
}

fn need(
    case: &Case<'_>,
    loss: &Loss,
    beside: &BTreeSet<UnitId>,
    market: &Market,
    asked: &Leaving,
    directory: &Directory,
) -> Need {
    let patient = case.trajectory.patient.id;
    let known = loss.others.iter();
    Need {
        patient,
        units: loss.units.union(beside).copied().collect(),
        group: group_of(loss, directory),
        known: known
            .map(|other| (other.professional, other.familiarity))
            .collect(),
        closed: market.closed(patient),
        theirs: named(case, loss),
        choice: asked.choices.get(&patient).copied(),
    }
}

/// Refuses a choice that cannot be. That the patient does not want somebody is not told apart from that they do not
/// work there.
fn can_be_chosen(needs: &[Need], market: &Market) -> Result<(), AppError> {
    let can_be = |need: &Need| match need.choice {
        Some(Choice::Somebody(who)) => {
            let mut all = market.candidates.iter();
            all.any(|one| one.professional == who && need.may_be(one))
        }
        Some(Choice::Nobody) | None => true,
    };
    if needs.iter().all(can_be) {
        return Ok(());
    }
    let expected = "somebody who works there on that day, and can be chosen for the patient";
    wrong("successor", expected.to_owned())
}

/// Who are a patient's named contacts already, and stay.
fn named(case: &Case<'_>, loss: &Loss) -> BTreeSet<ProfessionalId> {
    let stays = |tie: &&Relationship| loss.ties.iter().all(|lost| lost.id != tie.id);
    let ties = case.active_relationships().filter(stays);
    ties.filter(|tie| tie.kind.is_named_contact(true))
        .filter_map(|tie| tie.holder.professional())
        .collect()
}

fn drawn(
    (departure, unit, today): (Departure, Option<UnitId>, NaiveDate),
    (cases, named): (Vec<(Case<'_>, Loss)>, Vec<Details>),
    (needs, shares, market): (&[Need], &[Share], &Market),
    directory: Arc<Directory>,
) -> Plan {
    let mut named: HashMap<PatientId, Details> = named
        .into_iter()
        .map(|details| (details.reference.id, details))
        .collect();
    let loads = market.loads(needs.iter().zip(shares));
    let rows = cases.into_iter().zip(needs.iter().zip(shares));
    let affected: Vec<Affected> = rows
        .filter_map(|((case, loss), (need, share))| {
            let patient = named.remove(&need.patient)?;
            Some(row(
                &case,
                &departure,
                (patient, loss),
                (need, *share, market),
            ))
        })
        .collect();
    let fates: Vec<Fate> = affected.iter().map(fate).collect();
    let over = loads.iter().filter(|load| load.is_over()).count();
    Plan {
        totals: Totals::of(&fates, over),
        mark: mark(&departure, &affected),
        departure,
        unit,
        today,
        affected,
        loads,
        directory,
    }
}

fn row(
    case: &Case<'_>,
    departure: &Departure,
    (patient, loss): (Details, Loss),
    (need, share, market): (&Need, Share, &Market),
) -> Affected {
    let successor = match share {
        Share::Nobody(why) => Err(why),
        Share::To { place, is_chosen } => match market.candidates.get(place) {
            None => Err(Unplaced::NobodyThere),
            Some(one) => {
                let who = one.professional;
                let known = loss.others.iter().find(|other| other.professional == who);
                Ok(Successor {
                    professional: who,
                    familiarity: need.familiarity(who),
                    days_met: known.map_or(0, |known| known.days_met),
                    last_met: known.and_then(|known| known.last_met),
                    is_tied: known.is_some_and(|known| known.ties == Ties::Active)
                        || need.theirs.contains(&who),
                    is_of_group: need.is_of_group(one),
                    has: one.has,
                    limit: one.limit,
                    is_chosen,
                    outlook: after(case, departure, Some(who)),
                })
            }
        },
    };
    let possible = market.possible(need).into_iter().take(POSSIBLE_MAX);
    Affected {
        before: before(case, departure),
        without: after(case, departure, None),
        possible: possible
            .map(|one| Possible {
                professional: one.professional,
                familiarity: need.familiarity(one.professional),
                room: one.limit.saturating_sub(one.has),
            })
            .collect(),
        patient,
        loss,
        successor,
    }
}

fn fate(one: &Affected) -> Fate {
    let successor = one.successor.as_ref().ok();
    Fate {
        before: one.before,
        without: one.without,
        with: successor.map_or(one.without, |successor| successor.outlook),
        familiarity: successor.map(|successor| successor.familiarity),
        is_only: one.loss.is_only,
        is_important: one.loss.is_important,
    }
}

/// A digest of what would be written: who leaves when, each relationship as it stands, who takes over.
fn mark(departure: &Departure, affected: &[Affected]) -> String {
    let mut all = format!("{departure:?}");
    for one in affected {
        let to = one.successor.as_ref().ok().map(|to| to.professional);
        for tie in &one.loss.ties {
            let (end, next) = (tie.planned_end, tie.successor);
            // Writing to a text does not fail.
            let _ = write!(all, "|{:?} {end:?} {next:?} {to:?}", tie.id);
        }
    }
    secret::hash(&all)
}
