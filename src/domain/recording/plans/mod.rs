//! Plans that are made with the patient: the crisis plan.

pub mod crisis;
pub mod review;
