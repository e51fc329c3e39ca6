//! The CSV format.
