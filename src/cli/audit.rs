//! `redthread audit`: the log of who read and changed what.

use std::io::{self, BufWriter};
use std::path::PathBuf;

use clap::Subcommand;
use serde_json::json;

use super::output::{FormatArg, Table};
use super::{CliError, Context, EXIT_CODES, parse_moment};
use crate::app::audit::export::{self, ExportError, Which};
use crate::app::audit::verify::{self, Place};
use crate::app::audit::{Sink, checkpoint};
use crate::app::evaluate;
use crate::boot::{self, Purpose};
use crate::domain::time::{Instant, to_rfc3339};

/// Findings that are listed; the others are counted.
const MOST: usize = 1_000;

/// Verify the audit log, export it, or make a checkpoint of it
///
/// Every read of a patient's record and every change is an entry, sealed under a key that is not in the
/// database. `docs/audit.md` says what that shows, and what it does not.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Find entries that were altered, removed, added or reordered
    #[command(after_help = format!(
        "Examples:\n  redthread audit verify\n  redthread audit verify --against /media/kept/audit-checkpoints.jsonl --format json\n\n\
         One finding makes exit code 1.\n\n{EXIT_CODES}"
    ))]
    Verify(Verify),
    /// Print entries with their seals, a JSON object a line
    #[command(after_help = format!(
        "Examples:\n  redthread audit export > audit.jsonl\n  redthread audit export --patient p-17 --from 2026-03-01\n\n{EXIT_CODES}"
    ))]
    Export(Export),
    /// Bind all chains together now, in the database and where `audit.checkpoint_to` says
    #[command(after_help = format!("Example:\n  redthread audit checkpoint\n\n{EXIT_CODES}"))]
    Checkpoint,
}

#[derive(Debug, clap::Args)]
struct Verify {
    /// Also against checkpoints that were kept elsewhere; may be given several times
    #[arg(long, value_name = "FILE")]
    against: Vec<PathBuf>,
    #[command(flatten)]
    format: FormatArg,
}

#[derive(Debug, clap::Args)]
struct Export {
    /// Of this patient only, by the source's id
    #[arg(long, value_name = "ID")]
    patient: Option<String>,
    /// From this time on
    #[arg(long, value_name = "TIME")]
    from: Option<String>,
    /// Before this time
    #[arg(long, value_name = "TIME")]
    to: Option<String>,
}

/// Runs the command.
///
/// # Errors
/// When the database cannot be used, and when something is found.
pub async fn run(args: &Args, context: &Context) -> Result<(), CliError> {
    match &args.action {
        Action::Verify(args) => verify(args, context).await,
        Action::Export(args) => export(args, context).await,
        Action::Checkpoint => checkpoint(context).await,
    }
}

async fn verify(args: &Verify, context: &Context) -> Result<(), CliError> {
    let app = boot::app_for_looking(&context.config, Purpose::Work).await?;
    let mut table = Table::new(&["place", "entry", "fault", "found"]);
    let mut listed = 0;
    let mut told = |finding: verify::Finding| {
        if listed < MOST {
            listed += 1;
            let id = match finding.place {
                Place::Entry(_, _, id) => id,
                Place::Head(_) | Place::Checkpoint(_) => None,
            };
            table.push([
                json!(finding.place.to_string()),
                json!(id),
                json!(finding.fault.code()),
                json!(finding.fault.to_string()),
            ]);
        }
    };
    let verified = verify::verify(&app, &context.actor(), &args.against, &mut told).await?;
    let found = verified.findings;
    if found > 0 {
        table.print(args.format.format)?;
    }
    context.say(format_args!(
        "{} entries in {} chains and {} checkpoints were verified, {} kept elsewhere: {}",
        verified.entries,
        verified.chains,
        verified.checkpoints,
        verified.kept_elsewhere,
        match found {
            0 => "nothing is wrong".to_owned(),
            _ => format!("{found} findings, {listed} of them listed"),
        }
    ));
    app.db.close().await.map_err(crate::app::AppError::from)?;
    if found > 0 {
        return Err(CliError::Told);
    }
    Ok(())
}

async fn export(args: &Export, context: &Context) -> Result<(), CliError> {
    let moment = |flag, text: &Option<String>| -> Result<Option<Instant>, CliError> {
        let zone = context.config.service.time_zone;
        text.as_deref()
            .map(|text| parse_moment(flag, text, zone))
            .transpose()
    };
    let (from, to) = (moment("--from", &args.from)?, moment("--to", &args.to)?);
    let app = boot::app_for_looking(&context.config, Purpose::Work).await?;
    let patient = match &args.patient {
        Some(label) => Some(evaluate::find(&app, label).await?.id),
        None => None,
    };
    let which = Which { patient, from, to };
    let mut out = BufWriter::new(io::stdout());
    let count = export::export(&app, &context.actor(), which, &mut out)
        .await
        .map_err(|error| match error {
            ExportError::App(error) => CliError::from(error),
            ExportError::Out(error) => CliError::from(error),
        })?;
    context.say(format_args!("{count} entries"));
    Ok(())
}

async fn checkpoint(context: &Context) -> Result<(), CliError> {
    let app = boot::app(&context.config, Purpose::Work).await?;
    match checkpoint::make(&app, &context.actor(), None).await? {
        Some(made) => context.say(format_args!(
            "checkpoint {} at {} binds {} entries in {} chains{}",
            made.number,
            to_rfc3339(made.at, app.zone),
            made.entries,
            made.chains,
            match &app.auditing.checkpoints {
                Sink::File(path) => format!("; it is also in {}", path.display()),
                Sink::Log | Sink::Nowhere => String::new(),
            }
        )),
        None => context.say("nothing was written since the last checkpoint"),
    }
    app.db.close().await.map_err(crate::app::AppError::from)?;
    Ok(())
}
