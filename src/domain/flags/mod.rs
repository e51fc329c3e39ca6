//! Flags: rules, thresholds and the engine that applies them.
