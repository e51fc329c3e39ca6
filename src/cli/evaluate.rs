//! `redthread evaluate`: flags and indices, computed from the records.

use super::EXIT_CODES;
use super::output::FormatArg;

/// Compute every patient's admissions, continuity indices and flags from the records
///
/// Without `--as-of` and `--known-at` the flags and summaries that are kept are brought up to date;
/// with either, nothing is stored.
#[derive(Debug, clap::Args)]
#[command(after_help = format!(
    "Examples:\n  redthread evaluate --all\n  \
     redthread evaluate --as-of 2026-03-02T12:00 --format json\n  \
     redthread evaluate --patient p-17 --known-at 2026-01-01 --window-days 182\n\n\
     Times are ISO 8601 with an offset, or local in service.time_zone; a date is its midnight.\n\
     JSON is one object per patient per line, ordered by source id.\n\n{EXIT_CODES}"
))]
pub struct Args {
    /// Only this patient: its source id, or `system|value` where several systems are present
    #[arg(long, value_name = "ID", conflicts_with = "all")]
    pub patient: Option<String>,
    /// All patients; the default
    #[arg(long)]
    pub all: bool,
    /// See only what happened by this time, whenever it was recorded
    #[arg(long, value_name = "TIME")]
    pub as_of: Option<String>,
    /// See only what was recorded by this time
    #[arg(long, value_name = "TIME")]
    pub known_at: Option<String>,
    /// Compute indices over the last N days instead of everything
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub window_days: Option<u32>,
    /// The form of the answer.
    #[command(flatten)]
    pub format: FormatArg,
}
