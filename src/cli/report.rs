//! `redthread report`: what the records say about the service.

use chrono::NaiveDate;
use clap::Subcommand;
use serde_json::{Value, json};

use super::departure;
use super::output::{FormatArg, Table};
use super::progress::Bars;
use super::saved_report;
use super::{CliError, Context, EXIT_CODES, parse_moment};
use crate::app::evaluate::Question;
use crate::app::report::{
    self, Answer, Became, Cell, ContinuityReport, FlagReport, JUDGED_DAYS, Noise,
};
use crate::app::{App, AppError};
use crate::boot::{self, Purpose};
use crate::domain::report::{Book, Figure, Period, Shown};

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
    /// Flags by rule: how many fire, for how many patients, and what became of those of 90 days; with --unit,
    /// --period or --from the report over a calendar period
    #[command(after_help = format!(
        "The last five columns are about the flags of the rule that were raised in the 90 days before the \
         moment, of any severity, as they are stored: how many, and how many of them somebody took on or \
         settled, let rest, or said not to fit. `retune` is yes where more than half of at least ten do not \
         fit. `-` is not told: flags for some of those in care only.\n\nExample:\n  redthread report flags --as-of 2026-03-02 --format csv\n\n{EXIT_CODES}"
    ))]
    Flags(Either),
    /// Who came and went over a calendar period, and whom that concerned
    #[command(after_help = format!("{OVER_PERIOD}\n\nExample:\n  redthread report turnover --unit clinic --period 2025\n\n{EXIT_CODES}"))]
    Turnover(Over),
    /// How handovers go over a calendar period, by type
    #[command(after_help = format!("{OVER_PERIOD}\n\nExample:\n  redthread report handovers --period 2025-11\n\n{EXIT_CODES}"))]
    Handovers(Over),
    /// The reports that are kept for each period that ends, and over which periods; with an id and a period the
    /// report as it was made
    #[command(after_help = format!("Example:\n  redthread report saved\n  redthread report saved 0199... 2025-12 --format csv\n\n{EXIT_CODES}"))]
    Saved(saved_report::Args),
    /// Continuity of a unit over a calendar month, quarter or year; with --as-of, --known-at or --window-days the
    /// distributions of the indices at a moment
    #[command(after_help = format!(
        "Over a period one row a measure: the figure, what it is made of, and the same in the period before \
         and a year before. Empty is not shown, because a group of fewer than five could be worked out. \
         --from and --to are the first day and the first day after a calendar month, quarter or year.\n\n\
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

/// A moment, or a period.
#[derive(Debug, clap::Args)]
pub struct Either {
    /// The moment.
    #[command(flatten)]
    pub moment: Moment,
    /// The period.
    #[command(flatten)]
    pub over: Asked,
}

/// A moment and how far back, or a period.
#[derive(Debug, clap::Args)]
pub struct Window {
    /// Of when.
    #[command(flatten)]
    pub either: Either,
    /// Compute indices over the last N days instead of everything
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub window_days: Option<u32>,
}

/// A unit over a period.
#[derive(Debug, clap::Args)]
pub struct Over {
    /// The period.
    #[command(flatten)]
    pub asked: Asked,
    /// The form of the answer.
    #[command(flatten)]
    pub format: FormatArg,
}

/// A unit and a period.
#[derive(Debug, clap::Args)]
pub struct Asked {
    /// The unit, with all below it, by source id [default: the whole service]
    #[arg(long, value_name = "ID")]
    pub unit: Option<String>,
    /// The calendar month, quarter or year, such as 2025-11, 2025-Q4 or 2025 [default: the last quarter]
    #[arg(long, value_name = "PERIOD")]
    pub period: Option<Period>,
    /// The first day of the period
    #[arg(long, value_name = "DATE", requires = "to", conflicts_with = "period")]
    pub from: Option<NaiveDate>,
    /// The first day after it
    #[arg(long, value_name = "DATE", requires = "from")]
    pub to: Option<NaiveDate>,
}

