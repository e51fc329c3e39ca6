//! The exact answer: everyone within reach, in the background. How far it is stands in the database, so
//! that every instance can tell.

use std::sync::Arc;
use std::time::{Duration, Instant as Tick};

use chrono::TimeDelta;
use futures_util::stream::{FuturesUnordered, StreamExt};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Count, Look};
use crate::app::evaluate::workers;
use crate::app::policy::{Wish, admit};
use crate::app::{Actor, App, AppError, Progress};
use crate::domain::flags::policy::Change;
use crate::domain::flags::policy::preview::{Difference, Tally, Turnover};
use crate::domain::ids::PatientId;
use crate::domain::time::Instant;
use crate::domain::vocabulary::Severity;
use crate::store::previews::{self, StoredPreview};

/// Patients that one task reads and judges at a time.
const PAGE: u64 = 250;
/// Previews over everyone that go on at once, of the whole service.
const MOST: u64 = 2;
/// How often it is said how far one is.
const TELLS: Duration = Duration::from_secs(1);
/// One that was silent for longer has broken off: the process that made it ended.
const SILENCE: TimeDelta = TimeDelta::minutes(1);

/// What would change over everyone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exact {
    /// Patients looked at.
    pub patients: u64,
    /// By rule and severity, where something would change.
    pub rows: Vec<ExactRow>,
}

/// Flags of one rule and severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExactRow {
    /// The rule's code.
    pub code: &'static str,
    /// How soon someone should look.
    pub severity: Severity,
    /// Flags now.
    pub now: Count,
    /// Flags that would appear.
    pub appear: Count,
    /// Flags that would disappear.
    pub disappear: Count,
}

/// Where a preview is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It goes on.
    Running,
    /// This is the answer.
    Done(Exact),
    /// It could not be brought to an end.
    Failed,
    /// The process that made it ended.
    BrokenOff,
}

impl State {
    /// The stable code of this state.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Done(_) => "done",
            Self::Failed => "failed",
            Self::BrokenOff => "broken_off",
        }
    }
}

/// A preview over everyone, and how far it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Stand {
    /// Identity.
    pub id: Uuid,
    /// Who asked, as in the audit trail.
    pub author: String,
    /// When.
    pub recorded_at: Instant,
    /// The change, with what was said of it so far.
    pub wish: Wish,
    /// Patients in all.
    pub patients: u64,
    /// Patients looked at.
    pub done: u64,
    /// Where it is.
    pub state: State,
}

/// What would change, over everyone, while somebody waits.
///
/// # Errors
/// Those of [`set`](super::super::set), but for what is said of the reason.
pub async fn exact(
    app: &App,
    actor: &Actor,
    wish: &Wish,
    progress: &dyn Progress,
) -> Result<Exact, AppError> {
    let look = Arc::new(Look::new(app, actor, wish).await?);
    let all = previews::count(&app.db.read, &look.reached, look.at).await?;
    progress.begin("evaluating patients", Some(all));
    let mut walk = Walk::new(look);
    while let Some(patients) = walk.step().await? {
        progress.advance(patients);
    }
    progress.end();
    Ok(Exact::of(&walk.found))
}

/// Begins a preview over everyone in the background.
///
/// # Errors
/// Those of [`exact`], and [`AppError::Overloaded`] when others go on already.
pub async fn start(app: &App, actor: &Actor, wish: &Wish) -> Result<Uuid, AppError> {
    let look = Arc::new(Look::new(app, actor, wish).await?);
    let now = look.at;
    if previews::running(&app.db.read, now - SILENCE).await? >= MOST {
        return Err(AppError::Overloaded);
    }
    let preview = StoredPreview {
        id: app.ids.next(),
        unit: wish.unit,
        author: actor.to_string(),
        payload: Asked::of(wish).to_json(),
        patients: previews::count(&app.db.read, &look.reached, now).await?,
        done: 0,
        outcome: None,
        state: State::Running.code().to_owned(),
        recorded_at: now,
        seen_at: now,
    };
    let entry = app.entry(
        actor,
        "policy.preview_all",
        format!("policy_preview/{}", preview.id),
        "administration",
        json!({ "patients": preview.patients }),
    );
    let tx = app.db.begin().await?;
    previews::begin(&*tx, &preview).await?;
    tx.commit(entry).await?;
    let id = preview.id;
    tokio::spawn(async move { to_its_end(look, id).await });
    Ok(id)
}

/// Goes through everyone and writes down how far it is, and how it ended.
async fn to_its_end(look: Arc<Look>, id: Uuid) {
    let app = look.app.clone();
    let mut walk = Walk::new(look);
    let outcome = walk.through(id).await;
    if let Err(error) = &outcome {
        tracing::warn!(
            code = error.code(),
            "a preview could not be brought to an end"
        );
    }
    let found = outcome.is_ok().then(|| written(&walk.found));
    let now = app.clock.now();
    let done = walk.found.patients;
    if let Err(error) = previews::end(app.db.writer(), id, found, done, now).await {
        // It will be shown as broken off.
        tracing::warn!(cause = %error, "the end of a preview was not written down");
    }
}

