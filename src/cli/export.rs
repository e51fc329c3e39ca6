//! `redthread export`: everything that was recorded, written out.

use std::path::PathBuf;

use clap::Subcommand;

use super::output::{FormatArg, Table};
use super::progress::Bars;
use super::{CliError, Context, EXIT_CODES};
use crate::app;
use crate::boot::{self, Purpose};

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
        "Example:\n  redthread export csv backup/\n  redthread export csv shared/ --deidentify\n\n{EXIT_CODES}"
    ))]
    Csv(Output),
}

/// Where to write.
#[derive(Debug, clap::Args)]
pub struct Output {
    /// The folder to write to; created when missing
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    /// Leave out what tells whose the records are: names, texts and identifiers go, ids become
    /// pseudonyms, each patient's dates move by whole weeks
    #[arg(long)]
    pub deidentify: bool,
    /// The form of the answer.
    #[command(flatten)]
    pub format: FormatArg,
}

/// Runs the command.
///
/// # Errors
/// When the database does not answer, or a file cannot be written; then no file is left behind.
pub async fn run(args: &Args, context: &Context) -> Result<(), CliError> {
    let Form::Csv(output) = &args.form;
    let app = boot::app(&context.config, Purpose::Work).await?;
    let bars = Bars::new(context);
    let report = if output.deidentify {
        app::export::csv_deidentified(&app, &context.actor(), &output.dir, &bars).await?
    } else {
        app::export::csv(&app, &context.actor(), &output.dir, &bars).await?
    };
    let mut table = Table::new(&["kind", "records"]);
    for (kind, count) in report.records {
        table.push([kind.code().into(), count.into()]);
    }
    Ok(table.print(output.format.format)?)
}
