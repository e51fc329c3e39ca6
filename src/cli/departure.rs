//! `redthread report departure`: what a departure would break.
//! `redthread report assignment`: who should be the named contact of those who have none.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::output::{FormatArg, Table};
use super::{CliError, Context};
use crate::app::AppError;
use crate::app::departures::{self, Affected, Assignment, Leaving, PATIENTS_MAX, Plan, Unnamed};
use crate::boot::{self, Purpose};
use crate::domain::departure::Outlook;
use crate::domain::ids::{ProfessionalId, SourceId, UnitId};
use crate::domain::trajectory::Directory;

/// Who leaves, and when.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Who leaves, by the source's id (`system|value` where several sources have it); may be given
    /// several times
    #[arg(
        long = "professional",
        value_name = "ID",
        required_unless_present = "unit"
    )]
    pub professionals: Vec<String>,
    /// A unit that everybody leaves who works there or below it, by the source's id
    #[arg(long, value_name = "ID")]
    pub unit: Option<String>,
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
once: those who know each other best, within the caseload that was agreed (the threshold `caseload_limit` where none \
was) and the group of professions; `unplaced` says why there is none. Nothing is stored but the audit entries.

Example:
  redthread report departure --professional psy3 --on 2026-05-01 --format csv";

/// Of which unit.
#[derive(Debug, clap::Args)]
pub struct AssignmentArgs {
    /// The unit, with all below it, by the source's id [default: the whole service]
    #[arg(long, value_name = "ID")]
    pub unit: Option<String>,
    /// The form of the answer.
    #[command(flatten)]
    pub format: FormatArg,
}

/// What the columns of an assignment mean.
pub const ASSIGNMENT_COLUMNS: &str = "\
One row a patient in service without a named contact, the longest first (`since`; empty is that there never was one). \
The named contact is chosen over all patients at once as for a departure; the profession is that of the last one. \
Nothing is stored but the audit entries.

Example:
  redthread report assignment --unit clinic --format csv";

/// Runs `report assignment`.
///
/// # Errors
/// When the unit is unknown or the database fails.
pub async fn run_assignment(args: &AssignmentArgs, context: &Context) -> Result<(), CliError> {
    let app = boot::app(&context.config, Purpose::Work).await?;
    let directory = app.directory().await?;
    let unit = unit_called(&directory, args.unit.as_deref())?;
    let assignment = departures::assign(&app, &context.actor(), unit).await?;
    assigned(&assignment).print(args.format.format)?;
    context.say(format_args!(
        "{} patients have no named contact",
        assignment.patients.len() + assignment.more
    ));
    if assignment.more > 0 {
        context.say(format_args!(
            "somebody was looked for for the first {PATIENTS_MAX} of them"
        ));
    }
    Ok(())
}

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
        unit: unit_called(&directory, args.unit.as_deref())?,
        on: args.on,
        choices: BTreeMap::new(),
    };
    let plan = departures::plan(&app, &context.actor(), &asked).await?;
    table(&plan).print(args.format.format)?;
    context.say(format_args!(
        "{} patients are concerned; for {} of them nobody is found",
        plan.affected.len(),
        plan.unplaced()
    ));
    Ok(())
}

/// The unit that an id means; `None` where none is given.
fn unit_called(directory: &Directory, id: Option<&str>) -> Result<Option<UnitId>, AppError> {
    let Some(id) = id else { return Ok(None) };
    let is = |source: &SourceId| source.value == id || source.to_string() == id;
    let mut units = directory.units.values();
    let unit = units.find(|unit| is(&unit.source));
    unit.map(|unit| Some(unit.id))
        .ok_or(AppError::NotFound("unit"))
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

fn table(plan: &Plan) -> Table {
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
        "successor_caseload",
        "successor_limit",
        "unplaced",
    ]);
    for one in &plan.affected {
        table.push(row(one, &plan.directory));
    }
    table
}

fn name(directory: &Directory, who: ProfessionalId) -> Option<String> {
    let known = directory.professionals.get(&who);
    known.map(|known| known.source.value.clone())
}

fn row(one: &Affected, directory: &Directory) -> [Value; 16] {
    let successor = one.successor.as_ref().ok();
    let with = successor.map(|successor| &successor.outlook);
    let [coverage, coc] = told(Some(&one.before));
    let [coverage_without, coc_without] = told(Some(&one.without));
    let [coverage_with, coc_with] = told(with);
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
        json!(successor.and_then(|to| name(directory, to.professional))),
        json!(successor.map(|to| rounded(to.familiarity))),
        coverage_with,
        coc_with,
        json!(successor.map(|to| to.has)),
        json!(successor.map(|to| to.limit)),
        json!(one.successor.as_ref().err().map(|why| why.code())),
    ]
}

fn assigned(assignment: &Assignment) -> Table {
    let mut table = Table::new(&[
        "patient",
        "since",
        "last",
        "known_by",
        "named_contact",
        "familiarity",
        "days_met",
        "unplaced",
    ]);
    let directory = &assignment.directory;
    for one in &assignment.patients {
        table.push(assigned_row(one, directory));
    }
    table
}

fn assigned_row(one: &Unnamed, directory: &Directory) -> [Value; 8] {
    let to = one.to.as_ref().ok();
    [
        json!(one.patient.reference.source.value),
        json!(one.since),
        json!(one.last.and_then(|last| name(directory, last))),
        json!(one.known.len()),
        json!(to.and_then(|(who, ..)| name(directory, *who))),
        json!(to.map(|(_, known, _)| rounded(*known))),
        json!(to.map(|(.., days)| days)),
        json!(one.to.as_ref().err().map(|why| why.code())),
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
