//! Ends that a report is made. What was made stays.

use serde_json::json;

use super::own;
use crate::app::{Actor, App, AppError};
use crate::domain::ids::SavedReportId;
use crate::store::saved_reports;

/// Ends it; one that is over stays over.
///
/// # Errors
/// [`AppError::Forbidden`] for whoever does not look after its unit, [`AppError::NotFound`], and whatever the
/// database reports.
pub async fn end(app: &App, actor: &Actor, id: SavedReportId) -> Result<(), AppError> {
    let saved = own(app, actor, id).await?;
    if saved.ended_at.is_some() {
        return Ok(());
    }
    let tx = app.db.begin().await?;
    saved_reports::end(&*tx, id, app.clock.now()).await?;
    let subject = format!("saved_report/{}", id.0);
    let entry = app.entry(actor, "report.end", subject, "quality", json!({}));
    tx.commit(entry).await?;
    Ok(())
}
