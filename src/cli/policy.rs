//! `redthread policy`: thresholds.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use serde_json::{Value, json};

use super::output::{FormatArg, Table};
use super::progress::Bars;
use super::{CliError, Context, EXIT_CODES, parse_moment};
use crate::app::policy::preview::{self, Count, Estimated, Exact, Scaled};
use crate::app::policy::{self, Shown, Version, Wish, Wrong};
use crate::app::{App, AppError};
use crate::boot::{self, Purpose};
use crate::domain::flags::policy::{Amount, Change, THRESHOLDS};
use crate::domain::ids::UnitId;
use crate::domain::time::{Instant, to_rfc3339};
use crate::domain::trajectory::Directory;

/// Read, change and preview the thresholds that flags are raised by
///
/// The service has thresholds, each with a default; a unit may keep some of its own, which then hold
/// for units below it too. Every change is a version with who made it, when and why; flags keep the
/// version under which they were raised. `docs/policy.md` has every threshold.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Show the thresholds in force, beside the defaults or beside what a unit would have without its own
    #[command(after_help = format!(
        "Examples:\n  redthread policy show\n  redthread policy show --unit ward-a --at 2026-01-01 --format json\n\n{EXIT_CODES}"
    ))]
    Show(Show),
    /// Change thresholds; whoever they touch is evaluated again by a service that runs, or by `evaluate`
    #[command(after_help = format!(
        "Examples:\n  \
         redthread policy set --reason \"Decided by the clinic's board on 3 March\" more_than_admissions=5 ack_hours.shift=4\n  \
         redthread policy set --unit ward-a --reason \"A ward for long stays\" more_than_weeks=12 --valid-from 2026-06-01\n  \
         redthread policy set --unit ward-a --reason \"Same rules for all wards\" --take-back\n  \
         redthread policy set --reason \"As the board decided\" --file thresholds.json\n\n\
         KEY is one of those that `policy show` lists. VALUE is a number, a share such as 0.5, `true` or\n\
         `false`, settings joined by commas, or `never`.\n\n{EXIT_CODES}"
    ))]
    Set(Set),
    /// Show who changed thresholds, when, why, and what was changed
    #[command(after_help = format!(
        "Examples:\n  redthread policy history\n  redthread policy history --unit ward-a --format csv\n\n{EXIT_CODES}"
    ))]
    History(History),
    /// Count the flags that would appear and disappear now, without changing anything
    #[command(after_help = format!(
        "Examples:\n  redthread policy preview more_than_admissions=5\n  \
         redthread policy preview --exact --unit ward-a more_than_weeks=12 --format csv\n\n\
         Without --exact 2 000 patients are drawn by lot: the numbers are about everyone, with the ends\n\
         of their 95 % interval. Numbers of 1 to 4 are shown as <5.\n\n{EXIT_CODES}"
    ))]
    Preview(Preview),
}

#[derive(Debug, clap::Args)]
struct UnitArg {
    /// For this unit and those below it, by its source's id [default: the whole service]
    #[arg(long, value_name = "ID")]
    unit: Option<String>,
}

#[derive(Debug, clap::Args)]
struct Show {
    #[command(flatten)]
    unit: UnitArg,
    /// At this time [default: now]
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    #[command(flatten)]
    format: FormatArg,
}

/// What is to be different.
#[derive(Debug, clap::Args)]
struct Changes {
    /// A threshold and what it is to be
    #[arg(value_name = "KEY=VALUE", id = "changes")]
    pairs: Vec<String>,
    /// Read thresholds from this JSON object, or from standard input for `-`
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// Let the unit follow what is above it again
    #[arg(long, requires = "unit", conflicts_with_all = ["changes", "file"])]
    take_back: bool,
    #[command(flatten)]
    unit: UnitArg,
    /// From this time on [default: now]
    #[arg(long, value_name = "TIME")]
    valid_from: Option<String>,
}

