//! The daily digest: as a page, as a letter; and word of urgent flags at once.
//!
//! A letter holds counts only. Who it is about is told on the page, behind the sign-in.

use std::sync::Arc;

use chrono::{NaiveDate, TimeDelta, Timelike};
use serde_json::json;

use super::outbox::Matter;
use super::record::{note_read, reach_of};
use super::{Actor, App, AppError};
use crate::domain::access::Reach;
use crate::domain::digest::{Digest, Line, digest, since};
use crate::domain::ids::{AccountId, PatientId};
use crate::domain::time::{self, Instant};
use crate::domain::trajectory::Directory;
use crate::domain::vocabulary::NewsMail;
use crate::store::accounts::{self, Account};
use crate::store::patients::{self, Details};
use crate::store::{digests, news, outbox, retry};

/// Word of urgent flags is sent at most once in this time.
const PEACE: TimeDelta = TimeDelta::hours(1);

/// From when on the page tells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum From {
    /// The last digest before today's.
    #[default]
    LastDigest,
    /// So many days ago; at most 31.
    Days(u32),
}

/// Somebody's day, with names.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The digest.
    pub digest: Digest,
    /// The patients of its lines, in their order.
    pub patients: Vec<Details>,
    /// From when on it tells.
    pub since: Instant,
    /// When it is looked at.
    pub now: Instant,
    /// Units, professionals and employments.
    pub directory: Arc<Directory>,
}

/// The digest of whoever asks, as a page shows it. Writes an audit entry for each patient named, before
/// anything is given to the caller.
///
/// # Errors
/// [`AppError::Forbidden`] for accounts whose roles reach no patient's record, and whatever the
/// database reports.
pub async fn show(app: &App, actor: &Actor, from: From) -> Result<Shown, AppError> {
    // Red Thread itself and the command line own no flags.
    let reach = reach_of(actor)?.unwrap_or_default();
    let now = app.clock.now();
    let since = match (from, actor) {
        (From::Days(days), _) => now - TimeDelta::days(days.min(31).into()),
        (From::LastDigest, Actor::Account(viewer)) => {
            last(app, viewer.account, time::local_date(now, app.zone), now).await?
        }
        (From::LastDigest, _) => since(None, now),
    };
    let directory = app.directory().await?;
    let noted = digests::noted(&app.db.read, &reach, since, now).await?;
    let digest = digest(noted, since, now);
    let named = patients_of(&digest);
    let patients = patients::details_of(&app.db.read, &named).await?;
    note_read(app, actor, &named, "digest.show").await?;
    Ok(Shown {
        digest,
        patients,
        since,
        now,
        directory,
    })
}

fn patients_of(digest: &Digest) -> Vec<PatientId> {
    let mut ids = Vec::new();
    for Line { flag, .. } in &digest.lines {
        if !ids.contains(&flag.patient) {
            ids.push(flag.patient);
        }
    }
    ids
}

async fn last(
    app: &App,
    account: AccountId,
    today: NaiveDate,
    now: Instant,
) -> Result<Instant, AppError> {
    let last = digests::last_before(&app.db.read, account, today).await?;
    Ok(since(last, now))
}

/// Makes the digests of today that are due: one an account and a day, whichever instance makes it, and
/// a letter into the outbox for those with something new or urgent. Says how many letters there are.
/// Nothing happens before the hour, and where no e-mail leaves.
///
/// # Errors
/// Whatever the database reports. One account's digest that cannot be made does not hold up the others.
pub async fn make_due(app: &App) -> Result<u64, AppError> {
    let now = app.clock.now();
    let local = now.with_timezone(&app.zone);
    if !app.mailing.is_on() || local.hour() < app.mailing.digest_hour {
        return Ok(0);
    }
    let today = local.date_naive();
    let mut letters = 0;
    for account in digests::due(&app.db.read, today).await? {
        match retry(|| make(app, account, today, now)).await {
            Ok(is_letter) => letters += u64::from(is_letter),
            Err(error) => told("digest", account, &error),
        }
    }
    Ok(letters)
}

