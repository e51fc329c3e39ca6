//! Rules, engine and story-patients.

pub mod build;
mod properties;
mod stories;
mod tables;
mod vectors;
