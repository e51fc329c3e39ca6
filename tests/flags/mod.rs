//! Rules, engine and story-patients.

pub mod build;
mod properties;
mod stepping;
pub mod stories;
mod tables;
mod vectors;
