//! Asks for a report to be made for each period that ends.

use serde_json::json;

use crate::app::report::period::{chosen, readable};
use crate::app::{Actor, App, AppError};
use crate::domain::ids::{SavedReportId, UnitId};
use crate::domain::report::Book;
use crate::domain::report::period::Span;
use crate::store::saved_reports::{self, Saved};

/// What is to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// The report.
    pub book: Book,
    /// The unit; `None` is the whole service, and for service managers the first of their units.
    pub unit: Option<UnitId>,
    /// Over periods of which length.
    pub span: Span,
}

/// Asks for it. What is made already is not asked for twice: then it is that one.
///
/// # Errors
/// [`AppError::Forbidden`] for whoever looks after no unit, or not after this one, and whatever the database
/// reports.
pub async fn ask_for(app: &App, actor: &Actor, wish: Wish) -> Result<SavedReportId, AppError> {
    let directory = app.directory().await?;
    let own = readable(app, actor, &directory).await?;
    let unit = chosen(&directory, own.as_deref(), wish.unit)?;
    let tx = app.db.begin().await?;
    let is_same = |saved: &&Saved| {
        saved.ended_at.is_none()
            && (saved.book, saved.unit, saved.span) == (wish.book, unit, wish.span)
    };
    if let Some(saved) = saved_reports::all(&*tx).await?.iter().find(is_same) {
        return Ok(saved.id);
    }
    let new = Saved {
        id: SavedReportId(app.ids.next()),
        book: wish.book,
        unit,
        span: wish.span,
        author: actor.to_string(),
        recorded_at: app.clock.now(),
        ended_at: None,
    };
    saved_reports::insert(&*tx, &new).await?;
    let entry = app.entry(
        actor,
        "report.save",
        format!("saved_report/{}", new.id.0),
        "quality",
        json!({ "report": wish.book.code(), "unit": unit, "span": wish.span.code() }),
    );
    tx.commit(entry).await?;
    Ok(new.id)
}
