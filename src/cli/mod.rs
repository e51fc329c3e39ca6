//! The command line: one file per command, each with its arguments and a `run`.

pub mod audit;
pub mod config;
pub mod demo;
pub mod doctor;
pub mod evaluate;
pub mod export;
pub mod generate;
pub mod health;
pub mod import;
pub mod migrate;
pub mod openapi;
pub mod output;
pub mod policy;
pub mod progress;
pub mod report;
pub mod serve;
pub mod user;

mod arguments;
mod departure;
mod error;
mod json_line;
mod saved_report;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use secrecy::SecretString;

pub use arguments::parse_moment;
pub use error::CliError;

use crate::app::Actor;
use crate::config::{Config, Environment, Flags};
use crate::telemetry;

/// What `--help` says about exit codes.
pub const EXIT_CODES: &str = "\
Exit codes:
  0  done; rows that were rejected with a reason count as done
  1  could not finish; the reason is on standard error
  2  the command line cannot be understood";

/// Red Thread rebuilds each patient's path through settings and people from the records a service
/// already has, and says where relationships are breaking.
#[derive(Debug, Parser)]
#[command(
    name = "redthread",
    version,
    about = "Patient-narrative continuity-of-care tracker for mental health services",
    after_help = EXIT_CODES,
    after_long_help = format!("{EXIT_CODES}\n\nStandard output holds answers only; messages, logs and progress go to standard error."),
    max_term_width = 100
)]
pub struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// Flags of every command.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Everywhere")]
pub struct Global {
    /// Read this configuration file [default: redthread.toml in the data directory, if present]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Use this database [default: `sqlite://redthread.db` in the data directory]
    ///
    /// `sqlite://PATH`, relative to the data directory and created when missing, or
    /// `postgres://USER:PASSWORD@HOST:PORT/NAME`. A password on the command line is seen by others
    /// on the machine: prefer `REDTHREAD_DATABASE_URL_FILE`.
    #[arg(long, global = true, value_name = "URL")]
    database: Option<SecretString>,
    /// Keep files in this directory [default: the current directory]
    #[arg(long, global = true, value_name = "DIR")]
    data_dir: Option<PathBuf>,
    /// Say nothing on standard error but errors; no progress bars
    #[arg(long, short, global = true)]
    quiet: bool,
    /// Show no progress bars
    #[arg(long, global = true)]
    no_progress: bool,
}

// The order is the one of `--help`: what a newcomer needs first.
#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::Args),
    Generate(generate::Args),
    Import(import::Args),
    Export(export::Args),
    Evaluate(evaluate::Args),
    Report(report::Args),
    Policy(policy::Args),
    Serve(serve::Args),
    User(user::Args),
    Audit(audit::Args),
    Migrate(migrate::Args),
    Doctor(doctor::Args),
    Config(config::Args),
    Openapi(openapi::Args),
    Health(health::Args),
}

/// What every command is given.
#[derive(Debug)]
pub struct Context {
    /// The effective configuration.
    pub config: Config,
    /// Nothing on standard error but errors.
    pub is_quiet: bool,
    /// No progress bars.
    pub hides_progress: bool,
}

impl Context {
    /// Who runs the command.
    pub fn actor(&self) -> Actor {
        Actor::CommandLine(self.config.operator.clone())
    }

    /// Says something that is neither an answer nor an error.
    pub fn say(&self, sentence: impl std::fmt::Display) {
        if !self.is_quiet {
            output::to_stderr(sentence);
        }
    }
}

/// Reads the command line, runs the command and tells how it went.
pub fn main() -> ExitCode {
    // Clap answers help and usage errors itself, with exit codes 0 and 2.
    match start(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            error.report();
            error.exit_code()
        }
    }
}

fn start(cli: Cli) -> Result<(), CliError> {
    let flags = Flags {
        config: cli.global.config,
        data_dir: cli.global.data_dir,
        database: cli.global.database,
        listen: cli.command.listen(),
    };
    let config = Config::load(&flags, &Environment::of_process())?;
    telemetry::start(&config.log, cli.global.quiet);
    let context = Context {
        config,
        is_quiet: cli.global.quiet,
        hides_progress: cli.global.quiet || cli.global.no_progress,
    };
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| CliError::failed(format!("threads cannot be started: {}", error.kind())))?
        .block_on(cli.command.run(&context))
}

impl Command {
    /// The flag of some commands that is configuration too.
    fn listen(&self) -> Option<String> {
        match self {
            Self::Serve(args) => args.listen.clone(),
            Self::Health(args) => args.listen.clone(),
            Self::Demo(args) => args.listen.clone(),
            _ => None,
        }
    }

    async fn run(self, context: &Context) -> Result<(), CliError> {
        match self {
            Self::Demo(args) => demo::run(&args, context).await,
            Self::Generate(args) => generate::run(&args, context),
            Self::Import(args) => import::run(&args, context).await,
            Self::Export(args) => export::run(&args, context).await,
            Self::Evaluate(args) => evaluate::run(&args, context).await,
            Self::Report(args) => report::run(&args, context).await,
            Self::Policy(args) => policy::run(&args, context).await,
            Self::Serve(_) => serve::run(context).await,
            Self::User(args) => user::run(&args, context).await,
            Self::Audit(args) => audit::run(&args, context).await,
            Self::Migrate(args) => migrate::run(&args, context).await,
            Self::Doctor(args) => doctor::run(&args, context).await,
            Self::Config(args) => config::run(&args, context),
            Self::Openapi(args) => openapi::run(&args),
            Self::Health(_) => health::run(context),
        }
    }
}
