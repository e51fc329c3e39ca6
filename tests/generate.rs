//! The synthetic cohort.
