//! What a change of thresholds would change, before it is made: flags that would appear and disappear
//! now, by rule and severity, judged by what holds and by what would. Counts only, and small ones
//! hidden: administrators see no patient.

mod estimate;
mod everyone;

pub use estimate::{Estimated, EstimatedRow, SAMPLE, Scaled, estimate};
pub use everyone::{Exact, ExactRow, Stand, State, exact, stand, start};

use std::sync::Arc;

use serde_json::json;

use super::set::proposed;
use super::{Wish, Wrong, admit, known};
use crate::app::report::SMALLEST_CELL;
use crate::app::{Actor, App, AppError};
use crate::domain::flags::policy::preview::Difference;
use crate::domain::flags::policy::{PolicyBook, PolicyVersion};
use crate::domain::ids::PatientId;
use crate::domain::time::Instant;
use crate::domain::trajectory::Directory;
use crate::store::previews::Reached;
use crate::store::trajectories;

/// What everything of one preview shares.
struct Look {
    app: App,
    directory: Arc<Directory>,
    before: Arc<PolicyBook>,
    after: PolicyBook,
    at: Instant,
    reached: Reached,
}

impl Look {
    /// The change as if it held now: whatever it is to hold from, records of then are not known yet.
    async fn new(app: &App, actor: &Actor, wish: &Wish) -> Result<Self, AppError> {
        admit(actor)?;
        let standing = app.standing_now().await?;
        known(&standing.directory, wish.unit)?;
        let at = app.clock.now();
        let version = as_if_now(&standing.policies, &standing.directory, wish, at)?;
        let reached = match wish.unit {
            None => Reached::Everyone,
            Some(unit) => Reached::Units(standing.directory.downwards(unit)),
        };
        let entry = app.entry(
            actor,
            "policy.preview",
            "policy",
            "administration",
            json!({ "unit": wish.unit, "thresholds": wish.change.to_json() }),
        );
        app.db.begin().await?.commit(entry).await?;
        Ok(Self {
            app: app.clone(),
            directory: standing.directory,
            after: standing.policies.with(version),
            before: standing.policies,
            at,
            reached,
        })
    }

    /// Judges these patients by both.
    async fn over(self: Arc<Self>, patients: Vec<PatientId>) -> Result<Difference, AppError> {
        let trajectories = trajectories::load(&self.app.db.read, &patients, None).await?;
        let books = [&*self.before, &self.after];
        let mut difference = Difference::default();
        for trajectory in trajectories {
            difference.add(trajectory, &self.directory, books, self.at);
        }
        Ok(difference)
    }
}

/// The version that a wish would make if it held now. Why it is wished need not be said yet.
fn as_if_now(
    book: &PolicyBook,
    directory: &Directory,
    wish: &Wish,
    now: Instant,
) -> Result<PolicyVersion, AppError> {
    let asked = Wish {
        valid_from: None,
        reason: "preview".to_owned(),
        ..wish.clone()
    };
    // What would hold only later is checked for then, so that saving says nothing that this did not.
    if let Some(later) = wish.valid_from.filter(|later| *later > now) {
        let then = Wish {
            valid_from: Some(later),
            ..asked.clone()
        };
        proposed(book, directory, &then, now)?;
    } else if wish.valid_from.is_some() {
        return Err(AppError::Policy(vec![Wrong::ValidFrom]));
    }
    proposed(book, directory, &asked, now)
}

/// A count that may be shown: below [`SMALLEST_CELL`], but for none at all, it is hidden, because a
/// small group might be recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count(u64);

impl Count {
    /// The count, where it may be shown.
    pub const fn shown(self) -> Option<u64> {
        if self.0 > 0 && self.0 < SMALLEST_CELL {
            None
        } else {
            Some(self.0)
        }
    }
}
