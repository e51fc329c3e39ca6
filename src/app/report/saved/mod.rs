//! Reports that are made anew for each period that ends, and kept as they were. Whoever may read the report
//! may ask for it, read what was made, and end it.

mod ask;
mod end;
mod keep;
mod list;
mod show;

use super::period::readable;
use crate::app::{Actor, App, AppError, Refusal};
use crate::domain::ids::{SavedReportId, UnitId};
use crate::store::saved_reports;

pub use ask::{Wish, ask_for};
pub use end::end;
pub use keep::keep_due;
pub use list::{Listed, list};
pub use show::{Shown, show};

pub use crate::store::saved_reports::{Made, Saved, Snapshot};

/// Whether a unit is among those looked after; `None` of these is all there are, and the whole service.
fn is_own(own: Option<&[UnitId]>, unit: Option<UnitId>) -> bool {
    own.is_none_or(|own| unit.is_some_and(|unit| own.contains(&unit)))
}

/// A definition that the asker may read.
async fn own(app: &App, actor: &Actor, id: SavedReportId) -> Result<Saved, AppError> {
    let directory = app.directory().await?;
    let units = readable(app, actor, &directory).await?;
    let saved = saved_reports::one(&app.db.read, id).await?;
    let saved = saved.ok_or(AppError::NotFound("saved report"))?;
    if is_own(units.as_deref(), saved.unit) {
        Ok(saved)
    } else {
        Err(Refusal::ReportsAreForManagers.into())
    }
}
