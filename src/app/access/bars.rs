//! Bars: what a patient does not want, written down by those in care at the patient's wish.

use std::sync::Arc;

use serde_json::json;

use super::{RecordedBar, admit};
use crate::app::record::{self, Opened};
use crate::app::{Actor, App, AppError};
use crate::domain::access::{Action, Bar, Barred};
use crate::domain::flags::life::{Expected, Fault, WORDS_MAX};
use crate::domain::ids::{PatientId, RecordId};
use crate::domain::time::Instant;
use crate::domain::trajectory::Directory;
use crate::store::{AuditEntry, bars as stored, evaluations, retry};

/// A patient's bars.
#[derive(Debug, Clone)]
pub struct Bars {
    /// The patient's record.
    pub opened: Opened,
    /// The bars, the newest first.
    pub bars: Vec<RecordedBar>,
}

/// A bar to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBar {
    /// The patient.
    pub patient: PatientId,
    /// Whom the patient does not want; `None` when nobody who is known was named.
    pub whom: Option<Barred>,
    /// Until when; `None` is until it is lifted.
    pub until: Option<Instant>,
    /// The patient's reason; empty for none.
    pub reason: String,
}

/// A patient's bars, for those who take part in the care.
///
/// # Errors
/// As [`record::open`].
pub async fn bars(app: &App, actor: &Actor, patient: PatientId) -> Result<Bars, AppError> {
    let opened = record::open(app, actor, patient, "bars.show").await?;
    Ok(Bars {
        bars: stored::of(&app.db.read, patient).await?,
        opened,
    })
}

/// Writes a bar down. Of the same person or unit there is one at a time: sent again, it is given back as
/// it is.
///
/// # Errors
/// [`AppError::Forbidden`] where the record is not open to the actor for changes, [`AppError::Fields`]
/// for what cannot be used, and whatever the database reports.
pub async fn bar(app: &App, actor: &Actor, new: &NewBar) -> Result<RecordedBar, AppError> {
    admit(app, actor, new.patient, Action::Change, "bar.record").await?;
    let directory = app.directory().await?;
    let now = app.clock.now();
    let whom = checked(new, &directory, now)?;
    retry(|| write(app, actor, new, whom, now)).await
}

fn checked(new: &NewBar, directory: &Arc<Directory>, now: Instant) -> Result<Barred, AppError> {
    let whom = new.whom.filter(|whom| match whom {
        Barred::Professional(who) => directory.professionals.contains_key(who),
        Barred::Unit(unit) => directory.units.contains_key(unit),
    });
    let mut faults = Vec::new();
    if whom.is_none() {
        faults.push(Fault {
            field: "whom",
            expected: Expected::Known,
        });
    }
    if new.until.is_some_and(|until| until <= now) {
        faults.push(Fault {
            field: "until",
            expected: Expected::Time,
        });
    }
    if new.reason.trim().chars().count() > WORDS_MAX {
        faults.push(Fault {
            field: "reason",
            expected: Expected::FewWords,
        });
    }
    match whom {
        Some(whom) if faults.is_empty() => Ok(whom),
        _ => Err(AppError::Fields(faults)),
    }
}

async fn write(
    app: &App,
    actor: &Actor,
    new: &NewBar,
    whom: Barred,
    now: Instant,
) -> Result<RecordedBar, AppError> {
    let tx = app.db.begin().await?;
    evaluations::hold(&*tx, &[new.patient], None).await?;
    let known = stored::of(&*tx, new.patient).await?;
    let is_same = |bar: &RecordedBar| bar.bar.whom == whom && bar.bar.to.is_none_or(|to| to > now);
    if let Some(same) = known.into_iter().find(is_same) {
        tx.rollback().await?;
        return Ok(same);
    }
    let reason = new.reason.trim();
    let bar = RecordedBar {
        patient: new.patient,
        id: RecordId(app.ids.next()),
        bar: Bar {
            whom,
            from: now,
            to: new.until,
        },
        reason: (!reason.is_empty()).then(|| reason.to_owned()),
        recorded_by: actor.to_string(),
        recorded_at: now,
        lifted_by: None,
        version: 1,
    };
    stored::add(&*tx, &bar).await?;
    tx.commit(entry(app, actor, &bar, "bar.record")).await?;
    Ok(bar)
}

/// Lifts a bar at the patient's wish. One that is over stays as it is.
///
/// # Errors
/// As [`bar`]; [`AppError::NotFound`] for a bar that is not the patient's, and [`AppError::Outdated`]
/// when it was changed since it was looked at.
pub async fn lift(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    id: RecordId,
    version: i32,
) -> Result<RecordedBar, AppError> {
    admit(app, actor, patient, Action::Change, "bar.lift").await?;
    retry(|| write_lift(app, actor, (patient, id), version)).await
}

async fn write_lift(
    app: &App,
    actor: &Actor,
    (patient, id): (PatientId, RecordId),
    version: i32,
) -> Result<RecordedBar, AppError> {
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    let held = stored::hold(&*tx, patient, id).await?;
    let mut bar = held.ok_or(AppError::NotFound("bar"))?;
    if bar.bar.to.is_some_and(|to| to <= now) {
        tx.rollback().await?;
        return Ok(bar);
    }
    if bar.version != version {
        return Err(AppError::Outdated("bar"));
    }
    let by = actor.to_string();
    stored::lift(&*tx, &bar, &by, now).await?;
    tx.commit(entry(app, actor, &bar, "bar.lift")).await?;
    bar.bar.to = Some(now);
    bar.lifted_by = Some(by);
    bar.version += 1;
    Ok(bar)
}

fn entry(app: &App, actor: &Actor, bar: &RecordedBar, action: &'static str) -> AuditEntry {
    let detail = match bar.bar.whom {
        Barred::Professional(who) => json!({ "professional": who }),
        Barred::Unit(unit) => json!({ "unit": unit }),
    };
    AuditEntry {
        patient: Some(bar.patient),
        ..app.entry(actor, action, format!("bar/{}", bar.id.0), "access", detail)
    }
}
