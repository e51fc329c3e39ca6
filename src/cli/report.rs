//! `redthread report`: what the records say about the service.

use chrono::NaiveDate;
use clap::Subcommand;
use serde_json::{Value, json};

use super::departure;
use super::output::{FormatArg, Table};
use super::progress::Bars;
use super::{CliError, Context, EXIT_CODES, parse_moment};
use crate::app::evaluate::Question;
use crate::app::report::{
    self, Answer, Became, Cell, ContinuityReport, FlagReport, JUDGED_DAYS, Noise,
};
use crate::app::{Actor, App, AppError};
use crate::boot::{self, Purpose};
use crate::domain::report::{Figure, Period, Shown};

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
    /// Continuity of a unit over a calendar quarter or year; with --as-of, --known-at or --window-days the
    /// distributions of the indices at a moment
    #[command(after_help = format!(
        "Over a period one row a measure: the figure, what it is made of, and the same in the period before \
         and a year before. Empty is not shown, because a group of fewer than five could be worked out. \
         --from and --to are the first day and the first day after a calendar quarter or year.\n\n\
         Examples:\n  redthread report continuity --unit clinic --from 2025-10-01 --to 2026-01-01\n  \
         redthread report continuity --period 2025 --format csv\n  \
         redthread report continuity --as-of 2026-03-02 --window-days 182\n\n{EXIT_CODES}"
    ))]
    Continuity(Window),
    /// What a departure would break: the patients concerned, and who could take them over
    #[command(after_help = format!("{}\n\n{EXIT_CODES}", departure::COLUMNS))]
    Departure(departure::Args),
    /// Patients without a named contact, and who it should be
    #[command(after_help = format!("{}\n\n{EXIT_CODES}", departure::ASSIGNMENT_COLUMNS))]
    Assignment(departure::AssignmentArgs),
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
    /// The unit, with all below it, by source id [default: the whole service]
    #[arg(long, value_name = "ID", conflicts_with_all = MOMENT)]
    pub unit: Option<String>,
    /// The calendar quarter or year, such as 2025-Q4 or 2025 [default: the last quarter]
    #[arg(long, value_name = "PERIOD", conflicts_with_all = MOMENT)]
    pub period: Option<Period>,
    /// The first day of the period
    #[arg(long, value_name = "DATE", requires = "to", conflicts_with_all = MOMENT, conflicts_with = "period")]
    pub from: Option<NaiveDate>,
    /// The first day after it
    #[arg(long, value_name = "DATE", requires = "from")]
    pub to: Option<NaiveDate>,
}

/// What asks for a moment, and not for a period.
const MOMENT: [&str; 3] = ["as_of", "known_at", "window_days"];

impl Window {
    fn is_of_a_moment(&self) -> bool {
        let moment = &self.moment;
        moment.as_of.is_some() || moment.known_at.is_some() || self.window_days.is_some()
    }

    /// The period that is meant; `None` is the last quarter.
    fn asked_period(&self) -> Result<Option<Period>, AppError> {
        let Some((from, to)) = self.from.zip(self.to) else {
            return Ok(self.period);
        };
        let period = Period::between(from, to).ok_or(AppError::InvalidInput {
            field: "--from and --to",
            expected: "the first day of a calendar quarter or year, and the first day after it"
                .to_owned(),
        });
        period.map(Some)
    }
}

/// Runs the command.
///
/// # Errors
/// When a moment cannot be read or the database fails.
pub async fn run(args: &Args, context: &Context) -> Result<(), CliError> {
    let (moment, days) = match &args.subject {
        Subject::Departure(args) => return departure::run(args, context).await,
        Subject::Assignment(args) => return departure::run_assignment(args, context).await,
        Subject::Flags(moment) => (moment, None),
        Subject::Continuity(window) => (&window.moment, window.window_days),
    };
    let question = question(moment, days, context)?;
    let app = boot::app(&context.config, Purpose::Work).await?;
    let (actor, bars) = (context.actor(), Bars::new(context));
    match &args.subject {
        Subject::Departure(_) | Subject::Assignment(_) => {}
        Subject::Flags(_) => {
            let noise = report::noise(&app, &actor, JUDGED_DAYS, question.as_of).await?;
            let report = report::flags(&app, &actor, question, &bars).await?;
            flag_table(&report, &noise).print(moment.format.format)?;
            context.say(format_args!("{} patients were looked at", report.patients));
        }
        Subject::Continuity(window) if !window.is_of_a_moment() => {
            over_period(&app, &actor, window, context).await?;
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

async fn over_period(
    app: &App,
    actor: &Actor,
    window: &Window,
    context: &Context,
) -> Result<(), CliError> {
    let directory = app.directory().await?;
    let named = |label: &String| {
        let mut units = directory.units.values();
        let unit =
            units.find(|unit| *label == unit.source.value || *label == unit.source.to_string());
        unit.map(|unit| unit.id).ok_or(AppError::NotFound("unit"))
    };
    let asked = report::Asked {
        unit: window.unit.as_ref().map(named).transpose()?,
        period: window.asked_period()?,
    };
    let answer = report::over_period(app, actor, asked).await?;
    period_table(&answer).print(window.moment.format.format)?;
    let (period, is_shown) = (answer.report.period, answer.report.is_admissible);
    context.say(format_args!("the period is {period}"));
    if !is_shown {
        context.say(format_args!(
            "figures are shown of units with at least ten patients and three clinicians"
        ));
    }
    Ok(())
}

/// The report over a period as a table.
fn period_table(answer: &Answer) -> Table {
    let mut table = Table::new(&[
        "measure",
        "value",
        "numerator",
        "denominator",
        "n",
        "missing",
        "first_quartile",
        "third_quartile",
        "previous",
        "last_year",
    ]);
    let rounded = |value: f64| (value * 1e6).round() / 1e6;
    for row in &answer.report.rows {
        let value = |figure: &Figure| figure.shown().and_then(|shown| shown.value).map(rounded);
        let of = |part: fn(&Shown) -> i64| json!(row.now.shown().map(part));
        let quartile = |place: usize| {
            let quartiles = row.spread.and_then(|spread| spread.quartiles);
            json!(quartiles.map(|quartiles| rounded(quartiles[place])))
        };
        table.push([
            json!(row.measure.code()),
            json!(value(&row.now)),
            of(|shown| shown.numerator),
            of(|shown| shown.denominator),
            of(|shown| shown.n),
            of(|shown| shown.missing),
            quartile(0),
            quartile(2),
            json!(value(&row.previous)),
            json!(value(&row.last_year)),
        ]);
    }
    table
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
