//! Ward stays merged into admissions.
