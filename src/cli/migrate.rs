//! `redthread migrate`: the database's schema.

use clap::Subcommand;

use super::output::{Format, FormatArg, Table};
use super::{CliError, Context, EXIT_CODES};
use crate::app;
use crate::boot::{self, Purpose};

/// Look at the database's schema, or change it
///
/// An SQLite file migrates itself at the start of every command. PostgreSQL changes only here:
/// other commands refuse while migrations are pending.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Apply every pending migration, or none where one fails
    #[command(after_help = format!("Example:\n  redthread migrate up\n\n{EXIT_CODES}"))]
    Up(FormatArg),
    /// List the migrations, and which are applied; changes nothing
    #[command(after_help = format!(
        "Example:\n  redthread migrate status --format json\n\n{EXIT_CODES}"
    ))]
    Status(FormatArg),
    /// Take back the last migrations: THEIR TABLES AND EVERYTHING IN THEM ARE LOST
    #[command(after_help = format!("Example:\n  redthread migrate down --steps 1\n\n{EXIT_CODES}"))]
    Down {
        /// How many
        #[arg(long, value_name = "N", default_value_t = 1,
              value_parser = clap::value_parser!(u32).range(1..))]
        steps: u32,
        /// The form of the answer.
        #[command(flatten)]
        format: FormatArg,
    },
}

/// Runs the command.
///
/// # Errors
/// When the database cannot be reached or a migration fails.
pub async fn run(args: &Args, context: &Context) -> Result<(), CliError> {
    let config = &context.config;
    let db = match args.action {
        // What is in the audit log already is sealed on the way.
        Action::Up(_) => boot::database_to_write(config, Purpose::Work).await?,
        _ => boot::database(config, Purpose::Work).await?,
    };
    match args.action {
        Action::Up(FormatArg { format }) => {
            let names = app::migrate_up(&db).await?;
            print(&names, "applied", format)?;
            if names.is_empty() {
                context.say("the schema is up to date already");
            }
        }
        Action::Status(FormatArg { format }) => {
            let mut table = Table::new(&["migration", "state"]);
            for migration in app::migrations(&db).await? {
                let state = if migration.is_applied {
                    "applied"
                } else {
                    "pending"
                };
                table.push([migration.name.into(), state.into()]);
            }
            table.print(format)?;
        }
        Action::Down {
            steps,
            format: FormatArg { format },
        } => {
            let names = app::migrate_down(&db, steps).await?;
            print(&names, "taken back", format)?;
            if names.is_empty() {
                context.say("nothing is applied");
            }
        }
    }
    db.close().await.map_err(app::AppError::from)?;
    Ok(())
}

fn print(names: &[String], state: &str, format: Format) -> Result<(), CliError> {
    let mut table = Table::new(&["migration", "state"]);
    for name in names {
        table.push([name.as_str().into(), state.into()]);
    }
    if !names.is_empty() {
        table.print(format)?;
    }
    Ok(())
}
