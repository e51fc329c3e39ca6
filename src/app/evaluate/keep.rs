//! Keeping flags and summaries true to the records.
//!
//! Patients are read and judged by several tasks at once; each page is then written in one short
//! transaction. A change that comes in between is not lost: it moves the patient's revision on, and
//! what was judged of an earlier one is not written; the patient stays marked, to be judged again.

use std::fmt;
use std::sync::Arc;

use futures_util::stream::{FuturesUnordered, StreamExt};
use serde_json::json;

use super::judge::{Judged, judge};
use super::write::{Written, tally, write};
use super::{PAGE, workers};
use crate::app::{Actor, App, AppError, Progress};
use crate::domain::ids::PatientId;
use crate::domain::time::Instant;
use crate::store::evaluations::{self, Claim};
use crate::store::{self, changes, summaries};

/// Whom to evaluate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Everyone, from the records.
    All,
    /// Those whose records changed, and those whose time has come.
    Due,
    /// One patient.
    One(PatientId),
}

/// What an evaluation changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Kept {
    /// Patients judged.
    pub patients: u64,
    /// Flags that were not living before.
    pub raised: u64,
    /// Living flags whose severity or evidence changed.
    pub updated: u64,
    /// Flags whose condition no longer holds.
    pub cleared: u64,
}

impl Kept {
    /// These and others.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            patients: self.patients + other.patients,
            raised: self.raised + other.raised,
            updated: self.updated + other.updated,
            cleared: self.cleared + other.cleared,
        }
    }

    pub(super) fn add(&mut self, written: &Written) {
        let Written {
            patients, changes, ..
        } = written;
        self.patients += patients;
        self.raised += changes.raised;
        self.updated += changes.updated;
        self.cleared += changes.cleared;
    }
}

impl fmt::Display for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} patients evaluated: {} flags raised, {} updated, {} cleared",
            self.patients, self.raised, self.updated, self.cleared
        )
    }
}

/// What every task of one run shares.
struct Run {
    app: App,
    actor: Actor,
    now: Instant,
}

/// Evaluates patients as of now and stores their flags and summaries.
///
/// # Errors
///
/// The database; pages written so far stay, and running again completes the rest.
pub async fn keep(
    app: &App,
    actor: &Actor,
    which: Which,
    progress: &dyn Progress,
) -> Result<Kept, AppError> {
    let now = app.clock.now();
    let run = Arc::new(Run {
        app: app.clone(),
        actor: actor.clone(),
        now,
    });
    let mut kept = Kept::default();
    let mut running = FuturesUnordered::new();
    let mut after: Option<PatientId> = None;
    let mut is_done = false;
    progress.begin("evaluating patients", count(app, which, now).await?);
    loop {
        while !is_done && running.len() < workers() {
            let ids = next_ids(&run, which, after).await?;
            is_done = (ids.len() as u64) < PAGE;
            after = ids.last().copied().or(after);
            if !ids.is_empty() {
                running.push(tokio::spawn(page(Arc::clone(&run), ids)));
            }
        }
        let Some(done) = running.next().await else {
            break;
        };
        let (patients, written) =
            done.map_err(|_| AppError::Internal("an evaluation task broke off"))??;
        progress.advance(patients as u64);
        kept.add(&written);
    }
    progress.end();
    Ok(kept)
}

async fn count(app: &App, which: Which, now: Instant) -> Result<Option<u64>, AppError> {
    Ok(Some(match which {
        Which::All => store::patients::count(&app.db.read).await?,
        Which::Due => summaries::count_due(&app.db.read, now).await?,
        Which::One(_) => 1,
    }))
}

async fn next_ids(
    run: &Run,
    which: Which,
    after: Option<PatientId>,
) -> Result<Vec<PatientId>, AppError> {
    let read = &run.app.db.read;
    Ok(match which {
        Which::All => store::patients::ids(read, after, PAGE).await?,
        Which::Due => summaries::due(read, Some(run.now), after, PAGE).await?,
        Which::One(id) => vec![id],
    })
}

/// Reads, judges and writes one page of patients.
async fn page(run: Arc<Run>, ids: Vec<PatientId>) -> Result<(usize, Written), AppError> {
    let judged = judged(&run.app, &ids, run.now).await?;
    let written = store::retry(|| commit(&run.app, &run.actor, &judged, None)).await?;
    Ok((ids.len(), written))
}

/// Reads and judges patients.
pub(super) async fn judged(
    app: &App,
    ids: &[PatientId],
    now: Instant,
) -> Result<Vec<Judged>, AppError> {
    // How far they are is read before what they are judged by: a change of either marks those whom it
    // touches, and moves them on.
    let known = evaluations::known(&app.db.read, ids).await?;
    let ground = app.ground().await?;
    let mut judged = Vec::with_capacity(known.len());
    for known in known {
        judged.push(judge(now, &ground, known));
        // Others wait for this thread, too.
        tokio::task::yield_now().await;
    }
    Ok(judged)
}

/// Writes what was judged, in a transaction of its own, and gives the claim back in the same.
pub(super) async fn commit(
    app: &App,
    actor: &Actor,
    judged: &[Judged],
    claim: Option<Claim>,
) -> Result<Written, AppError> {
    let tx = app.db.begin().await?;
    let written = write(&tx, app, judged, claim).await?;
    if let Some(claim) = claim {
        let ids: Vec<PatientId> = judged.iter().map(Judged::patient).collect();
        evaluations::give_back(&*tx, claim, &ids).await?;
        // What marked them, an import among others, did not say so itself.
        changes::announce(&*tx, app.ids.as_ref(), ids, app.clock.now()).await?;
    }
    let changes = &written.changes;
    let entry = app.entry(
        actor,
        "evaluate.store",
        "flags",
        "care",
        json!({
            "patients": written.patients,
            "raised": changes.raised,
            "updated": changes.updated,
            "cleared": changes.cleared,
        }),
    );
    tx.commit(entry).await?;
    tally(app, &written);
    Ok(written)
}
