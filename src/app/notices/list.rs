//! Somebody's notices, the newest first.

use std::sync::Arc;

use uuid::Uuid;

use super::Notice;
use crate::app::paging::Count;
use crate::app::record::{note_read, reach_of};
use crate::app::{Actor, App, AppError, Refusal};
use crate::domain::access::Reach;
use crate::domain::ids::{AccountId, PatientId};
use crate::domain::time::Instant;
use crate::domain::trajectory::Directory;
use crate::store::news::{self as stored, COUNTED, Which};
use crate::store::patients::{self, Details};

/// Notices on a page.
const PAGE: usize = 25;

/// What is asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asked {
    /// Only those that were not read.
    pub is_unread: bool,
    /// The last notice of the page before; `None` is the first page.
    pub after: Option<Uuid>,
    /// How many at most; `None` is 25.
    pub limit: Option<usize>,
}

/// A page of notices.
#[derive(Debug, Clone)]
pub struct List {
    /// The notices, the newest first.
    pub rows: Vec<Row>,
    /// How many there are on all pages.
    pub count: Count,
    /// The last of this page, where there is a next one.
    pub next: Option<Uuid>,
    /// Units, professionals and employments.
    pub directory: Arc<Directory>,
    /// The instant at which it is looked at.
    pub now: Instant,
}

/// A notice, and whom it is about.
#[derive(Debug, Clone)]
pub struct Row {
    /// The patient by name.
    pub patient: Details,
    /// What happened.
    pub notice: Notice,
}

/// A page of what the actor was told, of patients who are within their reach now. Writes an audit entry for
/// each patient named, before anything is given to the caller.
///
/// # Errors
/// [`AppError::Forbidden`] for accounts that reach no patient's record, and whatever the database reports.
pub async fn list(app: &App, actor: &Actor, asked: &Asked) -> Result<List, AppError> {
    let (account, reach) = told(actor)?;
    let now = app.clock.now();
    let which = Which {
        account,
        reach: &reach,
        at: now,
        is_unread: asked.is_unread,
    };
    let size = asked.limit.unwrap_or(PAGE);
    let read = &app.db.read;
    let mut found = stored::page(read, which, asked.after, size as u64 + 1).await?;
    let count = stored::count(read, which, COUNTED).await?;
    let next = (found.len() > size).then(|| {
        found.truncate(size);
        found.last().map(|last| last.id)
    });
    let mut ids: Vec<PatientId> = found.iter().map(|notice| notice.patient).collect();
    ids.sort_unstable();
    ids.dedup();
    let named = patients::details_of(read, &ids).await?;
    let rows = found.into_iter().filter_map(|notice| {
        let mut details = named.iter();
        let patient = details.find(|details| details.reference.id == notice.patient)?;
        Some(Row {
            patient: patient.clone(),
            notice,
        })
    });
    let rows = rows.collect();
    note_read(app, actor, &ids, "notices.show").await?;
    Ok(List {
        rows,
        count: Count::up_to(COUNTED, count),
        next: next.flatten(),
        directory: app.directory().await?,
        now,
    })
}

/// How many notices the actor has not read; counted up to one more than `most`. Names nobody, so that no
/// entry is written. None for accounts that reach no patient.
///
/// # Errors
/// Whatever the database reports.
pub async fn unread(app: &App, actor: &Actor, most: u64) -> Result<u64, AppError> {
    let Ok((account, reach)) = told(actor) else {
        return Ok(0);
    };
    let which = Which {
        account,
        reach: &reach,
        at: app.clock.now(),
        is_unread: true,
    };
    Ok(stored::count(&app.db.read, which, most).await?)
}

/// Who is told, and whom they reach.
pub(super) fn told(actor: &Actor) -> Result<(AccountId, Reach), AppError> {
    match (actor, reach_of(actor)?) {
        (Actor::Account(viewer), Some(reach)) => Ok((viewer.account, reach)),
        // Red Thread itself and the command line are told nothing.
        _ => Err(Refusal::NoCareRole.into()),
    }
}
