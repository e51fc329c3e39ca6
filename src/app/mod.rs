//! The use cases: one verb per file, `fn(&App, &Actor, Command) -> Result<Outcome, AppError>`.

pub mod access;
pub mod accounts;
pub mod audit;
pub mod beside;
pub mod board;
pub mod capacity;
pub mod caseload;
pub mod contacts;
pub mod continuity;
pub mod copy;
pub mod demo;
pub mod departures;
pub mod digest;
pub mod directory;
pub mod evaluate;
pub mod export;
pub mod familiarity;
pub mod flags;
pub mod generate;
pub mod guests;
pub mod handovers;
pub mod import;
pub mod language;
pub mod live;
pub mod metrics;
pub mod notices;
pub mod outbox;
pub mod own;
pub mod paging;
pub mod plans;
pub mod policy;
pub mod record;
pub mod recording;
pub mod records;
pub mod report;
pub mod safety;
pub mod search;
pub mod shift;
pub mod sign_in;
pub mod since;
pub mod story;
pub mod texts;
pub mod timeline;
pub mod uploads;

mod actor;
mod error;
mod mailing;
mod passwords;
mod progress;
mod schema;
mod secret;
mod standing;

pub use actor::Actor;
pub use error::{AppError, Refusal};
pub use mailing::Mailing;
pub use progress::{NoProgress, Progress};
pub use schema::{Migration, check_ready, migrate_down, migrate_up, migrations};
pub use standing::Standing;

use std::sync::Arc;

use chrono_tz::Tz;

use self::passwords::Passwords;
use self::sign_in::Keys;
use self::standing::Kept;
use crate::domain::trajectory::Directory;
use crate::runtime::{Clock, IdGen};
use crate::store::{AuditEntry, Db};

/// What every use case is given: built once, by [`crate::boot`].
#[derive(Clone)]
pub struct App {
    /// The database.
    pub db: Db,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The source of ids.
    pub ids: Arc<dyn IdGen>,
    /// The zone of local times without a unit, and of "today".
    pub zone: Tz,
    /// Whom somebody calls who needs help now, each with its number.
    pub crisis_numbers: Arc<[String]>,
    /// Uploads of this process that wait to be imported.
    pub uploads: Arc<uploads::Uploads>,
    /// How e-mail leaves, and when.
    pub mailing: Mailing,
    /// Those who look at a board.
    pub live: Arc<live::Live>,
    /// Wordings that are hinted at, made ready.
    pub wordings: Arc<language::Ready>,
    /// Where checkpoints of the audit log go, and what of it is shown.
    pub auditing: Arc<audit::Auditing>,
    /// When sessions on shared computers lock.
    pub locking: sign_in::Locking,
    /// What operators watch.
    pub metrics: Arc<metrics::Metrics>,
    kept: Arc<Kept>,
    passwords: Passwords,
    keys: Keys,
}

impl App {
    /// Puts together what use cases need.
    pub fn new(db: Db, clock: Arc<dyn Clock>, ids: Arc<dyn IdGen>, zone: Tz) -> Self {
        Self {
            db,
            clock,
            ids,
            zone,
            crisis_numbers: Arc::default(),
            uploads: Arc::default(),
            mailing: Mailing::default(),
            live: Arc::default(),
            wordings: Arc::default(),
            auditing: Arc::default(),
            locking: sign_in::Locking::default(),
            metrics: Arc::default(),
            kept: Arc::default(),
            passwords: Passwords::default(),
            keys: Keys::default(),
        }
    }

    /// The same, with uploads kept as these settings say.
    #[must_use]
    pub fn with_uploads(self, settings: uploads::Settings) -> Self {
        Self {
            uploads: Arc::new(uploads::Uploads::new(settings)),
            ..self
        }
    }

    /// The same, with those whom somebody calls who needs help now.
    #[must_use]
    pub fn with_crisis_numbers(self, numbers: Vec<String>) -> Self {
        Self {
            crisis_numbers: numbers.into(),
            ..self
        }
    }

    /// The same, with e-mail that leaves as this says.
    #[must_use]
    pub fn with_mailing(self, mailing: Mailing) -> Self {
        Self { mailing, ..self }
    }

    /// The same, with sessions that lock as this says.
    #[must_use]
    pub fn with_locking(self, locking: sign_in::Locking) -> Self {
        Self { locking, ..self }
    }

    /// The same, with an audit log as this says.
    #[must_use]
    pub fn with_auditing(self, auditing: audit::Auditing) -> Self {
        Self {
            auditing: Arc::new(auditing),
            ..self
        }
    }

    /// An entry of the audit trail about no patient in particular, of this moment. `subject` is a kind
    /// or `kind/id`, `detail` counts and ids: no name and no text of a record.
    fn entry(
        &self,
        actor: &(impl ToString + ?Sized),
        action: &'static str,
        subject: impl Into<String>,
        purpose: &str,
        detail: serde_json::Value,
    ) -> AuditEntry {
        AuditEntry {
            id: self.ids.next(),
            at: self.clock.now(),
            actor: actor.to_string(),
            action,
            patient: None,
            subject: subject.into(),
            purpose: purpose.to_owned(),
            detail,
        }
    }

    /// Units, professionals and employments, at most a second old.
    ///
    /// # Errors
    /// Whatever the database reports.
    pub async fn directory(&self) -> Result<Arc<Directory>, AppError> {
        Ok(self.standing().await?.directory)
    }
}
