//! What the operator tells about a source: settings of its units, kinds of its team roles.

use super::reference::RefKey;

/// The rules of a `--mapping` file for FHIR. The default has none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {}

/// Why a mapping file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("mapping file: {0}")]
pub struct MappingError(String);

impl Mapping {
    /// Reads the TOML text of a mapping file; unknown keys are refused.
    pub fn from_toml(text: &str) -> Result<Self, MappingError> {
        Err(MappingError(format!("{} bytes not read yet", text.len())))
    }

    /// The keys that rules by identifier need resolved: the same for every resource of a run.
    pub fn keys(&self) -> Vec<RefKey> {
        Vec::new()
    }
}
