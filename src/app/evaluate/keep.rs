//! Keeping flags and summaries true to the records.
//!
//! Patients are read and judged by several tasks at once; each page is then written in one short
//! transaction. A change that comes in between is not lost: it moves the patient's revision on, and
//! a summary written for an earlier revision leaves the patient stale, to be judged again.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;
use futures_util::stream::{FuturesUnordered, StreamExt};
use serde_json::json;

use super::{PAGE, workers};
use crate::app::{Actor, App, AppError, Progress};
use crate::domain::admission::Admission;
use crate::domain::continuity::{Gatherer, Tally, Window};
use crate::domain::flags::policy::unit_of;
use crate::domain::flags::{self, Case, Flag, PolicyBook};
use crate::domain::ids::{PatientId, PolicyVersionId};
use crate::domain::time::{self, Instant};
use crate::domain::trajectory::{Directory, Trajectory};
use crate::store::flags::{Changes, Findings, NewFlag, StoredFlag};
use crate::store::summaries::{Counters, Mark, Summary};
use crate::store::{self, directory, policies, summaries, trajectories};

/// Days that a summary's counters reach back.
const SUMMARY_DAYS: i64 = 365;

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
    fn add(&mut self, patients: usize, changes: Changes) {
        self.patients += patients as u64;
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
    directory: Directory,
    /// What tells whether the directory is still the one that was read.
    newest: [Option<uuid::Uuid>; 4],
    policies: PolicyBook,
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
        newest: directory::newest(&app.db.read).await?,
        directory: directory::load(&app.db.read, app.zone, None).await?,
        app: app.clone(),
        actor: actor.clone(),
        policies: policies::book(&app.db.read).await?,
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
        let (patients, changes) =
            done.map_err(|_| AppError::Internal("an evaluation task broke off"))??;
        progress.advance(patients as u64);
        kept.add(patients, changes);
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
async fn page(run: Arc<Run>, ids: Vec<PatientId>) -> Result<(usize, Changes), AppError> {
    let read = &run.app.db.read;
    // Before the records: a change in between then counts as not seen.
    let marks = summaries::marks(read, &ids).await?;
    // A change of the directory since the run began has marked those it touches: they must be
    // judged by it, or their marks would be lost.
    let reread = if directory::newest(read).await? == run.newest {
        None
    } else {
        Some(directory::load(read, run.app.zone, None).await?)
    };
    let directory = reread.as_ref().unwrap_or(&run.directory);
    // So have thresholds that were set since.
    let reset = if policies::count(read).await? == run.policies.len() as u64 {
        None
    } else {
        Some(policies::book(read).await?)
    };
    let policies = reset.as_ref().unwrap_or(&run.policies);
    let trajectories = trajectories::load(read, &ids, None).await?;
    let living = living(&run, &ids).await?;
    let mut findings = Vec::with_capacity(ids.len());
    let mut summaries = Vec::with_capacity(ids.len());
    for trajectory in trajectories {
        let patient = trajectory.patient.id;
        let mark = marks.get(&patient).copied().unwrap_or_default();
        let known = living.get(&patient).map_or(&[][..], Vec::as_slice);
        let (found, summary) = judge(run.now, policies, directory, trajectory, mark, known);
        findings.push(found);
        summaries.push(summary);
    }
    let changes = store::retry(|| write(&run, &findings, &summaries)).await?;
    Ok((ids.len(), changes))
}

/// The flags that live already.
async fn living(
    run: &Run,
    ids: &[PatientId],
) -> Result<HashMap<PatientId, Vec<StoredFlag>>, AppError> {
    let mut living: HashMap<PatientId, Vec<_>> = HashMap::new();
    for flag in store::flags::living(&run.app.db.read, ids).await? {
        let known = living.entry(flag.patient).or_default();
        known.push(flag);
    }
    Ok(living)
}

async fn write(
    run: &Run,
    findings: &[Findings],
    summaries: &[Summary],
) -> Result<Changes, AppError> {
    let app = &run.app;
    let tx = app.db.begin().await?;
    let mut changes = Changes::default();
    for (version, findings) in by_version(findings, summaries) {
        let stored = store::flags::store(&*tx, &findings, version, run.now, app.ids.as_ref());
        changes = changes.and(stored.await?);
    }
    store::summaries::store(&*tx, summaries).await?;
    let entry = app.entry(
        &run.actor,
        "evaluate.store",
        "flags",
        "care",
        json!({
            "patients": findings.len(),
            "raised": changes.raised,
            "updated": changes.updated,
            "cleared": changes.cleared,
        }),
    );
    tx.commit(entry).await?;
    Ok(changes)
}

/// What was found, by the version of the thresholds it was found with.
fn by_version(
    findings: &[Findings],
    summaries: &[Summary],
) -> BTreeMap<Option<PolicyVersionId>, Vec<Findings>> {
    let mut by_version: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (found, summary) in findings.iter().zip(summaries) {
        let same = by_version.entry(summary.policy).or_default();
        same.push(found.clone());
    }
    by_version
}

fn judge(
    now: Instant,
    policies: &PolicyBook,
    directory: &Directory,
    trajectory: Trajectory,
    mark: Mark,
    known: &[StoredFlag],
) -> (Findings, Summary) {
    let patient = trajectory.patient.id;
    let before = mark.evaluated_at.map(|at| (at, trajectory.clone()));
    let in_force = policies.of_patient(&trajectory, directory, now);
    let policy_unit = unit_of(&trajectory, directory, now);
    let case = Case::new(trajectory, directory, &in_force.policy, now);
    let evaluation = flags::judge(&case);
    let key = |flag: &Flag| (flag.code.to_owned(), subject_id(flag, patient));
    let is_new = |flag: &Flag| {
        let (code, subject) = key(flag);
        !known
            .iter()
            .any(|known| known.code == code && known.subject_id == subject)
    };
    // A flag that is new now, but would have been found last time, by the thresholds of then, had the
    // record been as it is, comes late only because the record did.
    let late: Vec<_> = match before {
        Some((before, trajectory)) if evaluation.flags.iter().any(is_new) => {
            let then = policies.of_patient(&trajectory, directory, before);
            flags::evaluate(trajectory, directory, &then.policy, before)
                .flags
                .iter()
                .map(key)
                .collect()
        }
        _ => Vec::new(),
    };
    let flags = evaluation
        .flags
        .iter()
        .map(|flag| NewFlag {
            code: flag.code,
            subject_kind: flag.subject.kind(),
            subject_id: subject_id(flag, patient),
            severity: flag.severity,
            evidence: serde_json::to_value(&flag.evidence).unwrap_or_default(),
            owner_role: flag.owner,
            owner: flags::owner::owner(flag, &case),
            is_private: flags::audience::is_private(flag.code),
            raised_at: now,
            is_recorded_late: late.contains(&key(flag)),
        })
        .collect();
    let summary = Summary {
        patient,
        evaluated_at: now,
        next_evaluation_at: [evaluation.next, in_force.until]
            .into_iter()
            .chain(known.iter().map(|flag| flag.state.wakes_after(now)))
            .flatten()
            .min(),
        counters: counters(&case),
        policy: in_force.version,
        policy_unit,
        held_by: flags::owner::held_by(&case, &evaluation.flags),
        revision: mark.revision,
    };
    (Findings { patient, flags }, summary)
}

/// A flag about the patient's care as a whole has the patient for its subject.
fn subject_id(flag: &Flag, patient: PatientId) -> uuid::Uuid {
    flag.subject.record().map_or(patient.0, |record| record.0)
}

fn counters(case: &Case<'_>) -> Counters {
    let window = Window::last_days(SUMMARY_DAYS, case.today);
    let Tally {
        contacts,
        providers,
        sum_of_squares,
        most,
        same_pairs,
        with_named,
        contacts_when_named,
    } = Gatherer::new(case.directory, case.policy.count_messages)
        .report(&case.trajectory, &case.admissions, window)
        .tally;
    let nights = case.admissions.iter().map(|a| nights_since(a, case)).sum();
    let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    Counters {
        admissions: count(case.admissions.len() as u64),
        nights_365: nights,
        contacts_365: count(contacts),
        providers_365: count(providers),
        sum_squares: count(sum_of_squares),
        max_with_one: count(most),
        same_pairs: count(same_pairs),
        named_hits: count(with_named),
        named_contacts: count(contacts_when_named),
    }
}

/// Nights of an admission that fall within the summary's days.
fn nights_since(admission: &Admission, case: &Case<'_>) -> i64 {
    let opens: NaiveDate = time::add_days(case.today, 1 - SUMMARY_DAYS);
    let from = admission.from_on.max(opens);
    let to = admission.to_on.unwrap_or_else(|| case.last_day());
    time::days_between(from, to).max(0)
}
