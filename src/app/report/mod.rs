//! What the records say about the service: counts and distributions, never about one person.

mod continuity;
mod flags;
mod noise;
mod own;
mod period;
pub mod saved;
mod sums;

use crate::app::evaluate::{Question, ask};
use crate::app::{Actor, App, AppError, Progress};

pub use continuity::{ContinuityReport, ContinuityRow, IndexValues};
pub use flags::{FlagCounts, FlagReport, FlagRow};
pub(in crate::app) use noise::units_of;
pub use noise::{Became, JUDGED_DAYS, JUDGED_FROM, MOST_DAYS, Noise, NoiseRow, admit, noise};
pub use own::{Numbers, OwnNumbers, own_numbers};
pub use period::{Answer, Asked, YEARS_BACK, over_period};

/// How many patients each rule speaks of, at an instant.
///
/// # Errors
/// The database.
pub async fn flags(
    app: &App,
    actor: &Actor,
    question: Question,
    progress: &dyn Progress,
) -> Result<FlagReport, AppError> {
    let mut counts = FlagCounts::default();
    ask(app, actor, question, progress, |answer| {
        counts.add(answer.flags.iter().map(|flag| (flag.code, flag.severity)));
        Ok(())
    })
    .await?;
    Ok(counts.report())
}

/// Distributions of the continuity indices over patients, at an instant.
///
/// # Errors
/// The database.
pub async fn continuity(
    app: &App,
    actor: &Actor,
    question: Question,
    progress: &dyn Progress,
) -> Result<ContinuityReport, AppError> {
    let mut values = IndexValues::default();
    ask(app, actor, question, progress, |answer| {
        values.add(answer.indices);
        Ok(())
    })
    .await?;
    Ok(values.report())
}

/// Fewest patients that a cell may show.
pub const SMALLEST_CELL: u64 = 5;

/// A count of patients in a report; hidden where a small group might be recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    count: u64,
    is_hidden: bool,
}

impl Cell {
    /// A count, hidden below [`SMALLEST_CELL`].
    pub const fn of(count: u64) -> Self {
        Self {
            count,
            is_hidden: count < SMALLEST_CELL,
        }
    }

    /// The count, where it may be shown.
    pub const fn shown(self) -> Option<u64> {
        if self.is_hidden {
            None
        } else {
            Some(self.count)
        }
    }
}

/// Hides one more cell where a single hidden one could be had by subtracting the others from a
/// total that is known: the smallest that is shown.
pub fn protect(cells: &mut [Cell]) {
    if cells.iter().filter(|cell| cell.is_hidden).count() == 1
        && let Some(smallest) = cells
            .iter_mut()
            .filter(|cell| !cell.is_hidden)
            .min_by_key(|cell| cell.count)
    {
        smallest.is_hidden = true;
    }
}
