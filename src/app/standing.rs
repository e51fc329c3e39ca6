//! What answers about patients rest on beside their records, kept between requests: it is small,
//! read by every answer and changed by hardly any.

use std::sync::Arc;
use std::time::{Duration, Instant as Tick};

use tokio::sync::Mutex;
use uuid::Uuid;

use super::{App, AppError};
use crate::domain::flags::PolicyBook;
use crate::domain::time::Instant;
use crate::domain::trajectory::Directory;
use crate::store::patients::{self, Naming};
use crate::store::{directory, policies};

/// How long an answer may rest on what was read before.
const FRESH: Duration = Duration::from_secs(1);

/// What holds for every patient.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Units, professionals and employments.
    pub directory: Arc<Directory>,
    /// The thresholds of the service and its units, every version.
    pub policies: Arc<PolicyBook>,
    /// How patients are called in output.
    pub naming: Naming,
}

/// What stood when it was last read.
#[derive(Default)]
pub(super) struct Kept(Mutex<Option<Read>>);

struct Read {
    standing: Standing,
    /// What tells whether the directory is still the one that was read.
    newest: [Option<Uuid>; 4],
    /// When, by the machine's clock: however the service's is set.
    at: Tick,
    /// When, by the service's clock.
    now: Instant,
}

impl Read {
    fn is_fresh(&self, now: Instant) -> bool {
        let apart = (now - self.now).abs().to_std();
        self.at.elapsed() < FRESH && apart.is_ok_and(|apart| apart < FRESH)
    }
}

impl App {
    /// What holds for every patient, at most a second old.
    ///
    /// # Errors
    /// Whatever the database reports.
    pub async fn standing(&self) -> Result<Standing, AppError> {
        self.standing_unless(Read::is_fresh).await
    }

    /// What holds now: for an answer about somebody who is not known yet.
    pub(super) async fn standing_now(&self) -> Result<Standing, AppError> {
        self.standing_unless(|_, _| false).await
    }

    async fn standing_unless(
        &self,
        is_enough: impl FnOnce(&Read, Instant) -> bool,
    ) -> Result<Standing, AppError> {
        let now = self.clock.now();
        // Held while it is read, so that requests that come together read it once.
        let mut kept = self.kept.0.lock().await;
        if let Some(read) = kept.as_ref().filter(|read| is_enough(read, now)) {
            return Ok(read.standing.clone());
        }
        // Asked before it is read: a change in between makes the next answer read again.
        let at = Tick::now();
        let conn = &self.db.read;
        let newest = directory::newest(conn).await?;
        let directory = match kept.as_ref().filter(|read| read.newest == newest) {
            Some(read) => Arc::clone(&read.standing.directory),
            None => Arc::new(directory::load(conn, self.zone, None).await?),
        };
        let set = policies::count(conn).await?;
        let policies = match kept.as_ref().map(|read| &read.standing.policies) {
            Some(read) if read.len() as u64 == set => Arc::clone(read),
            _ => Arc::new(policies::book(conn).await?),
        };
        let standing = Standing {
            directory,
            policies,
            naming: patients::naming(conn).await?,
        };
        *kept = Some(Read {
            standing: standing.clone(),
            newest,
            at,
            now,
        });
        Ok(standing)
    }
}
