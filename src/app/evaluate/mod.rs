//! Evaluating patients: answering what the records say at an instant, and keeping flags and
//! summaries true to the records.

mod answer;
mod ask;
mod keep;

pub use answer::{AdmissionAnswer, FlagAnswer, Lens, PatientAnswer, answer};
pub use ask::{Question, ask, find};
pub use keep::{Kept, Which, keep};

/// Patients that one task reads and judges at a time: enough to make a round trip worth it, few
/// enough that memory stays small.
const PAGE: u64 = 250;

/// Tasks at work at once: each waits for the database half of the time.
pub(super) fn workers() -> usize {
    std::thread::available_parallelism().map_or(2, usize::from) * 2
}
