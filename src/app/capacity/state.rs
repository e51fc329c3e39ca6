//! Stating that it is in question whether a patient can consent.

use serde_json::json;

use super::{Question, Statement, entry, open};
use crate::app::{Actor, App, AppError};
use crate::domain::ids::{PatientId, RecordId};
use crate::store::{capacities, evaluations, retry};

/// States it. The same that holds already is not stated again.
///
/// # Errors
/// As [`record::open_to_change`](crate::app::record::open_to_change), [`AppError::Forbidden`] behind a broken
/// glass, [`AppError::Unfit`] for what cannot be used, and whatever the database reports.
pub async fn state(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    statement: &Statement,
) -> Result<RecordId, AppError> {
    let (opened, me) = open(app, actor, patient, "capacity.state").await?;
    let stated = statement.checked(opened.now, app.zone);
    let (from, until, reason) = stated.map_err(AppError::Unfit)?;
    retry(|| async {
        let now = app.clock.now();
        let tx = app.db.begin().await?;
        evaluations::introduce(&*tx, vec![patient]).await?;
        evaluations::hold(&*tx, &[patient], None).await?;
        let new = Question {
            id: RecordId(app.ids.next()),
            from,
            until,
            reason: reason.clone(),
            stated_by: me,
            recorded_at: now,
            settled: None,
        };
        let known = capacities::of(&*tx, patient).await?;
        let is_same = |known: &&Question| {
            known.settled.is_none()
                && (known.from, known.until, &known.reason) == (from, until, &reason)
        };
        if let Some(known) = known.iter().find(is_same) {
            let id = known.id;
            tx.rollback().await?;
            return Ok(id);
        }
        capacities::add(&*tx, patient, &new).await?;
        let detail = json!({ "question": new.id });
        tx.commit(entry(app, actor, "capacity.state", patient, detail))
            .await?;
        Ok(new.id)
    })
    .await
}
