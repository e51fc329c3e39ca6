//! `redthread evaluate`: flags and indices, computed from the records.

use std::io::{self, BufWriter, Write};

use serde_json::{Value, json};

use super::output::{Format, FormatArg, Table};
use super::progress::Bars;
use super::{CliError, Context, EXIT_CODES, json_line, parse_moment};
use crate::app::evaluate::{self, Kept, PatientAnswer, Question, Which};
use crate::app::{App, AppError};
use crate::boot::{self, Purpose};

/// Compute every patient's admissions, continuity indices and flags from the records
///
/// Without `--as-of` and `--known-at` the flags and summaries that are kept are brought up to date;
/// with either, nothing is stored.
#[derive(Debug, clap::Args)]
#[command(after_help = format!(
    "Examples:\n  redthread evaluate --all\n  \
     redthread evaluate --as-of 2026-03-02T12:00 --format json\n  \
     redthread evaluate --patient p-17 --known-at 2026-01-01 --window-days 182\n  \
     redthread evaluate --check\n\n\
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
    /// Compare stored flags with what the records say, of everybody who is neither marked nor due; change
    /// nothing. Exit code 1 when one differs
    #[arg(long, conflicts_with_all = ["patient", "all", "as_of", "known_at", "window_days"])]
    pub check: bool,
    /// The form of the answer.
    #[command(flatten)]
    pub format: FormatArg,
}

const COLUMNS: [&str; 8] = [
    "patient",
    "admissions",
    "contacts",
    "providers",
    "upc_named",
    "coc",
    "secon",
    "flags",
];

/// Runs the command.
///
/// # Errors
/// When a moment cannot be read, the patient is not known, or the database fails.
pub async fn run(args: &Args, context: &Context) -> Result<(), CliError> {
    let question = question(args, context)?;
    let app = boot::app(&context.config, Purpose::Work).await?;
    if args.check {
        return check(&app, args.format.format, context).await;
    }
    let stores = question.as_of.is_none() && question.known_at.is_none();
    if stores {
        let which = match &question.patient {
            Some(label) => Which::One(evaluate::find(&app, label).await?.id),
            None => Which::All,
        };
        let kept = evaluate::keep(&app, &context.actor(), which, &Bars::new(context)).await?;
        match args.format.format {
            Format::Table => return print_kept(kept),
            Format::Json | Format::Csv => context.say(kept),
        }
    }
    match args.format.format {
        Format::Table => print_table(&app, question, context, Format::Table).await,
        Format::Csv => print_table(&app, question, context, Format::Csv).await,
        Format::Json => print_lines(&app, question, context).await,
    }
}

async fn check(app: &App, format: Format, context: &Context) -> Result<(), CliError> {
    let checked = evaluate::check(app, &context.actor(), &Bars::new(context)).await?;
    let mut table = Table::new(&["patient", "code", "subject_record", "difference"]);
    for one in &checked.differences {
        table.push([
            json!(one.label),
            json!(one.code),
            json!(one.subject),
            json!(one.sort.code()),
        ]);
    }
    table.print(format)?;
    context.say(format_args!(
        "{} patients compared, {} flags differ",
        checked.patients,
        checked.differences.len()
    ));
    if checked.differences.is_empty() {
        Ok(())
    } else {
        Err(CliError::Told)
    }
}

fn question(args: &Args, context: &Context) -> Result<Question, CliError> {
    let zone = context.config.service.time_zone;
    let moment = |flag, text: &Option<String>| {
        text.as_deref()
            .map(|text| parse_moment(flag, text, zone))
            .transpose()
    };
    Ok(Question {
        patient: args.patient.clone(),
        as_of: moment("--as-of", &args.as_of)?,
        known_at: moment("--known-at", &args.known_at)?,
        window_days: args.window_days.map(i64::from),
    })
}

/// One object per patient per line, as they are answered.
async fn print_lines(app: &App, question: Question, context: &Context) -> Result<(), CliError> {
    let mut out = BufWriter::new(io::stdout());
    let mut broken = None;
    let each = |answer: PatientAnswer| {
        json_line::write(&mut out, &answer).map_err(|error| {
            broken = Some(error);
            AppError::Internal("the answer cannot be written")
        })
    };
    let bars = Bars::new(context);
    let asked = evaluate::ask(app, &context.actor(), question, &bars, each).await;
    if let Some(error) = broken {
        return Err(error.into());
    }
    asked?;
    Ok(out.flush()?)
}

async fn print_table(
    app: &App,
    question: Question,
    context: &Context,
    format: Format,
) -> Result<(), CliError> {
    let mut table = Table::new(&COLUMNS);
    let each = |answer: PatientAnswer| {
        table.push(row(&answer));
        Ok(())
    };
    evaluate::ask(app, &context.actor(), question, &Bars::new(context), each).await?;
    Ok(table.print(format)?)
}

fn row(answer: &PatientAnswer) -> [Value; 8] {
    let index = |value: Option<f64>| value.map_or(Value::Null, |v| json!((v * 1e6).round() / 1e6));
    let flags: Vec<&str> = answer.flags.iter().map(|flag| flag.code).collect();
    [
        json!(answer.patient),
        json!(answer.admissions.len()),
        json!(answer.contacts),
        json!(answer.providers),
        index(answer.indices.upc_named),
        index(answer.indices.coc),
        index(answer.indices.secon),
        json!(flags.join(" ")),
    ]
}

fn print_kept(kept: Kept) -> Result<(), CliError> {
    let mut table = Table::new(&["patients", "flags_raised", "flags_updated", "flags_cleared"]);
    table.push([
        json!(kept.patients),
        json!(kept.raised),
        json!(kept.updated),
        json!(kept.cleared),
    ]);
    Ok(table.print(Format::Table)?)
}
