//! Restrictive measures: when, where, who decided, who was there, and the conversation about it afterwards.
//!
//! It is told here for what it does to the patient's relationships. It is no legal register.

pub mod correct;
pub mod debrief;
pub mod end;
pub mod start;
pub mod visit;

use super::Held;
use crate::domain::intake::{Measure, Record};

/// The most characters of a legal basis.
const BASIS_MAX: usize = 120;

/// The measure that a verb is about.
fn of(held: Option<&Held>) -> Option<(&Held, &Measure)> {
    held.and_then(|held| match &held.record {
        Record::Measure(measure) => Some((held, measure)),
        _ => None,
    })
}
