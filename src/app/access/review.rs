//! Broken glasses as the privacy officer sees them: who, when and why, whose record by its id, and what
//! was found. Nothing of the record itself.

use std::collections::HashMap;

use chrono::{DateTime, Datelike, TimeDelta};
use serde_json::json;
use uuid::Uuid;

use super::glass::entry;
use super::{Glass, Review};
use crate::app::paging::{Count, not_a_cursor, opened, sealed};
use crate::app::{Actor, App, AppError, Refusal};
use crate::domain::access::REVIEW_DAYS;
use crate::domain::flags::life::{Expected, Fault, WORDS_MAX};
use crate::domain::ids::{AccountId, PatientId, RecordId};
use crate::domain::time::Instant;
use crate::domain::vocabulary::{GlassOutcome, Role};
use crate::store::{AuditEntry, accounts, audit, glass as stored, patients, retry};

/// Glasses on a page.
const PAGE: usize = 25;

/// How many are counted before it is only said that there are more.
const COUNTED: u64 = 1000;

/// How many that were looked at are shown.
const REVIEWED: u64 = 25;

/// What waits for the privacy officer, and what was looked at last.
#[derive(Debug, Clone)]
pub struct Queue {
    /// What waits, the oldest first.
    pub waiting: Vec<Waiting>,
    /// How many wait on all pages.
    pub count: Count,
    /// The mark of the next page; `None` on the last.
    pub next: Option<String>,
    /// What was looked at, the last first; on the first page only.
    pub reviewed: Vec<Waiting>,
    /// The instant at which it is looked at.
    pub now: Instant,
}

/// A broken glass, with names.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The glass.
    pub glass: Glass,
    /// Who broke it: the professional's name, else the username.
    pub who: String,
    /// Where they work: the names of their units.
    pub units: Vec<String>,
    /// The patient's id in output.
    pub label: String,
    /// By when it is to be looked at.
    pub due_at: Instant,
}

/// What somebody says of a broken glass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewing {
    /// The patient.
    pub patient: PatientId,
    /// The glass.
    pub glass: RecordId,
    /// The version that was looked at.
    pub version: i32,
    /// What was found; `None` when nothing that is known was named.
    pub outcome: Option<GlassOutcome>,
    /// In words.
    pub words: String,
}

fn may_review(actor: &Actor) -> Result<(), AppError> {
    match actor {
        Actor::Account(viewer) if !viewer.has(Role::PrivacyOfficer) => {
            Err(Refusal::ReviewsAreForPrivacyOfficers.into())
        }
        Actor::Patient(_) => Err(Refusal::ReviewsAreForPrivacyOfficers.into()),
        _ => Ok(()),
    }
}

/// A page of the broken glasses that wait for a review. It is written down of each patient.
///
/// # Errors
/// [`AppError::Forbidden`] for anybody but privacy officers, [`AppError::InvalidInput`] for a mark that
/// was not handed out, and whatever the database reports.
pub async fn queue(
    app: &App,
    actor: &Actor,
    after: Option<&str>,
    limit: Option<usize>,
) -> Result<Queue, AppError> {
    may_review(actor)?;
    let place = after.map(place_of).transpose()?;
    let size = limit.unwrap_or(PAGE);
    let read = &app.db.read;
    let mut waiting = stored::waiting(read, place, size as u64 + 1).await?;
    let next = (waiting.len() > size).then(|| {
        waiting.truncate(size);
        waiting.last().map(mark_of)
    });
    let reviewed = match place {
        None => stored::reviewed(read, REVIEWED).await?,
        Some(_) => Vec::new(),
    };
    let mut shown: Vec<PatientId> = waiting.iter().chain(&reviewed).map(|g| g.patient).collect();
    shown.sort_unstable();
    shown.dedup();
    let entries = shown.iter().map(|patient| AuditEntry {
        patient: Some(*patient),
        ..app.entry(actor, "glass.queue", "patient", "access", json!({}))
    });
    audit::note(&app.db, entries).await?;
    let names = Names::load(app, &shown).await?;
    let told = |glasses: Vec<Glass>| glasses.into_iter().map(|glass| names.of(glass)).collect();
    Ok(Queue {
        waiting: told(waiting),
        count: Count::up_to(COUNTED, stored::count_waiting(read).await?),
        next: next.flatten(),
        reviewed: told(reviewed),
        now: app.clock.now(),
    })
}

struct Names {
    people: HashMap<AccountId, (String, Vec<String>)>,
    labels: HashMap<PatientId, String>,
}

