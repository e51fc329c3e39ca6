//! The use cases: one verb per file, `fn(&App, &Actor, Command) -> Result<Outcome, AppError>`.

pub mod evaluate;
pub mod generate;
pub mod report;

mod actor;
mod error;
mod progress;
mod schema;

pub use actor::Actor;
pub use error::AppError;
pub use progress::{NoProgress, Progress};
pub use schema::{Migration, check_ready, migrate_down, migrate_up, migrations};

use std::sync::Arc;

use chrono_tz::Tz;

use crate::runtime::{Clock, IdGen};
use crate::store::Db;

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
}
