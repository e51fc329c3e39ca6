//! Evaluating patients: answering what the records say at an instant, and keeping flags and
//! summaries true to the records.

mod answer;
mod ask;
mod check;
mod in_tx;
mod judge;
mod keep;
mod work;
mod write;

pub use answer::{AdmissionAnswer, FlagAnswer, Lens, PatientAnswer, answer};
pub use ask::{Question, ask, find};
pub use check::{Checked, Difference, Sort, check, check_of};
pub use in_tx::in_tx;
pub use keep::{Kept, Which, keep};
pub use work::{Share, Taken, Turn, next_due, settle, take};

/// Patients that one task reads and judges at a time: enough to make a round trip worth it, few
/// enough that memory stays small.
const PAGE: u64 = 250;

/// Tasks at work at once: each waits for the database half of the time.
pub(super) fn workers() -> usize {
    std::thread::available_parallelism().map_or(2, usize::from) * 2
}
