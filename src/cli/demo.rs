//! `redthread demo`: see it work, with nothing set up.

use std::io::{self, Write};

use secrecy::ExposeSecret;
use tokio::net::TcpListener;

use super::progress::Bars;
use super::{CliError, Context, EXIT_CODES, serve};
use crate::app::demo::{self, DemoAccount};
use crate::app::generate::{Cohort, Parameters};
use crate::boot::{self, Purpose};
use crate::config::Config;

/// See it work: a synthetic cohort in a database of its own, served on this machine until Ctrl-C
///
/// The database is new, in a temporary folder that is removed at the end, unless `--database` is
/// given. The passwords are drawn anew each time.
#[derive(Debug, clap::Args)]
#[command(after_help = format!(
    "Examples:\n  redthread demo\n  redthread demo --patients 2000 --seed 3\n\n\
     Standard output holds the address, then one account per role, one per line:\n\
     ROLE USERNAME PASSWORD. The coordinator reaches all eight story-patients.\n\n{EXIT_CODES}"
))]
pub struct Args {
    /// How many patients
    #[arg(long, value_name = "N", default_value_t = 60)]
    pub patients: u64,
    /// The seed of every choice
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
    /// The address and port to listen on; port 0 takes a free one [default: 127.0.0.1:8080, or the
    /// next port that is free]
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<String>,
}

/// Where ports are tried first, and how many.
const PORTS: std::ops::Range<u16> = 8080..8180;

/// Runs the command.
///
/// # Errors
/// When there is no place for temporary files, or the database or address cannot be used.
pub async fn run(args: &Args, context: &Context) -> Result<(), CliError> {
    let mut stop = Box::pin(serve::stop_signal()?);
    let (mut config, folder) = boot::trial(&context.config)?;
    // No page of a demonstration is behind a public address.
    config.http.public_url = None;
    let listener = listen(args, &config).await?;
    let accounts = tokio::select! {
        accounts = prepare(args, context, &config) => accounts?,
        // The folder is removed on the way out.
        () = &mut stop => return Ok(()),
    };
    // Opened anew: what taking in the cohort needed is given back.
    let app = boot::app(&config, Purpose::Answer).await?;
    print(&listener, &accounts)?;
    context.say("Ctrl-C ends it; nobody here is real");
    let served = serve::until(context, &config, app, listener, stop).await;
    drop(folder);
    served
}

/// Takes the cohort in and makes the accounts.
async fn prepare(
    args: &Args,
    context: &Context,
    config: &Config,
) -> Result<Vec<DemoAccount>, CliError> {
    let app = boot::app(config, Purpose::Work).await?;
    let cohort = Cohort::new(Parameters {
        patients: args.patients,
        seed: args.seed,
        as_of: app.clock.now(),
        zone: app.zone,
    });
    let actor = context.actor();
    let report = demo::fill(&app, &actor, &cohort, &Bars::new(context)).await?;
    let total = report.total();
    context.say(format_args!(
        "{} synthetic patients with {} records, as of today",
        report.evaluated,
        total.created + total.updated + total.unchanged,
    ));
    let accounts = demo::accounts(&app, &actor, &cohort).await?;
    app.db.close().await.map_err(crate::app::AppError::from)?;
    Ok(accounts)
}

/// Taken before anything is done, so that an address in use is told at once.
async fn listen(args: &Args, config: &Config) -> Result<TcpListener, CliError> {
    if args.listen.is_some() {
        return serve::bind(config.http.listen).await;
    }
    for port in PORTS {
        if let Ok(listener) = TcpListener::bind(("127.0.0.1", port)).await {
            return Ok(listener);
        }
    }
    serve::bind(([127, 0, 0, 1], 0).into()).await
}

fn print(listener: &TcpListener, accounts: &[DemoAccount]) -> Result<(), CliError> {
    let mut out = io::stdout().lock();
    writeln!(out, "http://{}", listener.local_addr()?)?;
    for account in accounts {
        let (role, name) = (account.role.code(), account.username);
        writeln!(out, "{role} {name} {}", account.password.expose_secret())?;
    }
    Ok(out.flush()?)
}
