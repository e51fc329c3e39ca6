//! Finding a patient who is not within reach, to break the glass: by what somebody must know who has the
//! patient before them. Nothing of the patient is told.

use serde_json::json;

use super::admit::decided;
use crate::app::guests::is_guest;
use crate::app::record::reach_of;
use crate::app::search::{Search, wanted};
use crate::app::{Actor, App, AppError, Refusal};
use crate::domain::access::Action;
use crate::domain::ids::PatientId;
use crate::store::{AuditEntry, audit, reach, search as stored};

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// One patient, whose record is open to the actor without breaking a glass.
    Open(PatientId),
    /// One patient.
    Closed(PatientId),
    /// Nobody, or several: which of the two is not told.
    NotOne,
}

/// Looks for one patient among all: by an identifier, whole, or by names together with the day of birth.
/// It is written down that somebody looked.
///
/// # Errors
/// [`AppError::Forbidden`] for accounts that reach no patient's record, [`AppError::InvalidInput`] when
/// too little is given, and whatever the database reports.
pub async fn find(app: &App, actor: &Actor, search: &Search) -> Result<Found, AppError> {
    let reach = reach_of(actor)?;
    if is_guest(app, actor).await? {
        return Err(Refusal::GuestsBreakNoGlass.into());
    }
    let wanted = wanted(search)?;
    let is_enough =
        wanted.identifier.is_some() || (wanted.born.is_some() && !wanted.words.is_empty());
    if !is_enough {
        return Err(AppError::InvalidInput {
            field: "identifier",
            expected: "an identifier, or names and a day of birth".to_owned(),
        });
    }
    let (read, now) = (&app.db.read, app.clock.now());
    let fits = stored::find(read, None, now, &wanted, None, 2).await?;
    let one = match fits.as_slice() {
        [one] => Some(one.reference.id),
        _ => None,
    };
    let entry = AuditEntry {
        patient: one,
        ..app.entry(actor, "glass.find", "patient", "access", json!({}))
    };
    audit::note(&app.db, [entry]).await?;
    let Some(patient) = one else {
        return Ok(Found::NotOne);
    };
    let sought = reach::seek(read, patient, reach.as_ref(), now).await?;
    let is_open = sought.is_some_and(|sought| decided(actor, Action::Read, &sought).is_ok());
    Ok(if is_open {
        Found::Open(patient)
    } else {
        Found::Closed(patient)
    })
}
