//! `redthread generate`: a synthetic cohort, as CSV.

use std::path::PathBuf;

use super::EXIT_CODES;

/// Write a synthetic cohort as CSV
///
/// Nobody in it is real. The same number, seed and moment give the same bytes. The eight
/// story-patients come first.
#[derive(Debug, clap::Args)]
#[command(after_help = format!(
    "Examples:\n  redthread generate --patients 500 --seed 7 --out cohort/\n  \
     redthread generate --patients 1000000 --seed 1 --out large/ --as-of 2026-06-01\n\n\
     {EXIT_CODES}"
))]
pub struct Args {
    /// How many patients
    #[arg(long, value_name = "N")]
    pub patients: u64,
    /// The seed of every choice
    #[arg(long, value_name = "S")]
    pub seed: u64,
    /// The folder to write to; created when missing
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// The moment that the records reach up to, local in `service.time_zone`
    #[arg(long, value_name = "DATE", default_value = "2026-03-02T12:00+01:00")]
    pub as_of: String,
}
