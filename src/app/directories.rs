//! The directory, kept between requests: it is small, read by every answer and changed by hardly
//! any.

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono_tz::Tz;
use tokio::sync::Mutex;
use uuid::Uuid;

use crate::domain::trajectory::Directory;
use crate::store::{Db, StoreError, directory};

/// How long an answer may rest on a directory without asking whether it was changed.
const FRESH: Duration = Duration::from_secs(1);

/// The directory as last read.
#[derive(Default)]
pub(super) struct Directories(Mutex<Option<Held>>);

struct Held {
    directory: Arc<Directory>,
    newest: [Option<Uuid>; 4],
    asked_at: Instant,
}

impl Directories {
    /// The directory, at most a second old.
    pub(super) async fn get(&self, db: &Db, zone: Tz) -> Result<Arc<Directory>, StoreError> {
        self.read(db, zone, FRESH).await
    }

    /// The directory as it is now: for an answer about somebody it does not know yet.
    pub(super) async fn refresh(&self, db: &Db, zone: Tz) -> Result<Arc<Directory>, StoreError> {
        self.read(db, zone, Duration::ZERO).await
    }

    async fn read(&self, db: &Db, zone: Tz, fresh: Duration) -> Result<Arc<Directory>, StoreError> {
        // Held while it is read, so that requests that come together read it once.
        let mut held = self.0.lock().await;
        if let Some(held) = held.as_ref().filter(|held| held.asked_at.elapsed() < fresh) {
            return Ok(Arc::clone(&held.directory));
        }
        // Asked before it is read: a change in between makes the next answer read again.
        let asked_at = Instant::now();
        let newest = directory::newest(&db.read).await?;
        if let Some(held) = held.as_mut().filter(|held| held.newest == newest) {
            held.asked_at = asked_at;
            return Ok(Arc::clone(&held.directory));
        }
        let directory = Arc::new(directory::load(&db.read, zone, None).await?);
        *held = Some(Held {
            directory: Arc::clone(&directory),
            newest,
            asked_at,
        });
        Ok(directory)
    }
}
