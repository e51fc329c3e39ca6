//! Re-evaluating one patient within the transaction of a change.

use super::judge::judge;
use super::write::{put, tally};
use crate::app::{App, AppError};
use crate::domain::ids::PatientId;
use crate::domain::time::Instant;
use crate::store::Tx;
use crate::store::changes;
use crate::store::evaluations;
use crate::store::flags::Changes;

/// Judges a patient with what this transaction changed, and stores flags and summary in it: whoever
/// sees the change sees its flags. Call it after the change and before the commit; the patient is
/// marked here and needs no mark of the caller's.
///
/// Two changes of one patient at once are judged one after the other, the second with both.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such patient, and whatever the database reports; the change
/// must not be committed then.
pub async fn in_tx(
    tx: &Tx,
    app: &App,
    patient: PatientId,
    now: Instant,
) -> Result<Changes, AppError> {
    // First of all: from here on nobody else judges this patient until the change is there.
    let mark = evaluations::touch(&**tx, patient).await?;
    let known = evaluations::known_of(&**tx, patient, mark).await?;
    let known = known.ok_or(AppError::NotFound("patient"))?;
    let ground = app.ground_within(tx).await?;
    let judged = judge(now, &ground, known);
    let written = put(tx, app, &[&judged]).await?;
    changes::announce(&**tx, app.ids.as_ref(), [patient], now).await?;
    // A transaction that is undone after all counts here, too: that is rare, and changes no record.
    tally(app, &written);
    Ok(written.changes)
}
