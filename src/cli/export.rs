//! `redthread export`: everything that was recorded, written out.

use std::path::PathBuf;

use clap::Subcommand;

use super::EXIT_CODES;

/// Write out everything that was recorded
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The form to write.
    #[command(subcommand)]
    pub form: Form,
}

/// The form to write.
#[derive(Debug, Subcommand)]
pub enum Form {
    /// CSV files in Red Thread's own format; importing them gives the same records
    ///
    /// Accounts, audit, policy and the states of flags are left out.
    #[command(after_help = format!(
        "Example:\n  redthread export csv backup/\n\n{EXIT_CODES}"
    ))]
    Csv(Output),
}

/// Where to write.
#[derive(Debug, clap::Args)]
pub struct Output {
    /// The folder to write to; created when missing
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
}
