//! What reports read of patients: kept with the summary, in the same transaction.

mod read;
mod write;

pub use read::{
    Added, Counted, Counters, Lasted, OwnTie, added, admissions, begun, counted, ended, lasted,
    measures, of_professional,
};
pub use write::store;

use crate::domain::report::period::Period;

/// How periods are told apart by length in the schema.
const fn months(period: Period) -> i32 {
    period.span().months().cast_signed()
}
