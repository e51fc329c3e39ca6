//! `redthread report departure`: what a departure would break.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::output::{FormatArg, Table};
use super::{CliError, Context};
use crate::app::AppError;
use crate::app::report::{self, Affected, Leaving, Plan};
use crate::boot::{self, Purpose};
use crate::domain::departure::Outlook;
use crate::domain::ids::{ProfessionalId, SourceId};
use crate::domain::trajectory::Directory;

/// Who leaves, and when.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Who leaves, by the source's id (`system|value` where several sources have it); may be given
    /// several times
    #[arg(long = "professional", value_name = "ID", required = true)]
    pub professionals: Vec<String>,
    /// The first day on which they are gone
    #[arg(long, value_name = "DATE")]
    pub on: NaiveDate,
    /// The form of the answer.
    #[command(flatten)]
    pub format: FormatArg,
}

/// What the columns mean.
pub const COLUMNS: &str = "\
One row a patient, the strongest ties first. `coverage` is the share of days with a named contact, over the 182 days \
before and the 182 days from the departure on; `coc` is the Bice-Boxerman index of the 182 days before, and of those \
days once more with the contacts given to nobody or to the successor. Successors are chosen over all patients at \
once: those who know each other best, within the caseload that was agreed (30 where none was) and the group of \
professions. Nothing is stored but the audit entries.

Example:
  redthread report departure --professional psy3 --on 2026-05-01 --format csv";

/// Runs the command.
///
/// # Errors
/// When somebody is unknown, the day is over or the database fails.
pub async fn run(args: &Args, context: &Context) -> Result<(), CliError> {
    let app = boot::app(&context.config, Purpose::Work).await?;
    let directory = app.directory().await?;
    let who: Result<Vec<_>, AppError> = args
        .professionals
        .iter()
        .map(|id| called(&directory, id))
        .collect();
    let asked = Leaving {
        who: who?,
        on: args.on,
    };
    let plan = report::departure(&app, &context.actor(), &asked).await?;
    table(&plan, &directory).print(args.format.format)?;
    context.say(format_args!(
        "{} patients are concerned; for {} of them nobody has room",
        plan.affected.len(),
        plan.unplaced
    ));
    Ok(())
}

/// The one professional whom an id means.
fn called(directory: &Directory, id: &str) -> Result<ProfessionalId, AppError> {
    let is = |source: &SourceId| source.value == id || source.to_string() == id;
    let mut found = directory
        .professionals
        .values()
        .filter(|one| is(&one.source));
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one.id),
        (None, _) => Err(AppError::NotFound("professional")),
        (Some(_), Some(_)) => Err(AppError::InvalidInput {
            field: "professional",
            expected: "an id with its system, `system|value`: several sources have this one"
                .to_owned(),
        }),
    }
}

fn table(plan: &Plan, directory: &Directory) -> Table {
    let mut table = Table::new(&[
        "patient",
        "important",
        "familiarity",
        "days_met",
        "others",
        "coverage",
        "coc",
        "coverage_without",
        "coc_without",
        "successor",
        "successor_familiarity",
        "coverage_with",
        "coc_with",
    ]);
    for one in &plan.affected {
        table.push(row(one, directory));
    }
    table
}

fn row(one: &Affected, directory: &Directory) -> [Value; 13] {
    let name = |who: &ProfessionalId| {
        let known = directory.professionals.get(who);
        known.map(|known| known.source.value.clone())
    };
    let with = one.successor.as_ref().map(|(_, _, outlook)| outlook);
    let [coverage, coc] = told(Some(&one.before));
    let [coverage_without, coc_without] = told(Some(&one.without));
    let [coverage_with, coc_with] = told(with);
    let successor = one.successor.as_ref();
    [
        json!(one.patient.reference.source.value),
        json!(one.loss.is_important),
        json!(rounded(one.loss.familiarity)),
        json!(one.loss.days_met),
        json!(one.loss.others.len()),
        coverage,
        coc,
        coverage_without,
        coc_without,
        json!(successor.and_then(|(who, ..)| name(who))),
        json!(successor.map(|(_, known, _)| rounded(*known))),
        coverage_with,
        coc_with,
    ]
}

fn told(outlook: Option<&Outlook>) -> [Value; 2] {
    let coc = outlook.and_then(|outlook| outlook.coc);
    [
        json!(outlook.map(|outlook| rounded(outlook.coverage))),
        json!(coc.map(rounded)),
    ]
}

/// To the millionth, as indices are told.
fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}
