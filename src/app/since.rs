//! What changed about patients since the actor last looked at their records.

use std::collections::HashMap;

use super::record::{self, Opened};
use super::{Actor, App, AppError};
use crate::domain::ids::PatientId;
use crate::domain::since::{Change, Since, since};
use crate::domain::time::Instant;
use crate::domain::trajectory::Trajectory;
use crate::store::looks::{self as stored, Look};

pub use crate::store::looks::From;

/// What changed, and since when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// When the actor had last looked; `None` where never before, and then nothing is told.
    pub at: Option<Instant>,
    /// What changed since.
    pub since: Since,
}

/// What changed about a patient before the actor's present visit to the record, and in it.
///
/// # Errors
/// Whatever the database reports.
pub async fn of_opened(app: &App, actor: &Actor, opened: &Opened) -> Result<Looked, AppError> {
    let patient = opened.patient.reference.id;
    let looks = looks(app, actor, &[patient], From::VisitBefore).await?;
    Ok(looks.of(patient, &opened.trajectory, opened.now))
}

/// As [`of_opened`], of a patient whose record is opened for it.
///
/// # Errors
/// As [`record::open`].
pub async fn show(
    app: &App,
    actor: &Actor,
    patient: PatientId,
) -> Result<(Opened, Looked), AppError> {
    let opened = record::open(app, actor, patient, "changes.show").await?;
    let looked = of_opened(app, actor, &opened).await?;
    Ok((opened, looked))
}

/// Looks at several patients' records, and what was written since each.
#[derive(Debug, Clone, Default)]
pub(super) struct Looks {
    from: Option<From>,
    by_patient: HashMap<PatientId, Look>,
    changes: HashMap<PatientId, Vec<Change>>,
}

impl Looks {
    /// What changed about a patient.
    pub fn of(&self, patient: PatientId, trajectory: &Trajectory, now: Instant) -> Looked {
        let look = self.by_patient.get(&patient);
        let changes = self.changes.get(&patient);
        Looked {
            at: look.and_then(|look| match self.from {
                Some(From::VisitBefore) => look.before,
                _ => Some(look.at),
            }),
            since: since(changes.map_or(&[], Vec::as_slice), trajectory, now),
        }
    }
}

/// Reads when the actor looked at these patients' records, and what was written since by anybody else.
/// Nothing for those who have no account.
pub(super) async fn looks(
    app: &App,
    actor: &Actor,
    patients: &[PatientId],
    from: From,
) -> Result<Looks, AppError> {
    let Actor::Account(viewer) = actor else {
        return Ok(Looks::default());
    };
    let conn = &app.db.read;
    Ok(Looks {
        from: Some(from),
        by_patient: stored::of(conn, viewer.account, patients).await?,
        changes: stored::changes(conn, viewer.account, patients, from).await?,
    })
}
