//! The CSV format: reading, mapping, rejecting, writing.