async fn make(
    app: &App,
    account: AccountId,
    today: NaiveDate,
    now: Instant,
) -> Result<bool, AppError> {
    let Some((account, reach)) = carer(app, account).await? else {
        return Ok(false);
    };
    let since = last(app, account.id, today, now).await?;
    let noted = digests::noted(&app.db.read, &reach, since, now).await?;
    let mut counts = digest(noted, since, now).counts;
    let tx = app.db.begin().await?;
    if !digests::made(&*tx, account.id, today, now).await? {
        tx.rollback().await?;
        return Ok(false);
    }
    if account.mail.news == NewsMail::Digest {
        counts.news = news::waiting(&*tx, account.id, &reach, Some(since), now).await?;
        news::mailed(&*tx, account.id, now).await?;
    }
    if counts.is_news() {
        let matter = Matter::Digest(today, counts);
        let payload = matter.payload(account.id);
        outbox::enqueue(&*tx, app.ids.next(), matter.kind(), payload, now).await?;
    }
    let detail = json!({ "day": today, "is_sent": counts.is_news() });
    tx.commit(entry(app, "digest.make", account.id, detail))
        .await?;
    Ok(counts.is_news())
}

/// Puts word of urgent flags into the outbox, for those who own one in person that they were not told
/// of: at most one letter an hour and account. Says how many letters there are.
///
/// # Errors
/// Whatever the database reports.
pub async fn tell_urgent(app: &App) -> Result<u64, AppError> {
    if !app.mailing.is_on() {
        return Ok(0);
    }
    let now = app.clock.now();
    let mut letters = 0;
    for account in digests::untold(&app.db.read, now - PEACE).await? {
        match retry(|| tell(app, account, now)).await {
            Ok(is_letter) => letters += u64::from(is_letter),
            Err(error) => told("urgent", account, &error),
        }
    }
    Ok(letters)
}

async fn tell(app: &App, account: AccountId, now: Instant) -> Result<bool, AppError> {
    let Some((account, reach)) = carer(app, account).await? else {
        return Ok(false);
    };
    let waiting = digests::urgent_of(&app.db.read, account.id, &reach, now).await?;
    let untold: Vec<_> = waiting
        .iter()
        .filter(|(_, _, is_told)| !is_told)
        .map(|(patient, flag, _)| (*patient, *flag))
        .collect();
    if untold.is_empty() {
        return Ok(false);
    }
    let tx = app.db.begin().await?;
    if !digests::told(&*tx, account.id, &untold, now, now - PEACE).await? {
        tx.rollback().await?;
        return Ok(false);
    }
    let matter = Matter::Urgent(waiting.len() as u64);
    let payload = matter.payload(account.id);
    outbox::enqueue(&*tx, app.ids.next(), matter.kind(), payload, now).await?;
    let detail = json!({ "waiting": waiting.len(), "new": untold.len() });
    tx.commit(entry(app, "urgent.tell", account.id, detail))
        .await?;
    Ok(true)
}

/// The account, and which patients it reaches; `None` where that is nobody's.
async fn carer(app: &App, account: AccountId) -> Result<Option<(Account, Reach)>, AppError> {
    let account = accounts::by_id(&app.db.read, account).await?;
    Ok(account.and_then(|account| {
        let reach = account.viewer().reach()?;
        Some((account, reach))
    }))
}

fn entry(
    app: &App,
    action: &'static str,
    account: AccountId,
    detail: serde_json::Value,
) -> crate::store::AuditEntry {
    let subject = format!("account/{}", account.0);
    app.entry(&Actor::System, action, subject, "notification", detail)
}

fn told(what: &str, account: AccountId, error: &AppError) {
    tracing::error!(what, account.id = %account.0, code = error.code(), "a letter could not be made");
}
