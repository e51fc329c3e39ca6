//! Handovers: passing a patient from one professional or unit to another.
//!
//! [`life`] says what becomes of a handover, [`content`] what is written in one and what it needs before
//! it is offered, [`due`] when it is overdue, [`since`] what a draft begins with.

pub mod content;
pub mod due;
pub mod life;
pub mod since;

pub use content::{Action, Content, Expected, Fault, WORDS_MAX};
pub use life::{
    Accepted, Act, Event, Handover, Illegal, Offer, Parties, Person, Receiver, Refused, Scene,
    State, Step,
};

use crate::domain::vocabulary::HandoverSeverity;

/// Whether whoever accepts has to say in their own words what they heard. Where nobody said how the
/// patient is, it is better to look: what was left with a pool in a hurry counts as watch.
pub const fn needs_synthesis(severity: Option<HandoverSeverity>) -> bool {
    !matches!(severity, Some(HandoverSeverity::Settled))
}
