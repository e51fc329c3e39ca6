//! The patients a viewer reaches, those first who need a human soon.
//!
//! Which patients, and in which order, is answered from what is stored (see [`store::caseload`]);
//! what is said of those on the page is worked out from their records as they are now.
//!
//! [`store::caseload`]: crate::store::caseload

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Datelike};
use futures_util::future::try_join;
use uuid::Uuid;

use super::flags::onlooker;
use super::paging::{Count, not_a_cursor, opened, sealed};
use super::record::{note_read, reach_of};
use super::since::{self, Looked};
use super::{Actor, App, AppError, Standing};
use crate::domain::access::Reach;
use crate::domain::flags::{self, Case, Flag, Onlooker, Policy};
use crate::domain::ids::{PatientId, ProfessionalId, UnitId};
use crate::domain::overview::{
    LastHandover, Strip, Whereabouts, last_handover, next_contact, strip, whereabouts,
};
use crate::domain::time::Instant;
use crate::domain::trajectory::{Directory, Trajectory};
use crate::store::Reading;
use crate::store::caseload::{self as stored, COUNTED, Place, Which};
use crate::store::patients::{self, Details};
use crate::store::{flag_lives, trajectories};

pub use crate::store::reach::Way;

/// Patients on a page.
const PAGE: usize = 25;

/// What is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// Patients by an active relationship, by an open treatment period, or by either.
    pub way: Way,
    /// Only those with an open treatment period at this unit, one of the viewer's.
    pub unit: Option<UnitId>,
    /// Only those with a flag.
    pub flagged: bool,
    /// The mark of the page, as the page before gave it; `None` is the first.
    pub after: Option<String>,
    /// How many patients at most; `None` is 25.
    pub limit: Option<usize>,
}

/// A page of the caseload.
#[derive(Debug, Clone)]
pub struct Caseload {
    /// The patients, those first who need a human soon.
    pub rows: Vec<Row>,
    /// How many there are on all pages.
    pub count: Count,
    /// The mark of the next page; `None` on the last.
    pub next: Option<String>,
    /// The viewer's units that exist, by name.
    pub units: Vec<(UnitId, String)>,
    /// Units, professionals and employments.
    pub directory: Arc<Directory>,
    /// The instant at which it is looked at.
    pub now: Instant,
}

/// A patient of the caseload.
#[derive(Debug, Clone)]
pub struct Row {
    /// The patient by name.
    pub patient: Details,
    /// Where they are now.
    pub whereabouts: Whereabouts,
    /// Their last year.
    pub strip: Strip,
    /// What waits for a human and is the viewer's to see, the most pressing first.
    pub flags: Vec<Flag>,
    /// The thresholds in force for them, by which it needs one.
    pub policy: Arc<Policy>,
    /// The next agreed contact: when, where and with whom.
    pub next: Option<(Instant, UnitId, Option<ProfessionalId>)>,
    /// The last handover.
    pub handover: Option<LastHandover>,
    /// What changed since the viewer last looked at the record.
    pub looked: Looked,
}

/// A page of the patients the actor reaches. Writes an audit entry for each patient shown, while their
/// records are read: nothing is given to the caller before the entries are there.
///
/// # Errors
/// [`AppError::Forbidden`] for accounts that reach no patient's record, [`AppError::InvalidInput`]
/// for a unit that is not the viewer's and for a mark that was not handed out, and whatever the
/// database reports.
pub async fn caseload(app: &App, actor: &Actor, asked: &Asked) -> Result<Caseload, AppError> {
    // Red Thread itself and the command line have no caseload.
    let mine = reach_of(actor)?.unwrap_or_default();
    let now = app.clock.now();
    let (reach, which) = narrowed(&mine, asked)?;
    let after = asked.after.as_deref().map(place_of).transpose()?;
    let size = asked.limit.unwrap_or(PAGE);
    let limit = size as u64 + 1;
    let standing = app.standing().await?;
    let reading = app.db.reading().await?;
    let mut places = stored::page(&*reading, &reach, which, now, after, limit).await?;
    let count = stored::count(&*reading, &reach, which, now).await?;
    let next = (places.len() > size).then(|| {
        places.truncate(size);
        places.last().map(mark_of)
    });
    Ok(Caseload {
        rows: rows(app, actor, reading, &places, &standing, now).await?,
        count: Count::up_to(COUNTED, count),
        next: next.flatten(),
        units: names(&mine.units, &standing.directory),
        directory: standing.directory,
        now,
    })
}

