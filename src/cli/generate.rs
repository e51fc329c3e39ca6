//! `redthread generate`: a synthetic cohort, as CSV.

use std::path::PathBuf;

use super::output::{FormatArg, Table};
use super::progress::Bars;
use super::{CliError, Context, EXIT_CODES, parse_moment};
use crate::app::generate::{Cohort, Parameters, to_folder};
use crate::app::{AppError, Progress};

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
    /// The form of the answer.
    #[command(flatten)]
    pub format: FormatArg,
}

/// Runs the command.
///
/// # Errors
/// When `--as-of` cannot be read, or a file cannot be written; then no file is left behind.
pub fn run(args: &Args, context: &Context) -> Result<(), CliError> {
    let zone = context.config.service.time_zone;
    let cohort = Cohort::new(Parameters {
        patients: args.patients,
        seed: args.seed,
        as_of: parse_moment("--as-of", &args.as_of, zone)?,
        zone,
    });
    let bars = Bars::new(context);
    bars.begin("generating", Some(args.patients));
    let written = to_folder(&cohort, &args.out, |_| bars.advance(1));
    bars.end();
    let mut table = Table::new(&["kind", "records"]);
    for (kind, count) in written.map_err(|error| AppError::unwritable(&args.out, &error))? {
        table.push([kind.code().into(), count.into()]);
    }
    table.print(args.format.format)?;
    Ok(())
}
