//! `redthread report`: what the records say about the service.

use clap::Subcommand;

use super::EXIT_CODES;
use super::output::FormatArg;

/// Report on the service's relationships
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to report.
    #[command(subcommand)]
    pub subject: Subject,
}

/// What to report.
#[derive(Debug, Subcommand)]
pub enum Subject {
    /// Flags by rule: how many fire, for how many patients
    #[command(after_help = format!(
        "Example:\n  redthread report flags --as-of 2026-03-02 --format csv\n\n{EXIT_CODES}"
    ))]
    Flags(Moment),
    /// Continuity indices: their distributions, with the number of patients behind each
    #[command(after_help = format!(
        "Example:\n  redthread report continuity --window-days 182\n\n{EXIT_CODES}"
    ))]
    Continuity(Window),
}

/// The moment that a report looks from.
#[derive(Debug, clap::Args)]
pub struct Moment {
    /// See only what happened by this time, whenever it was recorded [default: now]
    #[arg(long, value_name = "TIME")]
    pub as_of: Option<String>,
    /// See only what was recorded by this time
    #[arg(long, value_name = "TIME")]
    pub known_at: Option<String>,
    /// The form of the answer.
    #[command(flatten)]
    pub format: FormatArg,
}

/// The moment, and how far back.
#[derive(Debug, clap::Args)]
pub struct Window {
    /// The moment.
    #[command(flatten)]
    pub moment: Moment,
    /// Compute indices over the last N days instead of everything
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub window_days: Option<u32>,
}
