//! Rules, engine and story-patients.

pub mod build;
mod properties;
pub mod stories;
mod tables;
mod vectors;
