//! Undoing a plan in one step: what was not worked on is as it was before, and what was is kept and told.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::confirm::planned_end;
use super::managed;
use crate::app::recording::Basis;
use crate::app::{Actor, App, AppError, Refusal, evaluate};
use crate::domain::departure::{Drafted, Standing};
use crate::domain::ids::{DepartureId, PatientId};
use crate::domain::time::{self, Instant};
use crate::domain::trajectory::Directory;
use crate::store::departure_plans::{self as stored, Passing, Tie};
use crate::store::handovers as drafts;
use crate::store::{AuditEntry, Tx, evaluations, retry};

/// A plan to be undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Undoing {
    /// Which.
    pub plan: DepartureId,
    /// The version that was looked at.
    pub version: i32,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Undone {
    /// Relationships of which nothing is announced any more that the plan had announced.
    pub taken_back: usize,
    /// Relationships that stay as they are, because somebody worked on them or on their handover meanwhile.
    pub kept: usize,
    /// Its version.
    pub version: i32,
}

/// Undoes a plan. Of a patient everything is taken back, or, where any of it was changed, written on or offered
/// meanwhile, nothing. Undoing it twice is undoing it once.
///
/// # Errors
/// [`AppError::Forbidden`] for those who do not manage all of its units, [`AppError::NotFound`] for one that there is
/// not, [`AppError::Outdated`] (`plan`) where it was changed since it was looked at, and whatever the database reports.
pub async fn undo(app: &App, actor: &Actor, undoing: Undoing) -> Result<Undone, AppError> {
    let directory = app.directory().await?;
    let managed = managed(actor, &directory)?;
    let found = stored::one(&app.db.read, undoing.plan).await?;
    let (plan, parts) = found.ok_or(AppError::NotFound("departure"))?;
    let is_own = |part: &Passing| match (&managed, part.unit) {
        (None, _) => true,
        (Some(own), Some(unit)) => own.contains(&unit),
        (Some(_), None) => false,
    };
    if !parts.iter().any(is_own) {
        return Err(AppError::NotFound("departure"));
    }
    if !parts.iter().all(is_own) {
        return Err(Refusal::PlansAreForManagers.into());
    }
    if plan.undone_at.is_some() {
        return Ok(told(&parts, plan.version));
    }
    if plan.version != undoing.version {
        return Err(AppError::Outdated("plan"));
    }
    retry(|| write(app, actor, undoing, (parts.as_slice(), &*directory))).await
}

/// What became of the parts of a plan that was undone.
fn told(parts: &[Passing], version: i32) -> Undone {
    let count = |state| parts.iter().filter(|part| part.state == state).count();
    Undone {
        taken_back: count(Standing::TakenBack),
        kept: count(Standing::Kept),
        version,
    }
}

async fn write(
    app: &App,
    actor: &Actor,
    undoing: Undoing,
    (parts, directory): (&[Passing], &Directory),
) -> Result<Undone, AppError> {
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    let patients: BTreeSet<PatientId> = parts.iter().map(|part| part.patient).collect();
    let patients: Vec<PatientId> = patients.into_iter().collect();
    evaluations::hold(&*tx, &patients, None).await?;
    if stored::hold(&*tx, undoing.plan).await? != Some(undoing.version) {
        return Err(AppError::Outdated("plan"));
    }
    let ids: Vec<_> = parts
        .iter()
        .map(|part| (part.patient, part.relationship))
        .collect();
    let ties = stored::ties(&*tx, &ids).await?;
    let mut of: BTreeMap<PatientId, Vec<&Passing>> = BTreeMap::new();
    for part in parts {
        of.entry(part.patient).or_default().push(part);
    }
    let (mut became, mut entries) = (Vec::with_capacity(parts.len()), Vec::new());
    for (patient, parts) in of {
        let mut is_untouched = true;
        for part in &parts {
            let tie = ties.get(&part.relationship);
            is_untouched &= is_as_written(&tx, part, tie, (directory, now)).await?;
        }
        for part in &parts {
            let state = match (part.state, is_untouched) {
                (Standing::Standing, true) => {
                    take_back(&tx, app, actor, part, (directory, now)).await?;
                    Standing::TakenBack
                }
                (Standing::Standing, false) => Standing::Kept,
                (state, _) => state,
            };
            became.push(((*part).clone(), state));
        }
        if is_untouched {
            evaluate::in_tx(&tx, app, patient, now).await?;
        }
        let subject = format!("departure_plan/{}", undoing.plan.0);
        let detail = json!({ "is_kept": !is_untouched });
        entries.push(AuditEntry {
            patient: Some(patient),
            ..app.entry(actor, "departure.undo", subject, "administration", detail)
        });
    }
    let by = actor.to_string();
    let plan = (undoing.plan, undoing.version);
    stored::undo(&*tx, plan, (&by, now), &became).await?;
    tx.commit_all(entries).await?;
    let parts: Vec<Passing> = became
        .into_iter()
        .map(|(part, state)| Passing { state, ..part })
        .collect();
    Ok(told(&parts, undoing.version + 1))
}

/// Whether a part of a plan is as the plan wrote it, and what was before can be said again.
async fn is_as_written(
    tx: &Tx,
    part: &Passing,
    tie: Option<&Tie>,
    (directory, now): (&Directory, Instant),
) -> Result<bool, AppError> {
    if part.state != Standing::Standing {
        return Ok(true);
    }
    let Some(tie) = tie else { return Ok(false) };
    // An end that was announced for a day that is over cannot be announced again.
    let today = time::local_date(now, directory.zone(part.unit));
    let is_sayable = part
        .planned_end_before
        .is_none_or(|end| end >= today || tie.planned_end == Some(end));
    if tie.is_over || tie.version != part.relationship_version || !is_sayable {
        return Ok(false);
    }
    match (part.drafted, part.draft) {
        (Drafted::Begun, Some(draft)) => {
            Ok(drafts::is_unwritten(&**tx, part.patient, draft).await?)
        }
        _ => Ok(true),
    }
}

async fn take_back(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    part: &Passing,
    (directory, now): (&Directory, Instant),
) -> Result<(), AppError> {
    let at = (part.patient, part.relationship, part.relationship_version);
    let told = (part.planned_end_before, part.successor_before);
    let basis = Basis {
        directory,
        allowed: None,
    };
    planned_end(tx, app, actor, at, told, (basis, now)).await?;
    if let Some(draft) = part.draft {
        drafts::remove_draft(&**tx, part.patient, draft).await?;
    }
    Ok(())
}
