//! The code by which a patient opens their own pages: chosen the first time, given later.

use chrono::NaiveDate;
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;

use super::{Own, entry};
use crate::app::{Actor, App, AppError, secret};
use crate::domain::pin::{PIN_FAILURES, PinFault, pin_fault};
use crate::store::{audit, own_codes, patients, sessions};

/// What came of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// The pages are open.
    Open,
    /// It cannot be chosen.
    Unfit(PinFault),
    /// It is another one.
    Wrong,
    /// Too many wrong ones were typed: staff let the patient choose another.
    Closed,
}

/// Chooses a code, and opens the pages. Where there is one already, it is taken for that.
///
/// # Errors
/// [`AppError::Overloaded`] when too many are signing in, [`AppError::NotSignedIn`] where the screen was given
/// back meanwhile, and whatever the database reports.
pub async fn choose(app: &App, own: &Own, code: SecretString) -> Result<Given, AppError> {
    let details = patients::details(&app.db.read, own.patient).await?;
    let details = details.ok_or(AppError::NotFound("patient"))?;
    let birthday = details.birth_date.map(spellings).unwrap_or_default();
    if let Some(fault) = pin_fault(code.expose_secret(), &birthday) {
        return Ok(Given::Unfit(fault));
    }
    let hash = app.passwords.place()?.hash(code.clone()).await?;
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    if !own_codes::choose(&*tx, own.patient, hash, now).await? {
        tx.rollback().await?;
        return give(app, own, code).await;
    }
    if !sessions::open_own(&*tx, own.session.id, own.patient, now).await? {
        tx.rollback().await?;
        return Err(AppError::NotSignedIn);
    }
    let actor = Actor::Patient(own.patient);
    let detail = json!({ "session": own.session.id });
    tx.commit(entry(app, &actor, "own.choose_code", own.patient, detail))
        .await?;
    Ok(Given::Open)
}

/// A day of birth as people type it for a code.
fn spellings(day: NaiveDate) -> String {
    let each = ["%d%m%Y", "%d%m%y", "%Y%m%d", "%y%m%d"].map(|form| day.format(form).to_string());
    each.join(" ")
}

/// Opens the pages with the patient's code. Attempts are heard one after the other, and each counts as wrong until
/// it is known to be right.
///
/// # Errors
/// As [`choose`].
pub async fn give(app: &App, own: &Own, code: SecretString) -> Result<Given, AppError> {
    let place = app.passwords.place()?;
    let patient = own.patient;
    let turn = secret::hash(&patient.0.to_string());
    let turn = app.passwords.turn(&turn).await;
    let writer = app.db.writer();
    let Some(failures) = own_codes::begin(writer, patient, PIN_FAILURES).await? else {
        return Ok(Given::Closed);
    };
    let known = own_codes::find(writer, patient).await?;
    let is_right = place.verify(code, known.map(|code| code.hash)).await?;
    let actor = Actor::Patient(patient);
    let session = json!({ "session": own.session.id });
    if !is_right {
        let failed = entry(app, &actor, "own.code_fail", patient, session);
        audit::note(&app.db, [failed]).await?;
        return Ok(if failures >= PIN_FAILURES {
            Given::Closed
        } else {
            Given::Wrong
        });
    }
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    own_codes::clear(&*tx, patient).await?;
    drop(turn);
    if !sessions::open_own(&*tx, own.session.id, patient, now).await? {
        tx.rollback().await?;
        return Err(AppError::NotSignedIn);
    }
    tx.commit(entry(app, &actor, "own.open", patient, session))
        .await?;
    Ok(Given::Open)
}
