//! Handovers that wait for somebody, or that somebody offered: the longest overdue first.

use std::sync::Arc;

use chrono::{DateTime, Datelike};
use uuid::Uuid;

use super::{Maker, Stored};
use crate::app::paging::{Count, not_a_cursor, opened, sealed};
use crate::app::record::note_read;
use crate::app::{Actor, App, AppError};
use crate::domain::ids::{PatientId, RecordId};
use crate::domain::time::Instant;
use crate::domain::trajectory::Directory;
use crate::store::handovers::{self as stored, COUNTED, Inbox, Place, Which};
use crate::store::patients::{self, Details};

/// Handovers on a page.
const PAGE: usize = 25;

/// What is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// Which list.
    pub inbox: Inbox,
    /// The mark of the page, as the page before gave it; `None` is the first.
    pub after: Option<String>,
    /// How many handovers at most; `None` is 25.
    pub limit: Option<usize>,
}

/// A page of a list.
#[derive(Debug, Clone)]
pub struct List {
    /// The handovers, the longest overdue first.
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

/// A handover of a list.
#[derive(Debug, Clone)]
pub struct Row {
    /// Whose care it is about.
    pub patient: Details,
    /// The handover.
    pub stored: Stored,
}

/// A page of a list. Writes an audit entry for each patient named, before anything is given to the
/// caller.
///
/// # Errors
/// [`AppError::Forbidden`] for accounts that reach no patient's record, [`AppError::InvalidInput`] for a
/// mark that was not handed out, and whatever the database reports.
pub async fn inbox(app: &App, actor: &Actor, asked: &Asked) -> Result<List, AppError> {
    let maker = Maker::of(actor)?;
    let now = app.clock.now();
    let after = asked.after.as_deref().map(place_of).transpose()?;
    let size = asked.limit.unwrap_or(PAGE);
    let read = &app.db.read;
    let which = Which {
        inbox: asked.inbox,
        reach: &maker.reach,
        at: now,
    };
    let mut found = stored::page(read, which, after, size as u64 + 1).await?;
    let count = stored::count(read, which, COUNTED).await?;
    let next = (found.len() > size).then(|| {
        found.truncate(size);
        found.last().map(|last| mark_of(&Place::of(last)))
    });
    let mut ids: Vec<PatientId> = found.iter().map(|stored| stored.patient).collect();
    ids.sort_unstable();
    ids.dedup();
    let named = patients::details_of(read, &ids).await?;
    let rows = found.into_iter().filter_map(|stored| {
        let mut details = named.iter();
        let patient = details.find(|details| details.reference.id == stored.patient)?;
        Some(Row {
            patient: patient.clone(),
            stored,
        })
    });
    let rows: Vec<Row> = rows.collect();
    note_read(app, actor, &ids, "handovers.inbox").await?;
    Ok(List {
        rows,
        count: Count::up_to(COUNTED, count),
        next: next.flatten(),
        directory: app.directory().await?,
        now,
    })
}

/// How many handovers wait for the actor, in person or with the others of a unit; counted up to one more
/// than `most`. Names nobody, so that no entry is written. Nobody's for accounts that reach no patient.
///
/// # Errors
/// Whatever the database reports.
pub async fn waiting(app: &App, actor: &Actor, most: u64) -> Result<u64, AppError> {
    let Ok(maker) = Maker::of(actor) else {
        return Ok(0);
    };
    let mut waiting = 0;
    for inbox in [Inbox::Mine, Inbox::Pool] {
        let which = Which {
            inbox,
            reach: &maker.reach,
            at: app.clock.now(),
        };
        waiting += stored::count(&app.db.read, which, most).await?;
    }
    Ok(waiting)
}

fn mark_of(place: &Place) -> String {
    sealed(&format!(
        "{}.{}.{}.{}",
        place.rank,
        place.due.timestamp_micros(),
        place.patient.0.simple(),
        place.handover.0.simple()
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
            due: DateTime::from_timestamp_micros(micros)?,
            patient: PatientId(Uuid::parse_str(parts.next()?).ok()?),
            handover: RecordId(Uuid::parse_str(parts.next()?).ok()?),
        };
        // Not every instant that can be thought of is one to a database.
        let is_ours = (1..=9999).contains(&place.due.year()) && parts.next().is_none();
        is_ours.then_some(place)
    };
    place().ok_or_else(not_a_cursor)
}
