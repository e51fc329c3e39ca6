//! The store on both engines, and the traps it must not fall into.

mod connections;
mod constraints;
mod findings;
pub(crate) mod fixtures;
mod known_at;
mod patients;
mod trajectories;
mod traps;
