//! Continuity indices and relational measures.