impl Names {
    async fn load(app: &App, patients: &[PatientId]) -> Result<Self, AppError> {
        let standing = app.standing().await?;
        let directory = &standing.directory;
        let people = accounts::all(&app.db.read).await?.into_iter();
        let people = people.map(|account| {
            let professional = account.professional;
            let known = professional.and_then(|who| directory.professionals.get(&who));
            let units = account.roles.iter().filter_map(|granted| granted.unit);
            let units = units.filter_map(|unit| Some(directory.units.get(&unit)?.name.clone()));
            let mut units: Vec<String> = units.collect();
            units.sort();
            units.dedup();
            let who = known.map_or(account.username, |known| known.name.clone());
            (account.id, (who, units))
        });
        let labels = patients::by_ids(&app.db.read, patients).await?.into_iter();
        Ok(Self {
            people: people.collect(),
            labels: labels
                .map(|patient| (patient.id, patient.label(standing.naming).to_owned()))
                .collect(),
        })
    }

    fn of(&self, glass: Glass) -> Waiting {
        let (who, units) = self.people.get(&glass.account).cloned().unwrap_or_default();
        Waiting {
            who,
            units,
            label: self.labels.get(&glass.patient).cloned().unwrap_or_default(),
            due_at: glass.opened_at + TimeDelta::days(REVIEW_DAYS),
            glass,
        }
    }
}

/// Writes down what the privacy officer found of a broken glass. What was found stays: it is not found
/// anew.
///
/// # Errors
/// [`AppError::Forbidden`] for anybody but privacy officers, and for who broke it; [`AppError::Fields`] without an outcome and
/// words, [`AppError::NotFound`] for a glass that is not there, [`AppError::Outdated`] when it was
/// changed since it was looked at, and whatever the database reports.
pub async fn review(app: &App, actor: &Actor, said: &Reviewing) -> Result<Glass, AppError> {
    may_review(actor)?;
    let words = said.words.trim();
    let mut faults = Vec::new();
    if said.outcome.is_none() {
        faults.push(Fault {
            field: "outcome",
            expected: Expected::OneOf(GlassOutcome::CODES),
        });
    }
    if words.is_empty() || words.chars().count() > WORDS_MAX {
        faults.push(Fault {
            field: "words",
            expected: Expected::Words,
        });
    }
    match said.outcome {
        Some(outcome) if faults.is_empty() => {
            retry(|| write(app, actor, said, outcome, words)).await
        }
        _ => Err(AppError::Fields(faults)),
    }
}

async fn write(
    app: &App,
    actor: &Actor,
    said: &Reviewing,
    outcome: GlassOutcome,
    words: &str,
) -> Result<Glass, AppError> {
    let tx = app.db.begin().await?;
    let held = stored::hold(&*tx, said.patient, said.glass).await?;
    let mut glass = held.ok_or(AppError::NotFound("broken glass"))?;
    if matches!(actor, Actor::Account(viewer) if viewer.account == glass.account) {
        return Err(Refusal::OwnGlass.into());
    }
    let is_same = glass
        .review
        .as_ref()
        .is_some_and(|review| review.outcome == outcome && review.words == words);
    if is_same {
        tx.rollback().await?;
        return Ok(glass);
    }
    if glass.version != said.version || glass.review.is_some() {
        return Err(AppError::Outdated("broken glass"));
    }
    let review = Review {
        at: app.clock.now(),
        by: actor.to_string(),
        outcome,
        words: words.to_owned(),
    };
    stored::set_review(&*tx, &glass, &review).await?;
    let detail = json!({ "outcome": outcome.code() });
    tx.commit(entry(app, actor, &glass, "glass.review", detail))
        .await?;
    glass.review = Some(review);
    glass.version += 1;
    Ok(glass)
}

fn mark_of(glass: &Glass) -> String {
    sealed(&format!(
        "{}.{}",
        glass.opened_at.timestamp_micros(),
        glass.id.0.simple()
    ))
}

fn place_of(mark: &str) -> Result<stored::Place, AppError> {
    let words = opened(mark)?;
    let place = || {
        let (micros, id) = words.split_once('.')?;
        let at = DateTime::from_timestamp_micros(micros.parse().ok()?)?;
        // Not every instant that can be thought of is one to a database.
        let is_ours = (1..=9999).contains(&at.year());
        is_ours.then_some((at, Uuid::parse_str(id).ok()?))
    };
    place().ok_or_else(not_a_cursor)
}
