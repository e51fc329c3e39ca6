//! Settling that a patient can consent.

use serde_json::json;

use super::{entry, open};
use crate::app::{Actor, App, AppError};
use crate::domain::ids::PatientId;
use crate::store::{capacities, retry};

/// Settles every statement that is open. Where there is none, nothing is done.
///
/// # Errors
/// As [`record::open_to_change`](crate::app::record::open_to_change), [`AppError::Forbidden`] behind a broken
/// glass, and whatever the database reports.
pub async fn settle(app: &App, actor: &Actor, patient: PatientId) -> Result<(), AppError> {
    let (_, me) = open(app, actor, patient, "capacity.settle").await?;
    retry(|| async {
        let tx = app.db.begin().await?;
        let now = app.clock.now();
        if capacities::settle(&*tx, patient, me, now).await? == 0 {
            tx.rollback().await?;
            return Ok(());
        }
        tx.commit(entry(app, actor, "capacity.settle", patient, json!({})))
            .await?;
        Ok(())
    })
    .await
}
