//! The full check: stored flags against a fresh evaluation of everybody who is neither marked nor due.
//! Nothing is to differ; what does is a defect of ours.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, TimeDelta};
use serde_json::json;
use uuid::Uuid;

use super::PAGE;
use super::judge::{Judged, judge};
use crate::app::{Actor, App, AppError, Progress};
use crate::domain::ids::PatientId;
use crate::store::flag_checks::{self, Check};
use crate::store::patients::{self, Naming, PatientRef};
use crate::store::{evaluations, summaries};

/// After how long nothing was heard of a check it is somebody else's.
const SILENCE: TimeDelta = TimeDelta::minutes(5);

/// Patients whom one check names in the log; the counts tell of all.
const NAMED: usize = 20;

/// How a stored flag differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// It is found and not stored.
    Missing,
    /// It is stored and not found.
    Left,
    /// It is stored with other words: severity, evidence or owner.
    Otherwise,
}

impl Sort {
    /// The word for it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Left => "left",
            Self::Otherwise => "otherwise",
        }
    }
}

/// A flag that is not stored as it is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Whose.
    pub patient: PatientId,
    /// The same, by source id.
    pub label: String,
    /// The rule.
    pub code: String,
    /// The record it is about.
    pub subject: Uuid,
    /// How it differs.
    pub sort: Sort,
}

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// Patients whose flags were compared.
    pub patients: u64,
    /// What differs.
    pub differences: Vec<Difference>,
}

impl Checked {
    /// How many differ, by rule and sort.
    pub fn counts(&self) -> BTreeMap<&str, BTreeMap<&'static str, u64>> {
        let mut counts: BTreeMap<&str, BTreeMap<_, u64>> = BTreeMap::new();
        for difference in &self.differences {
            let of_rule = counts.entry(&difference.code).or_default();
            *of_rule.entry(difference.sort.code()).or_default() += 1;
        }
        counts
    }

    fn whose(&self) -> BTreeSet<PatientId> {
        self.differences.iter().map(|one| one.patient).collect()
    }
}

/// Compares, and changes nothing.
///
/// # Errors
/// Whatever the database reports.
pub async fn check(app: &App, actor: &Actor, progress: &dyn Progress) -> Result<Checked, AppError> {
    let entry = app.entry(
        actor,
        "flags.check",
        "all patients",
        "administration",
        json!({}),
    );
    app.db.begin().await?.commit(entry).await?;
    let mut rounds = Rounds::new(app).await?;
    progress.begin("checking flags", Some(patients::count(&app.db.read).await?));
    while let Some(looked_at) = rounds.next(app).await? {
        progress.advance(looked_at);
    }
    progress.end();
    Ok(rounds.checked)
}

/// Makes the check of a day, unless it was made or somebody makes it: then `None`. Those who differ are
/// marked, so that they are put right.
///
/// # Errors
/// Whatever the database reports. Another instance, or this one later, begins it anew.
pub async fn check_of(app: &App, due_on: NaiveDate) -> Result<Option<Checked>, AppError> {
    let (conn, now) = (app.db.writer(), app.clock.now());
    let Some(turn) = flag_checks::begin(conn, due_on, now, now - SILENCE).await? else {
        return Ok(None);
    };
    let mut rounds = Rounds::new(app).await?;
    while rounds.next(app).await?.is_some() {
        if !flag_checks::seen(conn, turn, app.clock.now()).await? {
            return Ok(None);
        }
    }
    let checked = rounds.checked;
    let end = Check {
        due_on,
        finished_at: app.clock.now(),
        patients: count(checked.patients),
        differences: count(checked.differences.len() as u64),
        detail: json!(checked.counts()),
    };
    let tx = app.db.begin().await?;
    if !flag_checks::finish(&*tx, turn, &end).await? {
        return Ok(None);
    }
    let whose: Vec<PatientId> = checked.whose().into_iter().collect();
    summaries::mark_stale(&*tx, &whose).await?;
    let entry = app.entry(
        &Actor::System,
        "flags.check",
        "all patients",
        "administration",
        json!({"patients": checked.patients, "differences": checked.differences.len()}),
    );
    tx.commit(entry).await?;
    tell(&checked);
    Ok(Some(checked))
}

fn count(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn tell(checked: &Checked) {
    let (patients, differences) = (checked.patients, checked.differences.len());
    if differences == 0 {
        tracing::info!(patients, "stored flags are as found");
        return;
    }
    for (code, sorts) in checked.counts() {
        let sorts = json!(sorts).to_string();
        tracing::error!(code, sorts, "stored flags are not as found");
    }
    for patient in checked.whose().into_iter().take(NAMED) {
        tracing::error!(patient = %patient.0, "evaluated again, because flags were not as found");
    }
}

/// Everybody, page by page.
struct Rounds {
    naming: Naming,
    last: Option<PatientRef>,
    is_done: bool,
    checked: Checked,
}

impl Rounds {
    async fn new(app: &App) -> Result<Self, AppError> {
        Ok(Self {
            naming: patients::naming(&app.db.read).await?,
            last: None,
            is_done: false,
            checked: Checked::default(),
        })
    }

    /// Looks at a page of patients and says how many they were; `None` after the last.
    async fn next(&mut self, app: &App) -> Result<Option<u64>, AppError> {
        if self.is_done {
            return Ok(None);
        }
        let page = patients::page(&app.db.read, self.last.as_ref(), PAGE).await?;
        self.is_done = (page.len() as u64) < PAGE;
        self.last = page.last().cloned().or(self.last.take());
        let ids: Vec<PatientId> = page.iter().map(|patient| patient.id).collect();
        // Records, flags and marks of one moment: what is written meanwhile is no difference.
        let reading = app.db.reading().await?;
        let settled = evaluations::settled(&*reading, &ids).await?;
        // Not before that moment, or an evaluation in between would be from the future.
        let now = app.clock.now();
        let ids: Vec<PatientId> = ids
            .into_iter()
            .filter(|id| {
                settled
                    .get(id)
                    .is_some_and(|next| next.is_none_or(|next| next > now))
            })
            .collect();
        let ground = app.ground_read(&reading).await?;
        let known = evaluations::known(&*reading, &ids).await?;
        drop(reading);
        for known in known {
            let judged = judge(now, &ground, known);
            self.checked.patients += 1;
            let patient = page.iter().find(|patient| patient.id == judged.patient());
            let label = patient.map_or("", |patient| patient.label(self.naming));
            self.checked.differences.extend(differences(&judged, label));
            tokio::task::yield_now().await;
        }
        Ok(Some(page.len() as u64))
    }
}

fn differences(judged: &Judged, label: &str) -> Vec<Difference> {
    let difference = |code: &str, subject, sort| Difference {
        patient: judged.patient(),
        label: label.to_owned(),
        code: code.to_owned(),
        subject,
        sort,
    };
    let found = judged.findings.flags.iter().filter_map(|found| {
        let sort = match judged.living(found) {
            None => Sort::Missing,
            Some(stored) if !stored.says(found) => Sort::Otherwise,
            Some(_) => return None,
        };
        Some(difference(found.code, found.subject_id, sort))
    });
    let left = judged
        .gone()
        .map(|flag| difference(&flag.code, flag.subject_id, Sort::Left));
    found.chain(left).collect()
}
