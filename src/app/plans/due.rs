//! Reviews that are due, across the patients with whom somebody has a relationship.

use chrono::NaiveDate;

use crate::app::record::{note_read, reach_of};
use crate::app::{Actor, App, AppError};
use crate::domain::ids::PatientId;
use crate::domain::plan::DUE_SOON_DAYS;
use crate::domain::time;
use crate::domain::vocabulary::PlanKind;
use crate::store::patients::{self, Details};
use crate::store::plans as stored;

/// The most that are named; there is more to a day than plans.
const MOST: u64 = 20;

/// A plan that is to be gone through, and with whom.
#[derive(Debug, Clone)]
pub struct DueOf {
    /// The patient by name.
    pub patient: Details,
    /// What.
    pub kind: PlanKind,
    /// By when.
    pub by: NaiveDate,
    /// Whether that has passed.
    pub is_overdue: bool,
}

/// Plans that are to be gone through within a month, the longest overdue first: of patients with whom the actor has
/// an active relationship. Writes an audit entry for each patient who is named.
///
/// # Errors
/// [`AppError::Forbidden`] for accounts that reach no patient's record, and whatever the database reports.
pub async fn due(app: &App, actor: &Actor) -> Result<Vec<DueOf>, AppError> {
    let reach = reach_of(actor)?.unwrap_or_default();
    let now = app.clock.now();
    let today = time::local_date(now, app.zone);
    let by = time::add_days(today, DUE_SOON_DAYS);
    let rows = stored::due(&app.db.read, &reach, (now, today, by), MOST).await?;
    let mut ids: Vec<PatientId> = rows.iter().map(|row| row.patient).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let details = patients::details_of(&app.db.read, &ids).await?;
    note_read(app, actor, &ids, "plans.due").await?;
    let named = rows.into_iter().filter_map(|row| {
        let mut details = details.iter();
        let patient = details.find(|one| one.reference.id == row.patient)?.clone();
        Some(DueOf {
            patient,
            kind: row.kind,
            by: row.by,
            is_overdue: row.by < today,
        })
    });
    Ok(named.collect())
}