/// The columns of a report over a period.
const OVER_PERIOD: &str = "One row a measure, of one type of handover, rule or profession where it is told by \
    parts: the figure, what it is made of, and the same in the period before and a year before. Empty is not \
    shown, because a group of fewer than five could be worked out. --from and --to are the first day and the \
    first day after a calendar month, quarter or year.";

impl Either {
    /// A moment and a period are two questions.
    fn check(&self, days: Option<u32>) -> Result<(), AppError> {
        if self.is_of_a_moment(days) && self.over.is_any() {
            return Err(AppError::InvalidInput {
                field: "--unit, --period, --from and --to",
                expected: "none of them together with --as-of, --known-at or --window-days"
                    .to_owned(),
            });
        }
        Ok(())
    }

    const fn is_of_a_moment(&self, days: Option<u32>) -> bool {
        self.moment.as_of.is_some() || self.moment.known_at.is_some() || days.is_some()
    }
}

impl Asked {
    const fn is_any(&self) -> bool {
        self.unit.is_some() || self.period.is_some() || self.from.is_some()
    }

    /// The period that is meant; `None` is the last quarter.
    fn period(&self) -> Result<Option<Period>, AppError> {
        let Some((from, to)) = self.from.zip(self.to) else {
            return Ok(self.period);
        };
        let period = Period::between(from, to).ok_or(AppError::InvalidInput {
            field: "--from and --to",
            expected:
                "the first day of a calendar month, quarter or year, and the first day after it"
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
    let (book, either, days) = match &args.subject {
        Subject::Departure(args) => return departure::run(args, context).await,
        Subject::Assignment(args) => return departure::run_assignment(args, context).await,
        Subject::Saved(args) => return saved_report::run(args, context).await,
        Subject::Turnover(over) => return of_book(Book::Turnover, over, context).await,
        Subject::Handovers(over) => return of_book(Book::Handovers, over, context).await,
        Subject::Flags(either) => (Book::Flags, either, None),
        Subject::Continuity(window) => (Book::Continuity, &window.either, window.window_days),
    };
    either.check(days)?;
    let question = question(&either.moment, days, context)?;
    let app = boot::app(&context.config, Purpose::Work).await?;
    let (actor, bars) = (context.actor(), Bars::new(context));
    let format = &either.moment.format;
    match book {
        Book::Flags if !either.over.is_any() => {
            let noise = report::noise(&app, &actor, JUDGED_DAYS, question.as_of).await?;
            let report = report::flags(&app, &actor, question, &bars).await?;
            flag_table(&report, &noise).print(format.format)?;
            context.say(format_args!("{} patients were looked at", report.patients));
        }
        Book::Continuity if either.is_of_a_moment(days) => {
            let report = report::continuity(&app, &actor, question, &bars).await?;
            continuity_table(&report).print(format.format)?;
            context.say(format_args!(
                "{} patients were looked at; {} of them have fewer than four contacts",
                report.patients,
                report
                    .too_few
                    .shown()
                    .map_or("fewer than 5".to_owned(), |n| n.to_string()),
            ));
        }
        _ => over_period(&app, book, &either.over, format, context).await?,
    }
    Ok(())
}

async fn of_book(book: Book, over: &Over, context: &Context) -> Result<(), CliError> {
    let app = boot::app(&context.config, Purpose::Work).await?;
    over_period(&app, book, &over.asked, &over.format, context).await
}

async fn over_period(
    app: &App,
    book: Book,
    over: &Asked,
    format: &FormatArg,
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
        book,
        unit: over.unit.as_ref().map(named).transpose()?,
        period: over.period()?,
    };
    let answer = report::over_period(app, &context.actor(), asked).await?;
    period_table(&answer).print(format.format)?;
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
pub(super) fn period_table(answer: &Answer) -> Table {
    let mut table = Table::new(&[
        "measure",
        "part",
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
            json!(row.measure.part()),
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
