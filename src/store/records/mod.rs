//! Records as sources tell them: reading what is stored back as [`crate::domain::intake`] values,
//! and writing such values, each with its origin and with its earlier versions kept.

mod archive;
mod directory;
mod ended;
mod find;
mod held;
mod page;
mod snapshot;
mod stale;
mod tables;
mod write;

use crate::store::StoreError;
use sea_orm::{ConnectionTrait, DbBackend};
use uuid::Uuid;

use crate::domain::ids::{ImportFileId, PatientId};
use crate::domain::intake::Record;
use crate::domain::time::Instant;

pub use directory::{Directory, KnownUnit, Naming, directory, systems};
pub use ended::ended_by_death;
pub use find::{
    KnownPatient, KnownWhole, employments, identifier_owners, owned, patients, patients_by_name,
    professionals, units, wholes,
};
pub use held::{Own, held, held_patient};
pub use page::{all_employments, all_professionals, all_units, records_of};
pub use snapshot::{Snapshot, snapshot};
pub use stale::{mark_stale_by_professionals, mark_stale_by_units};
pub use write::{Change, Saved, save};

/// What the database holds under a record's id.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Identity.
    pub id: Uuid,
    /// Whose it is; for a patient the patient itself; `None` for the directory.
    pub patient: Option<PatientId>,
    /// Version that is current.
    pub version: i32,
    /// What it says, with the source's ids; its `recorded_at`, where it has one, is given.
    pub record: Record,
    /// When that was recorded.
    pub recorded_at: Instant,
    /// Whether it was recorded here: no import brought its present version.
    pub is_own: bool,
}

/// Where a record came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// The file of an import run.
    pub file: ImportFileId,
    /// Row, line or entry in it.
    pub row: u64,
}

/// A record that is to be stored, as it will stand.
#[derive(Debug, Clone)]
pub struct Placed {
    /// Identity.
    pub id: Uuid,
    /// Whose it is; for a patient the patient itself; `None` for the directory.
    pub patient: Option<PatientId>,
    /// Version that this is.
    pub version: i32,
    /// What it says, with the source's ids.
    pub record: Record,
    /// When that was recorded.
    pub recorded_at: Instant,
    /// Where it came from.
    pub origin: Option<Origin>,
}

/// Numbers of values that fit one statement on both engines: SQLite binds at most 32 766.
const BINDS: usize = 32_000;

/// A fault that only a record changed behind our back can cause; it names no value.
fn corrupt(what: &'static str) -> StoreError {
    StoreError::Unreadable(what)
}

/// Has PostgreSQL count its record tables anew. Its own housekeeping comes about once a minute, and
/// until then lookups in a table that has grown a hundredfold are planned as if it were small: by
/// reading all rows of a source. SQLite plans by its indexes alone.
pub async fn refresh_statistics<C: ConnectionTrait>(db: &C) -> Result<(), StoreError> {
    const ANALYZE: &str = "ANALYZE patient, patient_identifier, patient_summary, treatment_period, \
        treatment_period_leave, contact, contact_professional, relationship, shift_assignment, \
        handover, decision, relational_review, legal_period, measure, measure_visit, plan, request, \
        alliance_score, rupture, narrative_entry, narrative_read, search_word";
    if db.get_database_backend() == DbBackend::Postgres {
        db.execute_unprepared(ANALYZE).await?;
    }
    Ok(())
}
