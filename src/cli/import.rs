//! `redthread import`: records of another system, taken in.

use std::path::PathBuf;

use clap::Subcommand;

use serde_json::json;

use super::output::{Format, FormatArg, Table};
use super::progress::Bars;
use super::{CliError, Context, EXIT_CODES};
use crate::app::import::{self, ImportFiles, ImportReport};
use crate::app::{AppError, Progress};
use crate::boot::{self, Purpose};

/// Take in records of another system
///
/// A second run of the same input changes nothing. Every row is created, updated, unchanged or
/// rejected; rejected rows and their reasons are kept, the others are taken in.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The form that the records come in.
    #[command(subcommand)]
    pub form: Form,
}

/// The form that the records come in.
#[derive(Debug, Subcommand)]
pub enum Form {
    /// CSV files in Red Thread's own format, or any other through a mapping
    #[command(after_help = format!(
        "Examples:\n  redthread import csv records/\n  \
         redthread import csv patients.csv contacts.csv --source ehr --dry-run\n  \
         redthread import csv synthea/ --mapping mappings/synthea.toml --rejects rejects.csv\n\n\
         {EXIT_CODES}"
    ))]
    Csv(Input),
    /// FHIR R4: Bundles (JSON) and NDJSON
    #[command(after_help = format!(
        "Examples:\n  redthread import fhir bundles/\n  \
         redthread import fhir Encounter.ndjson --source hospital --rejects rejects.csv\n\n\
         {EXIT_CODES}"
    ))]
    Fhir(Input),
}

/// What to take in, and how.
#[derive(Debug, clap::Args)]
pub struct Input {
    /// Files, or folders of them
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The system that gave the ids
    #[arg(long, value_name = "NAME", default_value = "local")]
    pub source: String,
    /// How the source's columns and codes map onto ours (TOML)
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// Read and check everything, say what would happen, change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Write rejected rows here, each with its reason
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,
    /// The form of the counts.
    #[command(flatten)]
    pub format: FormatArg,
}

/// Runs the command.
///
/// # Errors
/// When a file is not what it should be (then nothing was taken in), or the run could not finish
/// (then what was taken in stays, and running it again completes it).
pub async fn run(args: &Args, context: &Context) -> Result<(), CliError> {
    let (Form::Csv(input) | Form::Fhir(input)) = &args.form;
    let command = ImportFiles {
        paths: input.paths.clone(),
        source: input.source.clone(),
        mapping: input
            .mapping
            .as_ref()
            .map(|path| path.to_string_lossy().into_owned()),
        dry_run: input.dry_run,
        rejects: input.rejects.clone(),
        folder: context.config.data_dir.clone(),
    };
    let app = boot::app(&context.config, Purpose::Work).await?;
    let (actor, bars) = (context.actor(), Bars::new(context));
    let bars: &dyn Progress = &bars;
    let imported = match &args.form {
        Form::Csv(_) => import::csv(&app, &actor, &command, bars).await,
        Form::Fhir(_) => import::fhir(&app, &actor, &command, bars).await,
    };
    match imported {
        Ok(report) => print(&report, input.format.format, context),
        Err(error @ AppError::InvalidInput { .. }) => Err(CliError::usage(error.to_string())),
        Err(error) => Err(error.into()),
    }
}

/// How many first row numbers of a fault are printed.
const ROWS_SHOWN: usize = 5;

/// Counts on standard output; what was rejected and why beside them, without a value of a record.
fn print(report: &ImportReport, format: Format, context: &Context) -> Result<(), CliError> {
    let mut table = Table::new(&[
        "file",
        "kind",
        "created",
        "updated",
        "unchanged",
        "rejected",
    ]);
    for file in &report.files {
        for (kind, n) in &file.kinds {
            table.push([
                json!(file.name),
                json!(kind.code()),
                json!(n.created),
                json!(n.updated),
                json!(n.unchanged),
                json!(n.rejected),
            ]);
        }
        if file.unreadable > 0 {
            let unknown = json!(null);
            let rejected = json!(file.unreadable);
            table.push([
                json!(file.name),
                unknown,
                json!(0),
                json!(0),
                json!(0),
                rejected,
            ]);
        }
    }
    table.print(format)?;
    for (file, why) in &report.not_read {
        context.say(format_args!("{file}: not read ({why})"));
    }
    for file in &report.files {
        for (what, times) in &file.ignored {
            context.say(format_args!("{}: {times} x {what}", file.name));
        }
    }
    for fault in &report.faults {
        let first = fault.rows.iter().take(ROWS_SHOWN);
        let rows: Vec<String> = first.map(u64::to_string).collect();
        context.say(format_args!(
            "{}: {} rejected, {} {}: {} (rows {}{})",
            fault.file,
            fault.count,
            fault.reason.code(),
            fault.field,
            fault.message,
            rows.join(", "),
            if fault.count > rows.len() as u64 {
                " ..."
            } else {
                ""
            },
        ));
    }
    if let Some(path) = &report.rejects {
        context.say(format_args!("rejected rows: {}", path.display()));
    }
    if report.dry_run {
        context.say("dry run: nothing was stored");
    } else {
        context.say(format_args!("{} patients evaluated", report.evaluated));
    }
    Ok(())
}
