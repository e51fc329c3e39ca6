//! Rules, engine and story-patients.
