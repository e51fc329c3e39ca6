//! The real program on a database of its own.
