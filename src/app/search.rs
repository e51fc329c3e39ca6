//! Finding a patient by name, identifier or day of birth, among those within reach.

use chrono::NaiveDate;
use serde_json::json;

use super::paging::Count;
use super::record::reach_of;
use super::{Actor, App, AppError};
use crate::domain::access::Reach;
use crate::domain::folding;
use crate::domain::ids::PatientId;
use crate::domain::time::Instant;
use crate::store::caseload::COUNTED;
use crate::store::patients::{Details, Naming};
use crate::store::search::{self as stored, Wanted};
use crate::store::{AuditEntry, audit};

/// Patients on a page.
const PAGE: usize = 25;

/// What is known of whoever is looked for. All that is given must fit; something must be given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// Names or beginnings of names, in any order, spelled in any way (see [`folding`]).
    pub name: String,
    /// An identifier, whole: the source's own, or another that was imported.
    pub identifier: String,
    /// Day of birth.
    pub born: Option<NaiveDate>,
    /// The last patient of the page before; `None` is the first page.
    pub after: Option<PatientId>,
    /// Patients on a page; `None` is 25.
    pub limit: Option<usize>,
}

/// Who was found.
#[derive(Debug, Clone)]
pub struct Found {
    /// The patients, by name.
    pub patients: Vec<Details>,
    /// How many there are on all pages.
    pub count: Count,
    /// After whom the next page begins; `None` on the last.
    pub next: Option<PatientId>,
    /// How patients are called in output.
    pub naming: Naming,
    /// The instant at which it was looked.
    pub now: Instant,
}

/// Finds patients within the actor's reach. Writes an audit entry for each patient shown.
///
/// # Errors
/// [`AppError::Forbidden`] for accounts that reach no patient's record, [`AppError::InvalidInput`]
/// when nothing is given to look for, and whatever the
/// database reports.
pub async fn search(app: &App, actor: &Actor, search: &Search) -> Result<Found, AppError> {
    let reach = reach_of(actor)?;
    among(app, actor, reach.as_ref(), search, "care").await
}

/// Finds patients among those within a reach, or among all, for a purpose. Writes an audit entry for each
/// patient shown.
pub(super) async fn among(
    app: &App,
    actor: &Actor,
    reach: Option<&Reach>,
    search: &Search,
    purpose: &str,
) -> Result<Found, AppError> {
    let wanted = wanted(search)?;
    let size = search.limit.unwrap_or(PAGE);
    let (standing, now) = (app.standing().await?, app.clock.now());
    let limit = size as u64 + 1;
    let reading = app.db.reading().await?;
    reading.prefer_indexes().await?;
    let mut patients = stored::find(&*reading, reach, now, &wanted, search.after, limit).await?;
    let count = stored::count(&*reading, reach, now, &wanted).await?;
    drop(reading);
    let next = (patients.len() > size).then(|| {
        patients.truncate(size);
        patients.last().map(|last| last.reference.id)
    });
    let ids: Vec<PatientId> = patients.iter().map(|found| found.reference.id).collect();
    let entries = ids.iter().map(|patient| AuditEntry {
        patient: Some(*patient),
        ..app.entry(actor, "patient.find", "patient", purpose, json!({}))
    });
    audit::note(&app.db, entries).await?;
    Ok(Found {
        patients,
        count: Count::up_to(COUNTED, count),
        next: next.flatten(),
        naming: standing.naming,
        now,
    })
}

pub(super) fn wanted(search: &Search) -> Result<Wanted, AppError> {
    let identifier = search.identifier.trim();
    let wanted = Wanted {
        words: folding::fold(&search.name)
            .split_whitespace()
            .map(str::to_owned)
            .collect(),
        identifier: (!identifier.is_empty()).then(|| identifier.to_owned()),
        born: search.born,
    };
    if wanted == Wanted::default() {
        return Err(AppError::InvalidInput {
            field: "name",
            expected: "letters or digits of a name, an identifier, or a day of birth".to_owned(),
        });
    }
    Ok(wanted)
}
