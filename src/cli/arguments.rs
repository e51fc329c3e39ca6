//! Arguments that need the configuration to be understood.

use chrono_tz::Tz;

use super::CliError;
use crate::domain::time::{Instant, parse_time};

/// Reads a moment such as `--as-of`: ISO 8601 with offset, or local in the service's zone.
///
/// # Errors
/// A usage error that names the flag and what would be accepted.
pub fn parse_moment(flag: &str, text: &str, zone: Tz) -> Result<Instant, CliError> {
    parse_time(text, zone).map_err(|error| CliError::usage(format!("{flag} is {error}")))
}
