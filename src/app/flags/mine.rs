//! The flags that are somebody's to answer: in person, or with the others of a unit of theirs.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Datelike};
use uuid::Uuid;

use super::{StoredFlag, Which, as_found};
use crate::app::paging::{Count, not_a_cursor, opened, sealed};
use crate::app::record::{note_read, reach_of};
use crate::app::{Actor, App, AppError};
use crate::domain::flags::{Flag, Policy};
use crate::domain::ids::{FlagId, PatientId};
use crate::domain::time::Instant;
use crate::domain::trajectory::Directory;
use crate::store::flag_lives::{self, COUNTED, Place};
use crate::store::patients::{self, Details};
use crate::store::summaries;

/// Flags on a page.
const PAGE: usize = 25;

/// What is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// Which flags.
    pub which: Which,
    /// The mark of the page, as the page before gave it; `None` is the first.
    pub after: Option<String>,
    /// How many flags at most; `None` is 25.
    pub limit: Option<usize>,
}

/// A page of somebody's flags.
#[derive(Debug, Clone)]
pub struct Mine {
    /// The flags, the most pressing first, then those that wait longest.
    pub rows: Vec<Row>,
    /// How many there are on all pages.
    pub count: Count,
    /// The mark of the next page; `None` on the last.
    pub next: Option<String>,
    /// Units, professionals and employments.
    pub directory: Arc<Directory>,
    /// The instant at which it is looked at.
    pub now: Instant,
}

/// A flag of somebody's.
#[derive(Debug, Clone)]
pub struct Row {
    /// Whose care it is about.
    pub patient: Details,
    /// What the rule found.
    pub flag: Flag,
    /// What is stored of it; a snooze that is over reads as open.
    pub stored: StoredFlag,
    /// The thresholds in force for the patient.
    pub policy: Arc<Policy>,
}

/// A page of the actor's flags. Writes an audit entry for each patient named, before anything is given
/// to the caller.
///
/// # Errors
/// [`AppError::Forbidden`] for accounts that reach no patient's record, [`AppError::InvalidInput`] for a
/// mark that was not handed out, and whatever the database reports.
pub async fn mine(app: &App, actor: &Actor, asked: &Asked) -> Result<Mine, AppError> {
    // Red Thread itself and the command line own no flags.
    let reach = reach_of(actor)?.unwrap_or_default();
    let now = app.clock.now();
    let after = asked.after.as_deref().map(place_of).transpose()?;
    let size = asked.limit.unwrap_or(PAGE);
    let read = &app.db.read;
    let limit = size as u64 + 1;
    let mut flags = flag_lives::page(read, &reach, &asked.which, now, after, limit).await?;
    let count = flag_lives::count(read, &reach, &asked.which, now).await?;
    let next = (flags.len() > size).then(|| {
        flags.truncate(size);
        flags.last().map(|flag| mark_of(&Place::of(flag)))
    });
    let (rows, directory) = rows(app, flags, now).await?;
    let mut named: Vec<PatientId> = rows.iter().map(|row| row.stored.patient).collect();
    named.sort_unstable();
    named.dedup();
    note_read(app, actor, &named, "flags.mine").await?;
    Ok(Mine {
        rows,
        count: Count::up_to(COUNTED, count),
        next: next.flatten(),
        directory,
        now,
    })
}

async fn rows(
    app: &App,
    flags: Vec<StoredFlag>,
    now: Instant,
) -> Result<(Vec<Row>, Arc<Directory>), AppError> {
    let standing = app.standing().await?;
    let mut ids: Vec<PatientId> = flags.iter().map(|flag| flag.patient).collect();
    ids.sort_unstable();
    ids.dedup();
    let named: HashMap<PatientId, Details> = patients::details_of(&app.db.read, &ids)
        .await?
        .into_iter()
        .map(|details| (details.reference.id, details))
        .collect();
    let policies: HashMap<PatientId, Arc<Policy>> = summaries::load(&app.db.read, &ids)
        .await?
        .into_iter()
        .map(|summary| {
            let unit = summary.policy_unit;
            let in_force = standing.policies.at(&standing.directory, unit, now);
            (summary.patient, in_force.policy)
        })
        .collect();
    let rows = flags.into_iter().filter_map(|mut stored| {
        stored.state = stored.state.at(now);
        Some(Row {
            patient: named.get(&stored.patient)?.clone(),
            flag: as_found(&stored)?,
            policy: policies.get(&stored.patient).cloned().unwrap_or_default(),
            stored,
        })
    });
    Ok((rows.collect(), standing.directory))
}

fn mark_of(place: &Place) -> String {
    sealed(&format!(
        "{}.{}.{}.{}",
        place.rank,
        place.raised_at.timestamp_micros(),
        place.patient.0.simple(),
        place.flag.0.simple()
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
            raised_at: DateTime::from_timestamp_micros(micros)?,
            patient: PatientId(Uuid::parse_str(parts.next()?).ok()?),
            flag: FlagId(Uuid::parse_str(parts.next()?).ok()?),
        };
        // Not every instant that can be thought of is one to a database.
        let is_ours = (1..=9999).contains(&place.raised_at.year()) && parts.next().is_none();
        is_ours.then_some(place)
    };
    place().ok_or_else(not_a_cursor)
}
