//! `redthread config check`: what is in force, and why.

use clap::Subcommand;

use super::output::{FormatArg, Table};
use super::{CliError, Context, EXIT_CODES};

/// Look at the configuration
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Print the effective configuration and where each value comes from; secrets are hidden
    ///
    /// Later sources win: default, file, environment, flag. Keys that nobody knows are refused by
    /// name, and every problem is reported at once.
    #[command(after_help = format!(
        "Examples:\n  redthread config check\n  \
         REDTHREAD_SERVICE__TIME_ZONE=Europe/London redthread config check --format json\n\n\
         {EXIT_CODES}"
    ))]
    Check(FormatArg),
}

/// Runs the command. A configuration that cannot be used never gets here: loading it failed.
///
/// # Errors
/// When standard output cannot be written.
pub fn run(args: &Args, context: &Context) -> Result<(), CliError> {
    let Action::Check(FormatArg { format }) = args.action;
    let mut table = Table::new(&["key", "value", "source"]);
    for entry in &context.config.entries {
        table.push([
            entry.key.into(),
            entry.shown.clone().into(),
            entry.origin.to_string().into(),
        ]);
    }
    table.print(format)?;
    Ok(())
}