/// What is read of the patients of a page, while it is written down that it is shown.
async fn rows(
    app: &App,
    actor: &Actor,
    reading: Reading,
    places: &[Place],
    standing: &Standing,
    now: Instant,
) -> Result<Vec<Row>, AppError> {
    let ids: Vec<PatientId> = places.iter().map(|place| place.patient).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let read = async {
        // Given back when it has read, not when the entries are written: they wait for another.
        let reading = reading;
        let details = patients::details_of(&*reading, &ids).await?;
        let resting = flag_lives::resting(&*reading, &ids, now).await?;
        let trajectories = trajectories::load(&*reading, &ids, None).await?;
        // On another connection: this one is given back first.
        drop(reading);
        let looks = since::looks(app, actor, &ids, since::From::LastLook).await?;
        Ok((details, trajectories, resting, looks))
    };
    let noted = note_read(app, actor, &ids, "caseload.show");
    let ((details, trajectories, resting, looks), ()) = try_join(read, noted).await?;
    let mut trajectories: HashMap<PatientId, Trajectory> = trajectories
        .into_iter()
        .map(|trajectory| (trajectory.patient.id, trajectory))
        .collect();
    Ok(details
        .into_iter()
        .filter_map(|patient| {
            let trajectory = trajectories.remove(&patient.reference.id)?;
            let id = patient.reference.id;
            let looked = looks.of(id, &trajectory, now);
            let mut row = row(
                patient,
                trajectory,
                standing,
                (onlooker(actor), looked),
                now,
            );
            row.flags.retain(|flag| {
                let subject = flag.subject.record().map_or(id.0, |record| record.0);
                !resting.contains(&(id, flag.code.to_owned(), subject))
            });
            Some(row)
        })
        .collect())
}

fn row(
    patient: Details,
    trajectory: Trajectory,
    standing: &Standing,
    (onlooker, looked): (Onlooker, Looked),
    now: Instant,
) -> Row {
    let directory = &standing.directory;
    let in_force = standing.policies.of_patient(&trajectory, directory, now);
    let case = Case::new(trajectory, directory, &in_force.policy, now);
    Row {
        patient,
        whereabouts: whereabouts(&case),
        strip: strip(&case),
        flags: flags::in_order(onlooker.of(flags::judge(&case).flags, &case)),
        next: next_contact(&case).map(|contact| (contact.at, contact.unit, contact.main)),
        handover: last_handover(&case),
        policy: Arc::clone(&in_force.policy),
        looked,
    }
}

/// The part of the viewer's reach that is asked for.
fn narrowed(mine: &Reach, asked: &Asked) -> Result<(Reach, Which), AppError> {
    let mut which = Which {
        way: asked.way,
        flagged: asked.flagged,
    };
    let mut reach = mine.clone();
    if let Some(unit) = asked.unit {
        if !mine.units.contains(&unit) {
            return Err(AppError::InvalidInput {
                field: "unit",
                expected: "a unit at which you work".to_owned(),
            });
        }
        which.way = Way::TreatmentPeriod;
        reach.units = vec![unit];
    }
    Ok((reach, which))
}

fn names(units: &[UnitId], directory: &Directory) -> Vec<(UnitId, String)> {
    let mut names: Vec<(UnitId, String)> = units
        .iter()
        .filter_map(|unit| Some((*unit, directory.units.get(unit)?.name.clone())))
        .collect();
    names.sort_by(|a, b| (&a.1, a.0).cmp(&(&b.1, b.0)));
    names
}

fn mark_of(place: &Place) -> String {
    sealed(&format!(
        "{}.{}.{}",
        place.rank,
        place.next_contact.timestamp_micros(),
        place.patient.0.simple()
    ))
}

fn place_of(mark: &str) -> Result<Place, AppError> {
    let words = opened(mark)?;
    let mut parts = words.split('.');
    let mut place = || {
        let rank = parts.next()?.parse().ok()?;
        let micros = parts.next()?.parse().ok()?;
        let place = Place {
            rank,
            next_contact: DateTime::from_timestamp_micros(micros)?,
            patient: PatientId(Uuid::parse_str(parts.next()?).ok()?),
        };
        // Not every instant that can be thought of is one to a database.
        let is_ours = (1..=9999).contains(&place.next_contact.year()) && parts.next().is_none();
        is_ours.then_some(place)
    };
    place().ok_or_else(not_a_cursor)
}
