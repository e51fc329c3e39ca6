//! Rules, engine and story-patients.

mod build;
mod properties;
mod stories;
mod tables;
mod vectors;
