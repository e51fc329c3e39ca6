//! One turn of the worker: claiming some of those who are due, and evaluating them.

use chrono::TimeDelta;

use super::keep::{Kept, commit, judged};
use super::write::Written;
use crate::app::{Actor, App, AppError};
use crate::domain::ids::PatientId;
use crate::domain::time::Instant;
use crate::store::evaluations::{self, Claim, Due};
use crate::store::{self, Transient};

/// How much one turn takes, and for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// Patients at most.
    pub batch: u64,
    /// How long they are this worker's alone. One that dies in the middle leaves them to others after
    /// that.
    pub lease: TimeDelta,
}

/// Patients who were claimed, to be evaluated as of the instant at which they were.
#[derive(Debug)]
pub struct Taken {
    claim: Claim,
    patients: Vec<PatientId>,
    now: Instant,
}

impl Taken {
    /// Who.
    pub fn patients(&self) -> &[PatientId] {
        &self.patients
    }
}

/// What became of those who were claimed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Turn {
    /// What was stored. Of a patient who was claimed and is missing here something changed meanwhile, or
    /// the claim was lost; they are still marked, or were evaluated by whoever changed it.
    pub kept: Kept,
    /// Patients who could not be evaluated. They stay claimed until the lease is over.
    pub failed: u64,
}

/// Claims some of those who are due and whom nobody else works on; `None` when there are none.
///
/// # Errors
/// Whatever the database reports.
pub async fn take(app: &App, share: Share) -> Result<Option<Taken>, AppError> {
    let now = app.clock.now();
    let claim = Claim(app.ids.next());
    let mut claimed = Vec::new();
    for why in [Due::Time, Due::Changed] {
        let most = share.batch - claimed.len() as u64;
        if most > 0 {
            let conn = app.db.writer();
            claimed.extend(evaluations::claim(conn, claim, why, now, share.lease, most).await?);
        }
    }
    if claimed.is_empty() {
        return Ok(None);
    }
    let late = claimed.iter().filter_map(|one| one.due_at);
    app.metrics
        .claimed(late.map(|due| (now - due).to_std().unwrap_or_default()));
    Ok(Some(Taken {
        claim,
        patients: claimed.iter().map(|one| one.patient).collect(),
        now,
    }))
}

/// Evaluates those who were claimed, stores what was found and gives them back.
///
/// # Errors
/// When the database cannot be reached, or is too busy. What was claimed is somebody's again when the
/// lease is over.
pub async fn settle(app: &App, taken: Taken) -> Result<Turn, AppError> {
    let Taken {
        claim,
        patients,
        now,
    } = taken;
    let mut turn = Turn::default();
    match evaluated(app, claim, patients.clone(), now).await {
        Ok(written) => turn.kept.add(&written),
        Err(error) if is_everyones(&error) => return Err(error),
        // One of them is at fault: the others are not to suffer for it.
        Err(_) => {
            for id in patients {
                match evaluated(app, claim, vec![id], now).await {
                    Ok(written) => turn.kept.add(&written),
                    Err(error) if is_everyones(&error) => return Err(error),
                    Err(error) => {
                        turn.failed += 1;
                        app.metrics.failed();
                        let (code, patient) = (error.code(), id.0);
                        tracing::error!(code, %patient, "a patient could not be evaluated");
                    }
                }
            }
        }
    }
    Ok(turn)
}

/// In a task of its own, so that a rule that panics takes nothing with it.
async fn evaluated(
    app: &App,
    claim: Claim,
    ids: Vec<PatientId>,
    now: Instant,
) -> Result<Written, AppError> {
    let app = app.clone();
    let work = async move {
        let judged = judged(&app, &ids, now).await?;
        store::retry(|| commit(&app, &Actor::System, &judged, Some(claim))).await
    };
    tokio::spawn(work)
        .await
        .map_err(|_| AppError::Internal("an evaluation broke off"))?
}

/// Whether another patient would fare the same.
fn is_everyones(error: &AppError) -> bool {
    error.is_transient() || error.is_retryable()
}

/// When somebody is due by time next, after now.
///
/// # Errors
/// Whatever the database reports.
pub async fn next_due(app: &App) -> Result<Option<Instant>, AppError> {
    Ok(evaluations::next_due(&app.db.read, app.clock.now()).await?)
}
