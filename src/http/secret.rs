//! Secrets on their way in: never printed, not even by a `Debug` of what holds them.

use secrecy::SecretString;
use serde::{Deserialize, Deserializer};

/// Reads a password or token: `#[serde(deserialize_with = "secret")]`.
///
/// # Errors
/// When it is no text.
pub fn secret<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SecretString, D::Error> {
    String::deserialize(deserializer).map(SecretString::from)
}
