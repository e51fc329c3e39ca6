//! `redthread openapi`: the description of the JSON API.

use std::io::Write;

use super::{CliError, EXIT_CODES};
use crate::api;

/// Print the description of the JSON API (OpenAPI 3.1), the one that is served
#[derive(Debug, clap::Args)]
#[command(after_help = format!(
    "Examples:\n  redthread openapi > openapi.json\n\n\
     The service answers the same at /api/openapi.json and shows it at /api/docs.\n\n{EXIT_CODES}"
))]
pub struct Args {}

/// Runs the command.
///
/// # Errors
/// When the description cannot be written.
pub fn run(_: &Args) -> Result<(), CliError> {
    let text = api::document()
        .to_pretty_json()
        .map_err(|_| CliError::failed("the description cannot be written as JSON"))?;
    writeln!(std::io::stdout().lock(), "{text}")?;
    Ok(())
}
