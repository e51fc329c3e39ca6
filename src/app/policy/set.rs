//! Setting thresholds: for the service, or for a unit and those below it.

use std::collections::BTreeSet;

use serde_json::json;

use super::wrong::{LONGEST_REASON, Wrong};
use super::{admit, known};
use crate::app::{Actor, App, AppError};
use crate::domain::flags::policy::{Change, PolicyBook, PolicyVersion};
use crate::domain::ids::{PolicyVersionId, UnitId};
use crate::domain::time::Instant;
use crate::domain::trajectory::Directory;
use crate::store::{self, policies, summaries};

/// A change that somebody wants.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Wish {
    /// The unit it is for; `None` is the service.
    pub unit: Option<UnitId>,
    /// What is to be different from what holds then.
    pub change: Change,
    /// Of a unit: keep nothing any more, follow what is above. `change` is left aside then.
    pub takes_back: bool,
    /// Why.
    pub reason: String,
    /// From when; `None` is now.
    pub valid_from: Option<Instant>,
    /// How many versions there were when it was looked at (see [`super::Shown::mark`]); `None` does
    /// not ask.
    pub seen: Option<u64>,
}

/// A change that was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Set {
    /// The version that was added.
    pub version: PolicyVersionId,
    /// Patients whose flags are worked out again.
    pub patients: u64,
    /// How many versions there are now.
    pub mark: u64,
}

/// Adds a version of the thresholds, and marks those it touches to be evaluated.
///
/// # Errors
/// [`AppError::Forbidden`] for anybody but administrators, [`AppError::NotFound`] for an unknown unit,
/// [`AppError::Policy`] with all that is wrong with the change, [`AppError::Outdated`] when somebody
/// else changed thresholds meanwhile; then nothing is changed.
pub async fn set(app: &App, actor: &Actor, wish: &Wish) -> Result<Set, AppError> {
    admit(actor)?;
    let directory = app.standing_now().await?.directory;
    known(&directory, wish.unit)?;
    store::retry(|| write(app, actor, wish, &directory)).await
}

async fn write(
    app: &App,
    actor: &Actor,
    wish: &Wish,
    directory: &Directory,
) -> Result<Set, AppError> {
    let tx = app.db.begin().await?;
    // Two who change thresholds at once do so one after the other, each seeing what holds.
    policies::hold(&*tx).await?;
    let book = policies::book(&*tx).await?;
    if wish.seen.is_some_and(|seen| seen != book.len() as u64) {
        return Err(AppError::Outdated("policy"));
    }
    let now = app.clock.now();
    let version = proposed(&book, directory, wish, now)?;
    let version = PolicyVersion {
        id: PolicyVersionId(app.ids.next()),
        author: actor.to_string(),
        ..version
    };
    policies::add(&*tx, &version).await?;
    let within = wish.unit.map(|unit| directory.downwards(unit));
    let patients = summaries::mark_for_policy(&*tx, within.as_deref()).await?;
    let entry = app.entry(
        actor,
        "policy.set",
        format!("policy_version/{}", version.id.0),
        "administration",
        json!({
            "unit": version.unit,
            "valid_from": version.valid_from,
            "thresholds": version.change.to_json(),
            "patients": patients,
        }),
    );
    tx.commit(entry).await?;
    Ok(Set {
        version: version.id,
        patients,
        mark: book.len() as u64 + 1,
    })
}

/// The version that a wish makes, without identity and author.
///
/// # Errors
/// All that is wrong with it.
pub(super) fn proposed(
    book: &PolicyBook,
    directory: &Directory,
    wish: &Wish,
    now: Instant,
) -> Result<PolicyVersion, AppError> {
    let mut wrong = Vec::new();
    let reason = wish.reason.trim();
    if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
        wrong.push(Wrong::Reason);
    }
    let valid_from = wish.valid_from.unwrap_or(now);
    if !is_sensible(valid_from, now) {
        wrong.push(Wrong::ValidFrom);
    }
    let version = PolicyVersion {
        id: PolicyVersionId(uuid::Uuid::max()),
        unit: wish.unit,
        valid_from,
        author: String::new(),
        reason: reason.to_owned(),
        recorded_at: now,
        change: kept(book, directory, wish, valid_from),
    };
    match judged(book, directory, &version) {
        Ok(()) if is_already(book, &version) => wrong.push(Wrong::Nothing),
        Ok(()) => {}
        Err(faults) => wrong.extend(faults),
    }
    if wrong.is_empty() {
        Ok(version)
    } else {
        Err(AppError::Policy(wrong))
    }
}

/// Not over, and not so far ahead that it is a slip of the keyboard.
fn is_sensible(valid_from: Instant, now: Instant) -> bool {
    use chrono::Datelike;
    valid_from >= now && valid_from.year() < 2200
}

/// What the version would set: of the service everything, of a unit what differs from what is above it.
fn kept(book: &PolicyBook, directory: &Directory, wish: &Wish, at: Instant) -> Change {
    let held = book.at(directory, wish.unit, at).policy;
    match wish.unit {
        None => Change::of(&wish.change.applied_to(&held)),
        Some(_) if wish.takes_back => Change::default(),
        Some(_) => {
            let above = book.above(directory, wish.unit, at);
            Change::between(&above, &wish.change.applied_to(&held))
        }
    }
}

/// Whether what holds from then on is what the version would set.
fn is_already(book: &PolicyBook, version: &PolicyVersion) -> bool {
    let own = book.own(version.unit, version.valid_from);
    let held = match (version.unit, own) {
        (_, Some(own)) => own.change.clone(),
        (None, None) => Change::of(&crate::domain::flags::Policy::default()),
        (Some(_), None) => Change::default(),
    };
    held == version.change
}

/// Whether every policy that the version has a part in can be meant, from when it holds on: its own,
/// and those of units that keep something for themselves.
fn judged(
    book: &PolicyBook,
    directory: &Directory,
    version: &PolicyVersion,
) -> Result<(), Vec<Wrong>> {
    let book = book.with(version.clone());
    let own = book.at(directory, version.unit, version.valid_from);
    let faults = own.policy.check();
    if !faults.is_empty() {
        return Err(faults.into_iter().map(Wrong::Threshold).collect());
    }
    let units: BTreeSet<UnitId> = book.versions().filter_map(|version| version.unit).collect();
    let coming = book.versions().map(|version| version.valid_from);
    let instants: BTreeSet<Instant> = coming.filter(|at| *at >= version.valid_from).collect();
    for unit in units {
        for at in &instants {
            let faults = book.at(directory, Some(unit), *at).policy.check();
            if !faults.is_empty() {
                let unit_named = directory.units.get(&unit);
                let name = unit_named.map_or_else(String::new, |unit| unit.name.clone());
                let within = |fault| Wrong::Within {
                    unit,
                    name: name.clone(),
                    fault,
                };
                return Err(faults.into_iter().map(within).collect());
            }
        }
    }
    Ok(())
}
