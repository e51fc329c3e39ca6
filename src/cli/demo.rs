//! `redthread demo`: see it work, with nothing set up.

use serde_json::json;

use super::output::{Format, Table};
use super::progress::Bars;
use super::{CliError, Context, EXIT_CODES, report, serve};
use crate::app::evaluate::{Question, ask};
use crate::app::generate::{Cohort, Parameters, to_folder};
use crate::app::import::{self, ImportFiles};
use crate::app::report as reports;
use crate::app::{App, AppError, Progress};
use crate::boot::{self, Purpose};
use crate::domain::flags::rules;

/// See it work: a synthetic cohort in a database of its own, evaluated and reported
///
/// The database is new, in a temporary folder that is removed at the end, unless `--database` is
/// given.
#[derive(Debug, clap::Args)]
#[command(after_help = format!(
    "Examples:\n  redthread demo\n  redthread demo --patients 2000 --seed 3\n\n{EXIT_CODES}"
))]
pub struct Args {
    /// How many patients
    #[arg(long, value_name = "N", default_value_t = 60)]
    pub patients: u64,
    /// The seed of every choice
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
    /// Stay after the report and serve on this address and port, until stopped
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<String>,
}

/// The source that the demo's ids belong to.
const SOURCE: &str = "demo";

/// Runs the command.
///
/// # Errors
/// When there is no place for temporary files, or the database or address cannot be used.
pub async fn run(args: &Args, context: &Context) -> Result<(), CliError> {
    let (config, _folder) = boot::trial(&context.config)?;
    let app = boot::app(&config, Purpose::Work).await?;
    let cohort = Cohort::new(Parameters {
        patients: args.patients,
        seed: args.seed,
        as_of: app.clock.now(),
        zone: app.zone,
    });
    fill(&cohort, context, &app).await?;
    print(&cohort, context, &app).await?;
    if args.listen.is_some() {
        serve::listen(context, app).await?;
    }
    Ok(())
}

/// Generates the cohort up to now and takes it in as any other source.
async fn fill(cohort: &Cohort, context: &Context, app: &App) -> Result<(), CliError> {
    let folder = tempfile::TempDir::with_prefix("redthread-cohort-")
        .map_err(|error| AppError::unwritable(&std::env::temp_dir(), &error))?;
    let bars = Bars::new(context);
    bars.begin("generating", Some(cohort.parameters().patients));
    to_folder(cohort, folder.path(), |_| bars.advance(1))
        .map_err(|error| AppError::unwritable(folder.path(), &error))?;
    bars.end();
    let command = ImportFiles {
        paths: vec![folder.path().to_owned()],
        source: SOURCE.to_owned(),
        mapping: None,
        dry_run: false,
        rejects: None,
        folder: folder.path().to_owned(),
    };
    let imported = import::csv(app, &context.actor(), &command, &bars).await?;
    context.say(format_args!(
        "{} synthetic patients, {} records; nobody here is real\n",
        imported.evaluated,
        imported.total().created
    ));
    Ok(())
}

/// The eight stories flag by flag, then the whole cohort.
async fn print(cohort: &Cohort, context: &Context, app: &App) -> Result<(), CliError> {
    let (actor, bars) = (context.actor(), Bars::new(context));
    let mut table = Table::new(&["story_patient", "what_needs_a_human", "how_soon"]);
    for story in cohort.stories() {
        let question = Question {
            patient: Some(story.to_owned()),
            ..Question::default()
        };
        ask(app, &actor, question, &bars, |answer| {
            if answer.flags.is_empty() {
                table.push([json!(story), json!("nothing: the thread holds"), json!("-")]);
            }
            for flag in answer.flags {
                table.push([
                    json!(story),
                    json!(rules::sentence(flag.code)),
                    json!(flag.severity),
                ]);
            }
            Ok(())
        })
        .await?;
    }
    table.print(Format::Table)?;
    println!();
    let flags = reports::flags(app, &actor, Question::default(), &bars).await?;
    report::flag_table(&flags).print(Format::Table)?;
    println!();
    let continuity = reports::continuity(app, &actor, Question::default(), &bars).await?;
    report::continuity_table(&continuity).print(Format::Table)?;
    Ok(())
}