#[derive(Debug, clap::Args)]
struct Set {
    #[command(flatten)]
    changes: Changes,
    /// Why; it is kept, and shown to those who ask
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

#[derive(Debug, clap::Args)]
struct History {
    #[command(flatten)]
    unit: UnitArg,
    #[command(flatten)]
    format: FormatArg,
}

#[derive(Debug, clap::Args)]
struct Preview {
    #[command(flatten)]
    changes: Changes,
    /// Look at everyone, not only at some
    #[arg(long)]
    exact: bool,
    #[command(flatten)]
    format: FormatArg,
}

/// Runs the command.
///
/// # Errors
/// When the database cannot be used, a unit is not known, or thresholds cannot be meant.
pub async fn run(args: &Args, context: &Context) -> Result<(), CliError> {
    match &args.action {
        Action::Show(args) => show(args, context).await,
        Action::Set(args) => set(args, context).await,
        Action::History(args) => history(args, context).await,
        Action::Preview(args) => preview(args, context).await,
    }
}

async fn show(args: &Show, context: &Context) -> Result<(), CliError> {
    let at = moment(context, "--at", args.at.as_deref())?;
    let app = boot::app(&context.config, Purpose::Answer).await?;
    let unit = args.unit.find(&app).await?;
    let shown = policy::show(&app, &context.actor(), unit, at).await?;
    threshold_table(&shown).print(args.format.format)?;
    let own = shown.own.as_ref();
    context.say(match own {
        Some(own) => format!(
            "since {} by {}: {}",
            to_rfc3339(own.valid_from, app.zone),
            own.author,
            own.reason
        ),
        None if unit.is_some() => "the unit keeps nothing for itself".to_owned(),
        None => "nobody has changed the defaults".to_owned(),
    });
    Ok(())
}

async fn set(args: &Set, context: &Context) -> Result<(), CliError> {
    let (change, valid_from) = args.changes.read(context)?;
    let app = boot::app(&context.config, Purpose::Answer).await?;
    let wish = Wish {
        reason: args.reason.clone(),
        ..args.changes.wish(&app, change, valid_from).await?
    };
    let set = policy::set(&app, &context.actor(), &wish).await?;
    print_line(&set.version.0.to_string())?;
    context.say(format_args!(
        "{} patients are to be evaluated again: a service that runs does so, and `redthread evaluate` does",
        set.patients
    ));
    Ok(())
}

async fn history(args: &History, context: &Context) -> Result<(), CliError> {
    let app = boot::app(&context.config, Purpose::Answer).await?;
    let unit = args.unit.find(&app).await?;
    let (versions, directory) = policy::history(&app, &context.actor(), unit).await?;
    let mut table = Table::new(&[
        "version",
        "unit",
        "valid_from",
        "set_at",
        "author",
        "reason",
        "changes",
    ]);
    for version in &versions {
        table.push(history_row(version, &directory, &app));
    }
    Ok(table.print(args.format.format)?)
}

fn history_row(version: &Version, directory: &Directory, app: &App) -> [Value; 7] {
    let of = &version.version;
    let changes = version.changes.iter().map(|(threshold, amount)| {
        let before = threshold.of(&version.before).to_text();
        format!("{}: {before} -> {}", threshold.key, amount.to_text())
    });
    let mut changes: Vec<String> = changes.collect();
    if version.takes_back {
        changes.insert(0, "taken back".to_owned());
    }
    [
        json!(of.id.0),
        json!(of.unit.map(|unit| called(unit, directory))),
        json!(to_rfc3339(of.valid_from, app.zone)),
        json!(to_rfc3339(of.recorded_at, app.zone)),
        json!(of.author),
        json!(of.reason),
        json!(changes.join("; ")),
    ]
}

async fn preview(args: &Preview, context: &Context) -> Result<(), CliError> {
    let (change, valid_from) = args.changes.read(context)?;
    let app = boot::app(&context.config, Purpose::Work).await?;
    let (actor, format) = (context.actor(), args.format.format);
    let wish = args.changes.wish(&app, change, valid_from).await?;
    if args.exact {
        let bars = Bars::new(context);
        let exact = preview::exact(&app, &actor, &wish, &bars).await?;
        exact_table(&exact).print(format)?;
        context.say(format_args!("{} patients were looked at", exact.patients));
        return Ok(());
    }
    let estimated = preview::estimate(&app, &actor, &wish).await?;
    estimate_table(&estimated).print(format)?;
    context.say(format_args!(
        "{} of {} patients were looked at",
        estimated.sample, estimated.everyone
    ));
    Ok(())
}

impl UnitArg {
    async fn find(&self, app: &App) -> Result<Option<UnitId>, AppError> {
        match &self.unit {
            Some(id) => policy::unit_called(app, id).await.map(Some),
            None => Ok(None),
        }
    }
}

impl Changes {
    /// What is asked for, as far as it is told without the database.
    fn read(&self, context: &Context) -> Result<(Change, Option<Instant>), CliError> {
        let mut change = match &self.file {
            Some(path) => read_file(path)?,
            None => Change::default(),
        };
        let mut texts = Vec::with_capacity(self.pairs.len());
        for text in &self.pairs {
            let pair = text.split_once('=').ok_or_else(|| {
                CliError::usage("a threshold is changed by KEY=VALUE, such as fu_days_2=9")
            })?;
            texts.push(pair);
        }
        change = change.and(&Change::from_texts(texts).map_err(wrong)?);
        if change.is_empty() && !self.take_back {
            return Err(CliError::usage(
                "say what is to change: KEY=VALUE, --file or --take-back",
            ));
        }
        let valid_from = moment(context, "--valid-from", self.valid_from.as_deref())?;
        Ok((change, valid_from))
    }

