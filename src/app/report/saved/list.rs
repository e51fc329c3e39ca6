//! The reports that are made for each period, with what was made of each.

use super::is_own;
use crate::app::report::period::{name, readable};
use crate::app::{Actor, App, AppError};
use crate::store::saved_reports::{self, Made, Saved};

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// What is made.
    pub saved: Saved,
    /// The unit's name; `None` is the whole service.
    pub name: Option<String>,
    /// What was made, the last period first.
    pub made: Vec<Made>,
}

/// Those that the asker may read, the last asked for first. It tells no figure, so it is not written down.
///
/// # Errors
/// [`AppError::Forbidden`] for whoever looks after no unit, and whatever the database reports.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<Listed>, AppError> {
    let directory = app.directory().await?;
    let own = readable(app, actor, &directory).await?;
    let made = saved_reports::made(&app.db.read).await?;
    let all = saved_reports::all(&app.db.read).await?.into_iter();
    let readable = all.filter(|saved| is_own(own.as_deref(), saved.unit));
    Ok(readable
        .map(|saved| Listed {
            name: saved.unit.map(|unit| name(&directory, unit)),
            made: made
                .iter()
                .filter(|made| made.saved == saved.id)
                .copied()
                .collect(),
            saved,
        })
        .collect())
}
