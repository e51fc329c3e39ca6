//! Breaking the glass: opening a record for twelve hours, with a reason.

use serde_json::json;

use super::admit::{decided, refuse};
use super::{Glass, admit};
use crate::app::guests::is_guest;
use crate::app::record::reach_of;
use crate::app::{Actor, App, AppError, Refusal};
use crate::domain::access::{Action, Denied, Opening, until};
use crate::domain::ids::{AccountId, PatientId, RecordId};
use crate::domain::time::Instant;
use crate::domain::vocabulary::GlassReason;
use crate::store::{AuditEntry, evaluations, glass as stored, reach, retry};

/// What came of breaking a glass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// The record is open to the actor by it now.
    Opened(Glass),
    /// It was broken before, and still is.
    Already(Glass),
    /// There was no need: the record is open to the actor, for changes too.
    NoNeed,
}

/// Breaks the glass for an account. Sending it twice breaks it once.
///
/// # Errors
/// [`AppError::Fields`] without a reason and words, [`AppError::Forbidden`] for accounts that no glass
/// lets in (which is written down), [`AppError::NotFound`] for an unknown patient, and whatever the
/// database reports.
pub async fn break_glass(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    reason: Option<GlassReason>,
    words: &str,
) -> Result<Broken, AppError> {
    may_break(app, actor, patient).await?;
    let account = account_of(actor)?;
    let opening = Opening::parse(reason, words).map_err(AppError::Fields)?;
    retry(|| write(app, actor, account, patient, &opening)).await
}

async fn write(
    app: &App,
    actor: &Actor,
    account: AccountId,
    patient: PatientId,
    opening: &Opening,
) -> Result<Broken, AppError> {
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    // Two at once queue here, so that the second finds the glass of the first.
    evaluations::hold(&*tx, &[patient], None).await?;
    let reach = reach_of(actor)?;
    let sought = reach::seek(&*tx, patient, reach.as_ref(), now).await?;
    let sought = sought.ok_or(AppError::NotFound("patient"))?;
    if let Some(glass) = stored::open_of(&*tx, patient, account, now).await? {
        tx.rollback().await?;
        return Ok(Broken::Already(glass));
    }
    if decided(actor, Action::Change, &sought).is_ok() {
        tx.rollback().await?;
        return Ok(Broken::NoNeed);
    }
    // Barred since it was asked.
    if let Err(denied) = decided(actor, Action::BreakGlass, &sought) {
        tx.rollback().await?;
        return Err(refuse(app, actor, patient, "glass.break", denied).await);
    }
    let glass = Glass {
        patient,
        id: RecordId(app.ids.next()),
        account,
        opening: opening.clone(),
        opened_at: now,
        until: until(now),
        ended_at: None,
        review: None,
        version: 1,
    };
    stored::add(&*tx, &glass).await?;
    let detail = json!({ "reason": glass.opening.reason.code(), "until": glass.until });
    tx.commit(entry(app, actor, &glass, "glass.break", detail))
        .await?;
    Ok(Broken::Opened(glass))
}

/// Lets in whoever could break the glass of a patient, and nobody else: for the page that asks why.
///
/// # Errors
/// As [`break_glass`].
pub async fn may_break(app: &App, actor: &Actor, patient: PatientId) -> Result<(), AppError> {
    admit(app, actor, patient, Action::BreakGlass, "glass.break").await?;
    // Whoever is let in for a day is vouched for by one unit, for its patients.
    if is_guest(app, actor).await? {
        return Err(refuse(app, actor, patient, "glass.break", Denied::Guest).await);
    }
    Ok(())
}

/// The glass by which a patient's record is open to an account now.
///
/// # Errors
/// Whatever the database reports.
pub async fn glass(
    app: &App,
    account: AccountId,
    patient: PatientId,
) -> Result<Option<Glass>, AppError> {
    let now = app.clock.now();
    Ok(stored::open_of(&app.db.read, patient, account, now).await?)
}

/// Closes the actor's own broken glass before its time. One that is closed stays so.
///
/// # Errors
/// [`AppError::NotFound`] where the actor has none, and whatever the database reports.
pub async fn mend(app: &App, actor: &Actor, patient: PatientId) -> Result<(), AppError> {
    let account = account_of(actor)?;
    retry(|| write_end(app, actor, account, patient, app.clock.now())).await
}

async fn write_end(
    app: &App,
    actor: &Actor,
    account: AccountId,
    patient: PatientId,
    now: Instant,
) -> Result<(), AppError> {
    let tx = app.db.begin().await?;
    let found = stored::open_of(&*tx, patient, account, now).await?;
    let found = found.ok_or(AppError::NotFound("open glass of yours"))?;
    let held = stored::hold(&*tx, patient, found.id).await?;
    let held = held.filter(|held| held.is_open(now));
    let held = held.ok_or(AppError::NotFound("open glass of yours"))?;
    stored::end(&*tx, &held, now).await?;
    let entry = entry(app, actor, &held, "glass.end", json!({}));
    tx.commit(entry).await?;
    Ok(())
}

fn account_of(actor: &Actor) -> Result<AccountId, AppError> {
    match actor {
        Actor::Account(viewer) => Ok(viewer.account),
        // Nothing is closed to them that a glass would open.
        Actor::CommandLine(_) | Actor::Patient(_) | Actor::System => {
            Err(Refusal::NoCareRole.into())
        }
    }
}

pub(super) fn entry(
    app: &App,
    actor: &Actor,
    glass: &Glass,
    action: &'static str,
    detail: serde_json::Value,
) -> AuditEntry {
    AuditEntry {
        patient: Some(glass.patient),
        ..app.entry(
            actor,
            action,
            format!("glass/{}", glass.id.0),
            "access",
            detail,
        )
    }
}
