//! What is recorded of the patient themselves: who they are, and that they died.

pub mod correct;
pub mod death;
pub mod undo;

use super::Held;
use crate::domain::intake::{Patient, Record};

/// The patient that a verb is about.
fn of(held: Option<&Held>) -> Option<(&Held, &Patient)> {
    held.and_then(|held| match &held.record {
        Record::Patient(patient) => Some((held, patient)),
        _ => None,
    })
}
