//! `redthread report`: what the records say about the service.

use clap::Subcommand;

use serde_json::{Value, json};

use super::departure;
use super::output::{FormatArg, Table};
use super::progress::Bars;
use super::{CliError, Context, EXIT_CODES, parse_moment};
use crate::app::evaluate::Question;
use crate::app::report::{self, Became, Cell, ContinuityReport, FlagReport, JUDGED_DAYS, Noise};
use crate::boot::{self, Purpose};

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
    /// Flags by rule: how many fire, for how many patients, and what became of those of 90 days
    #[command(after_help = format!(
        "The last five columns are about the flags of the rule that were raised in the 90 days before the \
         moment, of any severity, as they are stored: how many, and how many of them somebody took on or \
         settled, let rest, or said not to fit. `retune` is yes where more than half of at least ten do not \
         fit. `-` is not told: flags for some of those in care only.\n\nExample:\n  redthread report flags --as-of 2026-03-02 --format csv\n\n{EXIT_CODES}"
    ))]
    Flags(Moment),
    /// Continuity indices: their distributions, with the number of patients behind each
    #[command(after_help = format!(
        "Example:\n  redthread report continuity --window-days 182\n\n{EXIT_CODES}"
    ))]
    Continuity(Window),
    /// What a departure would break: the patients concerned, and who could take them over
    #[command(after_help = departure::AFTER_HELP)]
    Departure(departure::Args),
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

/// Runs the command.
///
/// # Errors
/// When a moment cannot be read or the database fails.
pub async fn run(args: &Args, context: &Context) -> Result<(), CliError> {
    let (moment, days) = match &args.subject {
        Subject::Departure(args) => return departure::run(args, context).await,
        Subject::Flags(moment) => (moment, None),
        Subject::Continuity(window) => (&window.moment, window.window_days),
    };
    let question = question(moment, days, context)?;
    let app = boot::app(&context.config, Purpose::Work).await?;
    let (actor, bars) = (context.actor(), Bars::new(context));
    match &args.subject {
        Subject::Departure(_) => {}
        Subject::Flags(_) => {
            let noise = report::noise(&app, &actor, JUDGED_DAYS, question.as_of).await?;
            let report = report::flags(&app, &actor, question, &bars).await?;
            flag_table(&report, &noise).print(moment.format.format)?;
            context.say(format_args!("{} patients were looked at", report.patients));
        }
        Subject::Continuity(_) => {
            let report = report::continuity(&app, &actor, question, &bars).await?;
            continuity_table(&report).print(moment.format.format)?;
            context.say(format_args!(
                "{} patients were looked at; {} of them have fewer than four contacts",
                report.patients,
                report
                    .too_few
                    .shown()
                    .map_or("fewer than 5".to_owned(), |n| n.to_string()),
            ));
        }
    }
    Ok(())
}

fn question(
    moment: &Moment,
    window_days: Option<u32>,
    context: &Context,
) -> Result<Question, CliError> {
    let zone = context.config.service.time_zone;
    let read = |flag, text: &Option<String>| {
        text.as_deref()
            .map(|text| parse_moment(flag, text, zone))
            .transpose()
    };
    Ok(Question {
        patient: None,
        as_of: read("--as-of", &moment.as_of)?,
        known_at: read("--known-at", &moment.known_at)?,
        window_days: window_days.map(i64::from),
    })
}

/// The flags report as a table.
fn flag_table(report: &FlagReport, noise: &Noise) -> Table {
    let mut table = Table::new(&[
        "flag",
        "severity",
        "patients",
        "fired",
        "acted_on",
        "snoozed",
        "not_applicable",
        "retune",
    ]);
    for row in &report.rows {
        let noise = noise.of(row.code);
        let became = noise.map(|noise| noise.became);
        let of = |part: fn(&Became) -> Cell| match became {
            // None was raised in these days.
            None => cell(Cell::of(0)),
            Some(None) => json!("-"),
            Some(Some(became)) => cell(part(&became)),
        };
        let is_proposed = noise.is_some_and(|noise| noise.is_proposed);
        table.push([
            json!(row.code),
            json!(row.severity),
            cell(row.patients),
            cell(noise.map_or(Cell::of(0), |noise| noise.fired)),
            of(|became| became.acted_on),
            of(|became| became.snoozed),
            of(|became| became.not_applicable),
            json!(if is_proposed { "yes" } else { "no" }),
        ]);
    }
    table
}

/// The continuity report as a table.
pub(super) fn continuity_table(report: &ContinuityReport) -> Table {
    let mut table = Table::new(&[
        "index",
        "contacts_each",
        "patients",
        "undefined",
        "first_quartile",
        "median",
        "third_quartile",
    ]);
    for row in &report.rows {
        let quartile = |place: usize| {
            let quartiles = row.quartiles?;
            Some((quartiles[place] * 1e6).round() / 1e6)
        };
        table.push([
            json!(row.index),
            json!(row.band),
            cell(row.n),
            cell(row.missing),
            json!(quartile(0)),
            json!(quartile(1)),
            json!(quartile(2)),
        ]);
    }
    table
}

fn cell(cell: Cell) -> Value {
    cell.shown()
        .map_or_else(|| json!("<5"), |count| json!(count))
}
