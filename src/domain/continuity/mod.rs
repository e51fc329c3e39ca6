//! Continuity indices and relational measures.
//!
//! An index is a pure function of a few counts; the counts come from one pass over the sequence of
//! contacts. Undefined is `None`, never zero. One file per index, one per measure:
//!
//! ```text
//! Trajectory -> sequence (who was met, on which day) -> Tally (integers) -> Indices
//!            -> relationships, admissions            -> measures::Measure
//! ```
//!
//! No index says whether a relationship was good. All of them fall with the number of contacts by
//! chance alone, so a patient is compared with their own earlier windows, not with other patients.

pub mod coc;
pub mod days;
pub mod entropy;
pub mod herfindahl;
pub mod k_index;
pub mod licon;
pub mod lisecon;
pub mod mci;
pub mod measures;
pub mod mmci;
pub mod named;
pub mod report;
pub mod secon;
pub mod sequence;
pub mod tally;
pub mod upc;
pub mod upc_named;
pub mod window;
pub mod wolinsky;

pub use coc::coc;
pub use entropy::entropy_bits;
pub use herfindahl::herfindahl;
pub use k_index::k_index;
pub use licon::licon;
pub use lisecon::lisecon;
pub use mci::mci;
pub use mmci::mmci;
pub use report::{Gatherer, Indices, Report};
pub use secon::secon;
pub use sequence::Meeting;
pub use tally::{Step, Tally};
pub use upc::upc;
pub use upc_named::upc_named;
pub use window::Window;
pub use wolinsky::wolinsky;

/// Fewest contacts with which an index may be shown to people. Below it they read "3 contacts so
/// far, too few to calculate"; exports compute from the first contact at which it is defined.
pub const SHOWN_FROM_CONTACTS: u64 = 4;

/// The quotient of two counts; `None` for a zero denominator.
fn ratio(numerator: u64, denominator: u64) -> Option<f64> {
    (denominator > 0).then(|| float(numerator) / float(denominator))
}

/// A count as a float: exact below 2^53.
#[expect(
    clippy::cast_precision_loss,
    reason = "a patient has fewer than 2^53 pairs of contacts"
)]
fn float(count: u64) -> f64 {
    count as f64
}
