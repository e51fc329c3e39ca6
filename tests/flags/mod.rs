//! Rules, engine and story-patients.

pub mod build;
mod life;
mod owners;
mod properties;
mod stepping;
pub mod stories;
mod tables;
mod vectors;