    async fn wish(
        &self,
        app: &App,
        change: Change,
        valid_from: Option<Instant>,
    ) -> Result<Wish, AppError> {
        Ok(Wish {
            unit: self.unit.find(app).await?,
            change,
            takes_back: self.take_back,
            valid_from,
            ..Wish::default()
        })
    }
}

fn wrong(faults: Vec<crate::domain::flags::policy::Fault>) -> AppError {
    AppError::Policy(faults.into_iter().map(Wrong::Threshold).collect())
}

fn read_file(path: &Path) -> Result<Change, CliError> {
    let text = if path == Path::new("-") {
        let mut text = String::new();
        std::io::stdin()
            .read_to_string(&mut text)
            .map_err(|error| {
                CliError::failed(format!("standard input cannot be read: {}", error.kind()))
            })?;
        text
    } else {
        std::fs::read_to_string(path).map_err(|error| AppError::unreadable(path, &error))?
    };
    let not_an_object = || {
        AppError::BadFile(format!(
            "{} is no JSON object of thresholds such as {{\"fu_days_2\": 9}}",
            path.display()
        ))
    };
    match serde_json::from_str(&text) {
        Ok(Value::Object(object)) => Ok(Change::from_json(&object).map_err(wrong)?),
        _ => Err(not_an_object().into()),
    }
}

fn moment(context: &Context, flag: &str, text: Option<&str>) -> Result<Option<Instant>, CliError> {
    text.map(|text| parse_moment(flag, text, context.config.service.time_zone))
        .transpose()
}

fn threshold_table(shown: &Shown) -> Table {
    let mut table = Table::new(&["threshold", "group", "value", "otherwise", "accepted"]);
    for threshold in THRESHOLDS {
        let (value, above) = (threshold.of(&shown.policy), threshold.of(&shown.above));
        let otherwise = if value == above {
            Value::Null
        } else {
            scalar(&above)
        };
        table.push([
            json!(threshold.key),
            json!(threshold.group),
            scalar(&value),
            otherwise,
            json!(threshold.kind.to_string()),
        ]);
    }
    table
}

fn scalar(amount: &Amount) -> Value {
    match amount {
        Amount::Number(_) | Amount::Share(_) | Amount::YesNo(_) => amount.to_json(),
        Amount::Settings(_) | Amount::Never => json!(amount.to_text()),
    }
}

fn called(unit: UnitId, directory: &Directory) -> String {
    let unit = directory.units.get(&unit);
    unit.map_or_else(String::new, |unit| unit.source.value.clone())
}

fn exact_table(exact: &Exact) -> Table {
    let mut table = Table::new(&["flag", "severity", "now", "appear", "disappear"]);
    for row in &exact.rows {
        table.push([
            json!(row.code),
            json!(row.severity),
            cell(row.now),
            cell(row.appear),
            cell(row.disappear),
        ]);
    }
    table
}

fn estimate_table(estimated: &Estimated) -> Table {
    let mut table = Table::new(&[
        "flag",
        "severity",
        "now",
        "appear",
        "appear_from",
        "appear_to",
        "disappear",
        "disappear_from",
        "disappear_to",
    ]);
    for row in &estimated.rows {
        let ends = |scaled: Scaled| [scaled.about, scaled.from, scaled.to].map(cell);
        let [appear, appear_from, appear_to] = ends(row.appear);
        let [disappear, disappear_from, disappear_to] = ends(row.disappear);
        table.push([
            json!(row.code),
            json!(row.severity),
            cell(row.now.about),
            appear,
            appear_from,
            appear_to,
            disappear,
            disappear_from,
            disappear_to,
        ]);
    }
    table
}

fn cell(count: Count) -> Value {
    count
        .shown()
        .map_or_else(|| json!("<5"), |count| json!(count))
}

fn print_line(line: &str) -> Result<(), CliError> {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}
