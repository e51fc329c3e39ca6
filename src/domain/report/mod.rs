//! Reports over a period: from facts about single patients to figures about a service.
//!
//! ```text
//! Trajectory -> facts (integers and dates, kept)  -> sums by unit and period -> disclosure -> Report
//! ```
//!
//! A fact never depends on the day on which it is read: whether thirty days have passed is decided by the
//! reader, and whoever gains a fact by time alone is evaluated again when it is due ([`facts::next`]).

pub mod assemble;
pub mod facts;
pub mod handed;
pub mod kept;
pub mod length;
pub mod measure;
pub mod period;
pub mod sums;

pub use assemble::{Figure, Report, Row, Shown, Spread, Tree};
pub use facts::Facts;
pub use measure::{Book, Measure};
pub use period::Period;
pub use sums::Sums;

/// A count as a float: exact below 2^53.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of patients and days are far below 2^53"
)]
pub(crate) const fn float(count: i64) -> f64 {
    count as f64
}
