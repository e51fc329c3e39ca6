//! Planned arrivals: that a patient is to come to a unit, which opens the record to it.

use std::sync::Arc;

use chrono::TimeDelta;
use serde_json::json;

use super::{PlannedArrival, admit, decided, denied, refuse};
use crate::app::record::{self, Opened, note_read};
use crate::app::{Actor, App, AppError};
use crate::domain::access::{Action, Door};
use crate::domain::flags::life::{Expected, Fault};
use crate::domain::ids::{PatientId, RecordId, UnitId};
use crate::domain::time::Instant;
use crate::domain::trajectory::Directory;
use crate::domain::vocabulary::ArrivalState;
use crate::store::{AuditEntry, Tx, arrivals as stored, changes, retry};

/// How far back an arrival may be written down: somebody comes in the night and is announced in the
/// morning.
const LATE: TimeDelta = TimeDelta::days(1);

/// How far ahead.
const AHEAD: TimeDelta = TimeDelta::days(366);

/// A patient's planned arrivals.
#[derive(Debug, Clone)]
pub struct Arrivals {
    /// The latest expected first.
    pub rows: Vec<PlannedArrival>,
    /// Units, professionals and employments.
    pub directory: Arc<Directory>,
}

/// An arrival to be announced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcement {
    /// The patient.
    pub patient: PatientId,
    /// Where the patient is to come; `None` when no unit was named.
    pub unit: Option<UnitId>,
    /// When; `None` when nothing that could be read was given.
    pub expected_at: Option<Instant>,
}

/// A patient's planned arrivals, for those who take part in the care.
///
/// # Errors
/// [`AppError::Forbidden`] and [`AppError::NotFound`] for patients who are not the actor's to see, and
/// whatever the database reports.
pub async fn arrivals(app: &App, actor: &Actor, patient: PatientId) -> Result<Arrivals, AppError> {
    admit(app, actor, patient, Action::Read, "arrivals.show").await?;
    let rows = stored::of(&app.db.read, patient).await?;
    note_read(app, actor, &[patient], "arrivals.show").await?;
    Ok(Arrivals {
        rows,
        directory: app.directory().await?,
    })
}

/// A patient's record with their planned arrivals, for the page about them: one reading.
///
/// # Errors
/// As [`record::open`].
pub async fn expected(
    app: &App,
    actor: &Actor,
    patient: PatientId,
) -> Result<(Opened, Vec<PlannedArrival>), AppError> {
    let opened = record::open(app, actor, patient, "arrivals.show").await?;
    let rows = stored::of(&app.db.read, patient).await?;
    Ok((opened, rows))
}

/// Announces that a patient is to come to a unit. From then on, until it is settled or lapses, the
/// record is open to the staff there: so nobody sends for a patient whose glass they broke.
///
/// # Errors
/// [`AppError::Forbidden`] where the record is not open to the actor for this, [`AppError::Fields`]
/// for what cannot be used, and whatever the database reports.
pub async fn announce(
    app: &App,
    actor: &Actor,
    new: &Announcement,
) -> Result<PlannedArrival, AppError> {
    let asked = "arrival.announce";
    let sought = admit(app, actor, new.patient, Action::Change, asked).await?;
    let directory = app.directory().await?;
    let now = app.clock.now();
    let unit = new.unit.filter(|unit| directory.units.contains_key(unit));
    let expected_at = new
        .expected_at
        .filter(|at| *at > now - LATE && *at < now + AHEAD);
    let (Some(unit), Some(expected_at)) = (unit, expected_at) else {
        let mut faults = Vec::new();
        if unit.is_none() {
            faults.push(Fault {
                field: "unit",
                expected: Expected::Known,
            });
        }
        if expected_at.is_none() {
            faults.push(Fault {
                field: "expected_at",
                expected: Expected::Time,
            });
        }
        return Err(AppError::Fields(faults));
    };
    let allowed = decided(actor, Action::Change, &sought).ok().flatten();
    if let Some(denied) = denied(actor, allowed, &[Door::Arrival(unit)]) {
        return Err(refuse(app, actor, new.patient, asked, denied).await);
    }
    retry(|| write(app, actor, new.patient, unit, expected_at)).await
}

