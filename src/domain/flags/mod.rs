//! Flags: rules, thresholds and the engine that applies them.
//!
//! A flag says what the service has not done for a patient's relationships, never what the patient
//! is. Each rule is one file in [`rules`]; it reads a [`Case`] and answers with a [`Verdict`].

pub mod audience;
mod case;
mod engine;
mod evidence;
pub mod life;
pub mod owner;
pub mod policy;
pub mod rules;
mod verdict;

pub use audience::Onlooker;
pub use case::{Case, NamedContact};
pub use engine::{Evaluation, Flag, Rule, evaluate, in_order, judge};
pub use evidence::{Evidence, Names, Value};
pub use owner::Owner;
pub use policy::{AckHours, Policy, PolicyBook};
pub use verdict::{Finding, Subject, Verdict};
