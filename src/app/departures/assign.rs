//! Patients whom nobody is named for: who should it be, and why.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::json;

use super::market::{Load, Market, Place};
use super::{managed, note, reader, within};
use crate::app::{Actor, App, AppError};
use crate::domain::departure::{Group, Need, Share, Unplaced, group, share_out};
use crate::domain::familiarity::{Familiar, familiar};
use crate::domain::flags::Case;
use crate::domain::ids::{PatientId, ProfessionalId, UnitId};
use crate::domain::time;
use crate::domain::trajectory::Directory;
use crate::store::patients::{self, Details};
use crate::store::{reach, summaries, trajectories};

/// The most patients for whom somebody is looked for at once.
pub const PATIENTS_MAX: usize = 200;

/// Patients without a named contact, and who it could be.
#[derive(Debug, Clone)]
pub struct Assignment {
    /// The unit, where one was asked for.
    pub unit: Option<UnitId>,
    /// Those without one, the longest first.
    pub patients: Vec<Unnamed>,
    /// How many more there are than somebody was looked for.
    pub more: usize,
    /// Everybody whom it could be, and how many patients they have.
    pub loads: Vec<Load>,
    /// Names.
    pub directory: Arc<Directory>,
}

/// A patient without a named contact.
#[derive(Debug, Clone)]
pub struct Unnamed {
    /// Who.
    pub patient: Details,
    /// The units that they belong to.
    pub units: BTreeSet<UnitId>,
    /// Since when there is nobody; `None` is that there never was anybody.
    pub since: Option<NaiveDate>,
    /// Who the last one was.
    pub last: Option<ProfessionalId>,
    /// Who knows them, the best known first.
    pub known: Vec<Familiar>,
    /// Who should it be: how well the two know each other, on how many days they met; or why nobody is found.
    pub to: Result<(ProfessionalId, f64, usize), Unplaced>,
}

/// Who should be the named contact of those who have none, of the units that somebody manages.
///
/// # Errors
/// [`AppError::Forbidden`] for those who manage no unit, [`AppError::InvalidInput`] for a unit of somebody else's,
/// and whatever the database reports.
pub async fn assign(
    app: &App,
    actor: &Actor,
    unit: Option<UnitId>,
) -> Result<Assignment, AppError> {
    let standing = app.standing_now().await?;
    let directory = &standing.directory;
    let units = within(managed(actor, directory)?, unit, directory)?;
    let units = units.unwrap_or_else(|| directory.units.keys().copied().collect());
    let (read, now) = (&app.db.read, app.clock.now());
    let asked: Vec<UnitId> = units.iter().copied().collect();
    let ids = reach::unnamed(read, &reader(actor), &asked, now).await?;
    let held: HashMap<PatientId, UnitId> = summaries::load(read, &ids)
        .await?
        .into_iter()
        .filter_map(|summary| Some((summary.patient, summary.held_by?)))
        .collect();
    let trajectories = trajectories::load(read, &ids, None).await?;
    let policy = standing.policies.at(directory, None, now).policy;
    let mut cases: Vec<(Case<'_>, Found)> = trajectories
        .into_iter()
        .filter_map(|trajectory| {
            let case = Case::new(trajectory, directory, &policy, now);
            let found = found(&case, &held, &units)?;
            Some((case, found))
        })
        .collect();
    cases.sort_by_key(|(case, found)| (found.since, case.trajectory.patient.id));
    let more = cases.len().saturating_sub(PATIENTS_MAX);
    cases.truncate(PATIENTS_MAX);
    let ids: Vec<PatientId> = cases
        .iter()
        .map(|(case, _)| case.trajectory.patient.id)
        .collect();
    let place = Place {
        units: &units,
        on: time::local_date(now, app.zone),
        without: &BTreeSet::new(),
        now,
    };
    let market = Market::read(app, &standing, &place, &ids).await?;
    let needs: Vec<Need> = cases
        .iter()
        .map(|(case, found)| Need {
            patient: case.trajectory.patient.id,
            units: found.units.clone(),
            group: found.group,
            known: found
                .known
                .iter()
                .map(|one| (one.professional, one.familiarity))
                .collect(),
            closed: market.closed(case.trajectory.patient.id),
            theirs: BTreeSet::new(),
            choice: None,
        })
        .collect();
    let shares = share_out(&needs, &market.candidates);
    let detail = json!({ "unit": unit });
    note(app, actor, &ids, "assignment.plan", &detail).await?;
    let named = patients::details_of(read, &ids).await?;
    let mut named: HashMap<PatientId, Details> = named
        .into_iter()
        .map(|details| (details.reference.id, details))
        .collect();
    let loads = market.loads(needs.iter().zip(&shares));
    let rows = cases.into_iter().zip(needs.iter().zip(shares));
    let unnamed = rows.filter_map(|((_, found), (need, share))| {
        Some(Unnamed {
            patient: named.remove(&need.patient)?,
            to: to(&found, need, share, &market),
            units: found.units,
            since: found.since,
            last: found.last,
            known: found.known,
        })
    });
    Ok(Assignment {
        unit,
        patients: unnamed.collect(),
        more,
        loads,
        directory: Arc::clone(directory),
    })
}

/// What is known of somebody without a named contact.
struct Found {
    units: BTreeSet<UnitId>,
    since: Option<NaiveDate>,
    last: Option<ProfessionalId>,
    group: Option<Group>,
    known: Vec<Familiar>,
}

/// `None` for those who have somebody, who are not in service, or who have died.
fn found(
    case: &Case<'_>,
    held: &HashMap<PatientId, UnitId>,
    units: &BTreeSet<UnitId>,
) -> Option<Found> {
    let patient = &case.trajectory.patient;
    let named = case.named_contact();
    if named.is_present || patient.deceased_at.is_some() {
        return None;
    }
    case.in_service_since()?;
    let open = case.trajectory.periods.iter();
    let open = open.filter(|period| period.to.is_none());
    let ties = case.active_relationships().filter_map(|tie| tie.unit);
    let mut at: BTreeSet<UnitId> = open.map(|period| period.unit).chain(ties).collect();
    at.extend(held.get(&patient.id));
    at.retain(|unit| units.contains(unit));
    let last = named
        .last
        .and_then(|who| case.directory.professionals.get(&who));
    (!at.is_empty()).then(|| Found {
        units: at,
        since: named.last_end,
        last: named.last,
        group: last.map(|last| group(last.profession)),
        known: familiar(case),
    })
}

fn to(
    found: &Found,
    need: &Need,
    share: Share,
    market: &Market,
) -> Result<(ProfessionalId, f64, usize), Unplaced> {
    match share {
        Share::Nobody(why) => Err(why),
        Share::To { place, .. } => {
            let one = market.candidates.get(place);
            let who = one.ok_or(Unplaced::NobodyThere)?.professional;
            let known = found.known.iter().find(|one| one.professional == who);
            let days = known.map_or(0, |known| known.days_met);
            Ok((who, need.familiarity(who), days))
        }
    }
}
