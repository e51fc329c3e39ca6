//! Import end to end, good rows and bad.