/// A preview, wherever it was begun.
///
/// # Errors
/// [`AppError::Forbidden`] for anybody but administrators, [`AppError::NotFound`].
pub async fn stand(app: &App, actor: &Actor, id: Uuid) -> Result<Stand, AppError> {
    admit(actor)?;
    let stored = previews::find(&app.db.read, id).await?;
    let stored = stored.ok_or(AppError::NotFound("preview"))?;
    let unreadable = || AppError::Internal("a stored preview cannot be read");
    let asked: Asked = serde_json::from_value(stored.payload).map_err(|_| unreadable())?;
    let state = match (stored.state.as_str(), stored.outcome) {
        ("done", Some(outcome)) => State::Done(read(outcome).ok_or_else(unreadable)?),
        ("running", _) if app.clock.now() - stored.seen_at > SILENCE => State::BrokenOff,
        ("running", _) => State::Running,
        _ => State::Failed,
    };
    Ok(Stand {
        id,
        author: stored.author,
        recorded_at: stored.recorded_at,
        wish: Wish {
            unit: stored.unit,
            ..asked.wish().ok_or_else(unreadable)?
        },
        patients: stored.patients.max(stored.done),
        done: stored.done,
        state,
    })
}

/// The change as it is kept with its preview.
#[derive(Serialize, Deserialize)]
struct Asked {
    thresholds: serde_json::Map<String, Value>,
    takes_back: bool,
    reason: String,
    valid_from: Option<Instant>,
    seen: Option<u64>,
}

impl Asked {
    fn of(wish: &Wish) -> Self {
        Self {
            thresholds: wish.change.to_json(),
            takes_back: wish.takes_back,
            reason: wish.reason.clone(),
            valid_from: wish.valid_from,
            seen: wish.seen,
        }
    }

    fn to_json(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    fn wish(self) -> Option<Wish> {
        Some(Wish {
            unit: None,
            change: Change::from_json(&self.thresholds).ok()?,
            takes_back: self.takes_back,
            reason: self.reason,
            valid_from: self.valid_from,
            seen: self.seen,
        })
    }
}

/// The way through everyone, a few pages at once.
struct Walk {
    look: Arc<Look>,
    last: Option<PatientId>,
    is_over: bool,
    running: FuturesUnordered<tokio::task::JoinHandle<Result<Difference, AppError>>>,
    found: Difference,
}

impl Walk {
    fn new(look: Arc<Look>) -> Self {
        Self {
            look,
            last: None,
            is_over: false,
            running: FuturesUnordered::new(),
            found: Difference::default(),
        }
    }

    /// Takes up one more page; how many patients it had, `None` at the end.
    async fn step(&mut self) -> Result<Option<u64>, AppError> {
        while !self.is_over && self.running.len() < workers() {
            let look = &self.look;
            let read = &look.app.db.read;
            let page = previews::page(read, &look.reached, look.at, self.last, PAGE).await?;
            self.is_over = (page.len() as u64) < PAGE;
            self.last = page.last().copied().or(self.last);
            if !page.is_empty() {
                self.running.push(tokio::spawn(Arc::clone(look).over(page)));
            }
        }
        let Some(page) = self.running.next().await else {
            return Ok(None);
        };
        let page = page.map_err(|_| AppError::Internal("a preview broke off"))??;
        let patients = page.patients;
        self.found.merge(page);
        Ok(Some(patients))
    }

    async fn through(&mut self, id: Uuid) -> Result<(), AppError> {
        let mut told = Tick::now();
        while self.step().await?.is_some() {
            if told.elapsed() >= TELLS {
                let app = &self.look.app;
                let (done, now) = (self.found.patients, app.clock.now());
                previews::advance(app.db.writer(), id, done, now).await?;
                told = Tick::now();
            }
        }
        Ok(())
    }
}

impl Exact {
    fn of(found: &Difference) -> Self {
        let rows = found
            .rows()
            .filter(|(_, _, turnover)| turnover.appear.flags + turnover.disappear.flags > 0)
            .map(|(code, severity, turnover)| ExactRow {
                code,
                severity,
                now: Count(turnover.now.flags),
                appear: Count(turnover.appear.flags),
                disappear: Count(turnover.disappear.flags),
            });
        Self {
            patients: found.patients,
            rows: rows.collect(),
        }
    }
}

/// What was found, as it is stored.
fn written(found: &Difference) -> Value {
    let pair = |tally: Tally| json!([tally.flags, tally.patients]);
    let rows: Vec<Value> = found
        .rows()
        .map(|(code, severity, turnover)| {
            json!({
                "code": code,
                "severity": severity,
                "now": pair(turnover.now),
                "appear": pair(turnover.appear),
                "disappear": pair(turnover.disappear),
            })
        })
        .collect();
    json!({ "patients": found.patients, "rows": rows })
}

/// What was stored.
fn read(outcome: Value) -> Option<Exact> {
    #[derive(Deserialize)]
    struct Row {
        code: String,
        severity: Severity,
        now: (u64, u64),
        appear: (u64, u64),
        disappear: (u64, u64),
    }

    #[derive(Deserialize)]
    struct Found {
        patients: u64,
        rows: Vec<Row>,
    }

    let found: Found = serde_json::from_value(outcome).ok()?;
    let mut difference = Difference::over(found.patients);
    let tally = |(flags, patients)| Tally { flags, patients };
    for row in found.rows {
        let turnover = Turnover {
            now: tally(row.now),
            appear: tally(row.appear),
            disappear: tally(row.disappear),
        };
        difference.put(&row.code, row.severity, turnover);
    }
    Some(Exact::of(&difference))
}
