//! Wire formats, mapped purely to and from [`crate::domain::intake`]. No database, no clock.

pub mod csv;
pub mod fhir;
