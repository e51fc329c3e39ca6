//! Telling open boards that something changed: one reader per process of what was committed anywhere,
//! and everybody who looks at a board.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use tokio::sync::broadcast;
use uuid::Uuid;

use super::{App, AppError};
use crate::domain::ids::{PatientId, UnitId};
use crate::domain::time::Instant;
use crate::store::changes;

pub use crate::store::changes::Listener;

/// How far back changes are looked for each time: longer than any transaction that writes one, and than
/// the clocks of two machines differ.
const REACH: TimeDelta = TimeDelta::minutes(2);

/// After how long a change is forgotten.
const KEPT: TimeDelta = TimeDelta::minutes(10);

/// Changes that somebody may lag behind before they have to look at everything anew.
const ROOM: usize = 256;

/// Something about a patient changed.
#[derive(Debug, Clone)]
pub struct Changed {
    /// Whose.
    pub patient: PatientId,
    /// The units whose boards the patient is on now, or is to come to.
    pub units: Arc<[UnitId]>,
}

/// What is told to those who look.
#[derive(Debug, Clone)]
pub enum News {
    /// Something changed.
    Changed(Changed),
    /// So much was missed that everything is to be looked at anew.
    Anew,
    /// The service ends: come again.
    Over,
}

/// Those who look.
#[derive(Debug)]
pub struct Live(broadcast::Sender<News>);

impl Default for Live {
    fn default() -> Self {
        Self(broadcast::channel(ROOM).0)
    }
}

impl Live {
    /// Everything that is told from now on.
    pub fn follow(&self) -> Following {
        Following(self.0.subscribe())
    }

    /// Says that the service ends.
    pub fn end(&self) {
        self.tell(News::Over);
    }

    fn tell(&self, news: News) {
        // An error is that nobody looks.
        let _ = self.0.send(news);
    }
}

/// Somebody who looks.
#[derive(Debug)]
pub struct Following(broadcast::Receiver<News>);

impl Following {
    /// What is told next.
    pub async fn next(&mut self) -> News {
        match self.0.recv().await {
            Ok(news) => news,
            Err(broadcast::error::RecvError::Lagged(_)) => News::Anew,
            Err(broadcast::error::RecvError::Closed) => News::Over,
        }
    }
}

/// What was read already, so that each change is told once.
#[derive(Debug, Default)]
pub struct Told {
    seen: HashMap<Uuid, Instant>,
    since: Option<Instant>,
}

/// Reads what was committed since the last time, and tells it. What is not told is what happened before
/// the first time: nobody looked then.
///
/// # Errors
/// Whatever the database reports; the next time makes up for it.
pub async fn tell(app: &App, told: &mut Told) -> Result<(), AppError> {
    let now = app.clock.now();
    let is_first = told.since.is_none();
    let after = told.since.map_or(now, |since| since.min(now)) - REACH;
    let mut patients = Vec::new();
    for (id, patient) in changes::since(&app.db.read, after).await? {
        let is_new = told.seen.insert(id, now).is_none();
        if is_new && !is_first && !patients.contains(&patient) {
            patients.push(patient);
        }
    }
    for patient in patients {
        let units = changes::units_of(&app.db.read, patient).await?.into();
        app.live.tell(News::Changed(Changed { patient, units }));
    }
    told.seen.retain(|_, at| *at > now - KEPT);
    told.since = Some(now);
    Ok(())
}

/// Forgets changes that everybody has read.
///
/// # Errors
/// Whatever the database reports.
pub async fn forget(app: &App) -> Result<(), AppError> {
    Ok(changes::forget(&app.db, app.clock.now() - KEPT).await?)
}

/// How often it is looked for changes where nobody tells of them.
pub const LOOK: Duration = Duration::from_secs(1);
