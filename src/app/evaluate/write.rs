//! Writing what was judged: whole or not at all, and only of those who are still as they were read.

use std::collections::BTreeMap;

use super::judge::Judged;
use crate::app::{App, AppError};
use crate::domain::ids::{PatientId, PolicyVersionId};
use crate::domain::time::Instant;
use crate::store::evaluations::{self, Claim};
use crate::store::flags::{Changes, Findings};
use crate::store::{Tx, facts, flags, news, summaries};

/// What was written.
#[derive(Debug, Clone, Default)]
pub(super) struct Written {
    /// Of how many patients.
    pub patients: u64,
    /// What became of their flags.
    pub changes: Changes,
    raised: Vec<&'static str>,
    cleared: Vec<String>,
}

/// Counts what was committed.
pub(super) fn tally(app: &App, written: &Written) {
    app.metrics.evaluated(written.patients);
    written
        .raised
        .iter()
        .for_each(|code| app.metrics.raised(code));
    written
        .cleared
        .iter()
        .for_each(|code| app.metrics.cleared(code));
}

/// Writes, within a transaction, what was judged of patients: those whose records and evaluation are
/// as they were when read, and who are still under the claim, where there is one. The others are
/// somebody else's by now, or marked to be judged again.
pub(super) async fn write(
    tx: &Tx,
    app: &App,
    judged: &[Judged],
    claim: Option<Claim>,
) -> Result<Written, AppError> {
    let conn = &**tx;
    let unheard: Vec<PatientId> = judged
        .iter()
        .filter(|one| one.mark.is_none())
        .map(Judged::patient)
        .collect();
    evaluations::introduce(conn, unheard).await?;
    let ids: Vec<PatientId> = judged.iter().map(Judged::patient).collect();
    let held = evaluations::hold(conn, &ids, claim).await?;
    let current: Vec<&Judged> = judged
        .iter()
        .filter(|one| held.get(&one.patient()) == Some(&one.mark.unwrap_or_default()))
        .collect();
    put(tx, app, &current).await
}

/// Writes what was judged of patients who are held by the transaction, and tells what is news of them.
pub(super) async fn put(tx: &Tx, app: &App, judged: &[&Judged]) -> Result<Written, AppError> {
    let conn = &**tx;
    let mut changes = Changes::default();
    for ((now, version), findings) in by_version(judged) {
        let stored = flags::store(conn, &findings, version, now, app.ids.as_ref());
        changes = changes.and(stored.await?);
    }
    for one in judged {
        for told in &one.news {
            let now = one.summary.evaluated_at;
            news::tell(conn, one.patient(), told, app.ids.as_ref(), now).await?;
        }
    }
    let new: Vec<_> = judged.iter().map(|one| one.summary).collect();
    summaries::store(conn, &new).await?;
    let told: Vec<_> = judged.iter().map(|one| &one.facts).collect();
    facts::store(conn, &told).await?;
    Ok(Written {
        patients: new.len() as u64,
        changes,
        raised: judged.iter().flat_map(|one| one.raised()).collect(),
        cleared: judged
            .iter()
            .flat_map(|one| one.gone().map(|flag| flag.code.clone()))
            .collect(),
    })
}

/// What was found, by the version of the thresholds it was found with.
fn by_version(judged: &[&Judged]) -> BTreeMap<(Instant, Option<PolicyVersionId>), Vec<Findings>> {
    let mut by_version: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for one in judged {
        let key = (one.summary.evaluated_at, one.summary.policy);
        let same = by_version.entry(key).or_default();
        same.push(one.findings.clone());
    }
    by_version
}
