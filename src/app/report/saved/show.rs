//! Shows a report as it was made.

use serde_json::json;

use super::own;
use crate::app::report::Answer;
use crate::app::report::period::action;
use crate::app::{Actor, App, AppError};
use crate::domain::ids::SavedReportId;
use crate::domain::report::Period;
use crate::store::saved_reports::{self, Saved, Snapshot};

/// A report as it was.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// What is made.
    pub saved: Saved,
    /// What was made over the period.
    pub snapshot: Snapshot,
    /// The same as a report, with nothing to choose from.
    pub answer: Answer,
}

/// Shows it. That it was read is written down as that the report was.
///
/// # Errors
/// [`AppError::Forbidden`] for whoever does not look after its unit, [`AppError::NotFound`] where there is
/// none, and whatever the database reports.
pub async fn show(
    app: &App,
    actor: &Actor,
    id: SavedReportId,
    period: Period,
) -> Result<Shown, AppError> {
    let saved = own(app, actor, id).await?;
    let snapshot = saved_reports::snapshot(&app.db.read, id, period).await?;
    let snapshot = snapshot.ok_or(AppError::NotFound("saved report"))?;
    let entry = app.entry(
        actor,
        action(saved.book),
        format!("saved_report/{}", id.0),
        "quality",
        json!({ "unit": saved.unit, "period": period.to_string() }),
    );
    app.db.begin().await?.commit(entry).await?;
    let kept = &snapshot.kept;
    let answer = Answer {
        report: kept.report(saved.book, saved.unit, period),
        lengths: kept.lengths.clone(),
        waits: kept.waits.clone(),
        name: kept.name.clone(),
        units: Vec::new(),
        is_whole_offered: false,
        periods: Vec::new(),
    };
    Ok(Shown {
        saved,
        snapshot,
        answer,
    })
}