async fn write(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    unit: UnitId,
    expected_at: Instant,
) -> Result<PlannedArrival, AppError> {
    let tx = app.db.begin().await?;
    let known = stored::of(&*tx, patient).await?;
    let is_same = |arrival: &PlannedArrival| {
        arrival.state == ArrivalState::Expected
            && (arrival.unit, arrival.expected_at) == (unit, expected_at)
    };
    if let Some(same) = known.into_iter().find(is_same) {
        tx.rollback().await?;
        return Ok(same);
    }
    let arrival = PlannedArrival {
        patient,
        id: RecordId(app.ids.next()),
        unit,
        expected_at,
        state: ArrivalState::Expected,
        recorded_by: actor.to_string(),
        recorded_at: app.clock.now(),
        settled: None,
        version: 1,
    };
    stored::add(&*tx, &arrival).await?;
    changes::announce(&*tx, &*app.ids, [patient], arrival.recorded_at).await?;
    tx.commit(entry(app, actor, &arrival, "arrival.announce"))
        .await?;
    Ok(arrival)
}

/// Settles a planned arrival: the patient came, the unit declines, or it is withdrawn. Sent again, it is
/// given back as it is.
///
/// # Errors
/// As [`announce`]; [`AppError::NotFound`] for one that is not the patient's, [`AppError::Outdated`] when
/// it was changed since it was looked at, and [`AppError::Conflict`] when it is settled otherwise.
pub async fn settle(
    app: &App,
    actor: &Actor,
    (patient, id): (PatientId, RecordId),
    version: i32,
    state: ArrivalState,
) -> Result<PlannedArrival, AppError> {
    let action = match state {
        ArrivalState::Expected => return Err(AppError::Internal("an arrival cannot be unsettled")),
        ArrivalState::Arrived => "arrival.arrive",
        ArrivalState::Declined => "arrival.decline",
        ArrivalState::Withdrawn => "arrival.withdraw",
    };
    admit(app, actor, patient, Action::Change, action).await?;
    retry(|| write_settled(app, actor, (patient, id), version, state, action)).await
}

async fn write_settled(
    app: &App,
    actor: &Actor,
    (patient, id): (PatientId, RecordId),
    version: i32,
    state: ArrivalState,
    action: &'static str,
) -> Result<PlannedArrival, AppError> {
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    let held = stored::hold(&*tx, patient, id).await?;
    let mut arrival = held.ok_or(AppError::NotFound("planned arrival"))?;
    if arrival.state == state {
        tx.rollback().await?;
        return Ok(arrival);
    }
    if arrival.version != version {
        return Err(AppError::Outdated("planned arrival"));
    }
    if arrival.state != ArrivalState::Expected {
        return Err(AppError::Conflict("planned arrival"));
    }
    let by = actor.to_string();
    stored::settle(&*tx, &arrival, state, &by, now).await?;
    changes::announce(&*tx, &*app.ids, [patient], now).await?;
    tx.commit(entry(app, actor, &arrival, action)).await?;
    arrival.state = state;
    arrival.settled = Some((by, now));
    arrival.version += 1;
    Ok(arrival)
}

/// Settles what was announced of a patient at units to which they came, in the transaction that records
/// that, and gives what it settled.
///
/// # Errors
/// Whatever the database reports.
pub(in crate::app) async fn came(
    tx: &Tx,
    patient: PatientId,
    units: &[UnitId],
    (by, at): (&str, Instant),
) -> Result<Vec<RecordId>, AppError> {
    if units.is_empty() {
        return Ok(Vec::new());
    }
    let expected = stored::expected_at(&**tx, patient, units).await?;
    for arrival in &expected {
        stored::settle(&**tx, arrival, ArrivalState::Arrived, by, at).await?;
    }
    Ok(expected.iter().map(|arrival| arrival.id).collect())
}

fn entry(app: &App, actor: &Actor, arrival: &PlannedArrival, action: &'static str) -> AuditEntry {
    let detail = json!({ "unit": arrival.unit, "expected_at": arrival.expected_at });
    AuditEntry {
        patient: Some(arrival.patient),
        ..app.entry(
            actor,
            action,
            format!("arrival/{}", arrival.id.0),
            "care",
            detail,
        )
    }
}
