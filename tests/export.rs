//! Export, and the way back.
