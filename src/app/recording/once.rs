//! A form that is sent twice is recorded once.

use chrono::TimeDelta;
use serde_json::Value;

use crate::app::secret;
use crate::app::{Actor, App, AppError};
use crate::domain::recording::Fields;
use crate::domain::time::Instant;
use crate::store::Tx;
use crate::store::recorded_forms::{self, RecordedForm};

/// How long what came of a form is kept.
const KEPT_DAYS: i64 = 7;

/// The longest key.
const LONGEST: usize = 200;

/// The key of one form, or of one request: everything under it is recorded once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Once(String);

impl Once {
    /// A key of 1 to 200 visible letters; `None` for any other.
    pub fn of(key: &str) -> Option<Self> {
        let fits = !key.is_empty() && key.len() <= LONGEST;
        let is_plain = key.bytes().all(|byte| byte.is_ascii_graphic());
        (fits && is_plain).then(|| Self(key.to_owned()))
    }

    /// The key itself.
    pub(in crate::app) fn key(&self) -> &str {
        &self.0
    }

    /// The key of a part of the form.
    pub(in crate::app) fn part(&self, part: &str) -> Option<Self> {
        Self::of(&format!("{}:{part}", self.0))
    }

    /// What came of it before, where it was recorded.
    ///
    /// # Errors
    /// [`AppError::KeyReused`] where something else was recorded under the key.
    pub(in crate::app) async fn before(
        &self,
        tx: &Tx,
        actor: &Actor,
        fingerprint: &str,
    ) -> Result<Option<RecordedForm>, AppError> {
        let before = recorded_forms::find(&**tx, &actor.to_string(), &self.0).await?;
        match before {
            Some(form) if form.fingerprint != fingerprint => Err(AppError::KeyReused),
            before => Ok(before),
        }
    }

    /// What came of the same form before, looked up outside of any transaction.
    ///
    /// # Errors
    /// Whatever the database reports.
    pub(in crate::app) async fn earlier(
        &self,
        app: &App,
        actor: &Actor,
        fingerprint: &str,
    ) -> Result<Option<RecordedForm>, AppError> {
        let form = recorded_forms::find(&app.db.read, &actor.to_string(), &self.0).await?;
        Ok(form.filter(|form| form.fingerprint == fingerprint))
    }

    /// Keeps what came of it.
    pub(in crate::app) async fn keep(
        &self,
        tx: &Tx,
        actor: &Actor,
        fingerprint: String,
        outcome: Value,
        now: Instant,
    ) -> Result<(), AppError> {
        let form = RecordedForm {
            fingerprint,
            outcome,
            recorded_at: now,
        };
        let actor = actor.to_string();
        let old = now - TimeDelta::days(KEPT_DAYS);
        Ok(recorded_forms::keep(&**tx, (&actor, &self.0), form, old).await?)
    }
}

/// A digest by which two forms under one key are told apart.
pub(in crate::app) fn fingerprint(about: &str, fields: &Fields) -> String {
    let mut all = about.to_owned();
    for (name, value) in fields.pairs() {
        // What the browser adds of itself is no part of what was said.
        if !matches!(
            name.as_str(),
            "form_token" | "form_key" | "language" | "version"
        ) {
            for part in ["\u{1e}", name, "\u{1f}", value.trim()] {
                all.push_str(part);
            }
        }
    }
    secret::hash(&all)
}
