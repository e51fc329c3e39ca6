//! What is wrong with a configuration. No message repeats a value: it may be a secret.

use std::fmt;

use super::reader::Origin;

/// Everything that is wrong, found in one go.
#[derive(Debug, Default)]
pub struct ConfigError {
    /// One entry per fault.
    pub problems: Vec<Problem>,
}

/// One fault: which key, from where, and what would be accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The key, or the file that cannot be read.
    pub key: String,
    /// Where it was given.
    pub origin: Origin,
    /// The sentence that follows.
    pub says: String,
}

impl Problem {
    pub(super) fn unknown(key: &str, origin: Origin) -> Self {
        let section = key.split('.').next().unwrap_or_default();
        let mut known: Vec<&str> = super::keys()
            .map(|known| known.name)
            .filter(|name| name.split('.').next() == Some(section))
            .collect();
        if known.is_empty() {
            known = super::keys().map(|known| known.name).collect();
        }
        Self {
            key: key.to_owned(),
            origin,
            says: format!("is not a key; known are {}", known.join(", ")),
        }
    }

    pub(super) fn unusable(key: &str, origin: Origin, expected: impl fmt::Display) -> Self {
        Self {
            key: key.to_owned(),
            origin,
            says: format!("cannot be used; expected is {expected}"),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (from {}) {}", self.key, self.origin, self.says)
    }
}

impl ConfigError {
    /// Whether the command line itself is at fault, so that the exit code says usage.
    pub fn is_usage(&self) -> bool {
        self.problems
            .iter()
            .any(|problem| matches!(problem.origin, Origin::Flag(_)))
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the configuration cannot be used:")?;
        for problem in &self.problems {
            write!(f, "\n  {problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ConfigError {}
