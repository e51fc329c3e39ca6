//! What answers about patients rest on beside their records, kept between requests: it is small,
//! read by every answer and changed by hardly any.

use std::sync::{Arc, MutexGuard, PoisonError};
use std::time::{Duration, Instant as Tick};

use tokio::sync::Mutex;

use super::{App, AppError};
use crate::domain::flags::PolicyBook;
use crate::domain::time::Instant;
use crate::domain::trajectory::Directory;
use crate::store::patients::{self, Naming};
use crate::store::{Ground, Reading, Tx};

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
pub(super) struct Kept {
    read: Mutex<Option<Read>>,
    /// What patients are judged by: never locked for longer than it takes to copy it, so that who
    /// holds a connection may ask for it.
    ground: std::sync::Mutex<Option<Ground>>,
}

struct Read {
    standing: Standing,
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

impl Kept {
    fn ground(&self) -> MutexGuard<'_, Option<Ground>> {
        // What a panic left behind is still true: it was read.
        self.ground.lock().unwrap_or_else(PoisonError::into_inner)
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
        let mut kept = self.kept.read.lock().await;
        if let Some(read) = kept.as_ref().filter(|read| is_enough(read, now)) {
            return Ok(read.standing.clone());
        }
        let at = Tick::now();
        let ground = self.ground().await?;
        let standing = Standing {
            directory: ground.directory,
            policies: ground.policies,
            naming: patients::naming(&self.db.read).await?,
        };
        *kept = Some(Read {
            standing: standing.clone(),
            at,
            now,
        });
        Ok(standing)
    }

    /// What patients are judged by, as it is now.
    pub(super) async fn ground(&self) -> Result<Ground, AppError> {
        let before = self.kept.ground().clone();
        let ground = Ground::read(&self.db.read, self.zone, before.as_ref()).await?;
        *self.kept.ground() = Some(ground.clone());
        Ok(ground)
    }

    /// The same as of the moment of a reading.
    pub(super) async fn ground_read(&self, reading: &Reading) -> Result<Ground, AppError> {
        let before = self.kept.ground().clone();
        Ok(Ground::read(&**reading, self.zone, before.as_ref()).await?)
    }

    /// The same as a transaction sees it, its own changes with it: those may never come to be, so
    /// that nobody else is given them.
    pub(super) async fn ground_within(&self, tx: &Tx) -> Result<Ground, AppError> {
        let before = self.kept.ground().clone();
        Ok(Ground::read(&**tx, self.zone, before.as_ref()).await?)
    }
}
