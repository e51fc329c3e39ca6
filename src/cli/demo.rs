//! `redthread demo`: see it work, with nothing set up.

use super::EXIT_CODES;

/// See it work: a synthetic cohort in a database of its own, evaluated and reported
///
/// The database is new, in a temporary folder that is removed at the end, unless `--database` is
/// given.
#[derive(Debug, clap::Args)]
#[command(after_help = format!(
    "Examples:\n  redthread demo\n  redthread demo --patients 2000 --seed 3\n\n{EXIT_CODES}"
))]
pub struct Args {
    /// How many patients
    #[arg(long, value_name = "N", default_value_t = 200)]
    pub patients: u64,
    /// The seed of every choice
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
    /// Stay after the report and serve on this address and port, until stopped
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<String>,
}
