//! Evaluating patients: answering what the records say at an instant, and keeping flags and
//! summaries true to the records.

mod answer;
mod ask;
mod keep;

pub use answer::{AdmissionAnswer, FlagAnswer, Lens, PatientAnswer, answer};
pub use ask::{Question, ask, find};
pub use keep::{Kept, Which, keep};

use crate::app::{App, AppError};
use crate::domain::flags::Policy;
use crate::domain::ids::PolicyVersionId;
use crate::domain::time::Instant;
use crate::store::policies;

/// Patients that one task reads and judges at a time: enough to make a round trip worth it, few
/// enough that memory stays small.
const PAGE: u64 = 250;

/// Tasks at work at once: each waits for the database half of the time.
fn workers() -> usize {
    std::thread::available_parallelism().map_or(2, usize::from) * 2
}

/// The thresholds in force at an instant: the service's own, or the defaults where none were set.
pub(super) async fn policy_at(
    app: &App,
    at: Instant,
) -> Result<(Policy, Option<PolicyVersionId>), AppError> {
    match policies::current(&app.db.read, None, at).await? {
        None => Ok((Policy::default(), None)),
        Some(version) => {
            let policy = serde_json::from_value(version.payload)
                .map_err(|_| AppError::Internal("the stored policy cannot be read"))?;
            Ok((policy, Some(version.id)))
        }
    }
}
