//! `redthread demo`: see it work, with nothing set up.

use std::io::{self, Read, Write};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use secrecy::ExposeSecret;
use tempfile::TempDir;
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
    /// Take the cohort in, print the accounts, and end: what the command asks a process of its own
    #[arg(long, hide = true)]
    pub prepare: bool,
}

/// How often it is looked whether the cohort is in.
const LOOK_EVERY: Duration = Duration::from_millis(10);
/// Where ports are tried first, and how many.
const PORTS: std::ops::Range<u16> = 8080..8180;

/// Runs the command.
///
/// # Errors
/// When there is no place for temporary files, or the database or address cannot be used.
pub async fn run(args: &Args, context: &Context) -> Result<(), CliError> {
    if args.prepare {
        let accounts = prepare(args, context).await?;
        return Ok(print(&accounts)?);
    }
    let mut stop = Box::pin(serve::stop_signal()?);
    let (mut config, folder) = boot::trial(&context.config)?;
    // No page of a demonstration is behind a public address.
    config.http.public_url = None;
    let listener = listen(args, &config).await?;
    // Taking the cohort in needs much more memory than serving it. A process of its own gives it back.
    let mut preparing = Preparing::begin(args, context, &config, folder.as_ref())?;
    let accounts = tokio::select! {
        accounts = preparing.end() => accounts?,
        // The folder is removed on the way out.
        () = &mut stop => return Ok(()),
    };
    let app = boot::app(&config, Purpose::Answer).await?;
    let mut out = io::stdout().lock();
    writeln!(out, "http://{}", listener.local_addr()?)?;
    out.write_all(&accounts)?;
    out.flush()?;
    drop(out);
    context.say("Ctrl-C ends it; nobody here is real");
    let served = serve::until(context, &config, app, listener, stop).await;
    drop(folder);
    served
}

/// The process that takes the cohort in. Dropped, it is ended.
struct Preparing(Child);

impl Preparing {
    fn begin(
        args: &Args,
        context: &Context,
        config: &Config,
        folder: Option<&TempDir>,
    ) -> Result<Self, CliError> {
        let failed = |error: io::Error| {
            CliError::failed(format!("a process cannot be started: {}", error.kind()))
        };
        let mut command = Command::new(std::env::current_exe().map_err(failed)?);
        command.args(["demo", "--prepare"]);
        command.args(["--patients", &args.patients.to_string()]);
        command.args(["--seed", &args.seed.to_string()]);
        command.arg("--data-dir").arg(&config.data_dir);
        if context.is_quiet {
            command.arg("--quiet");
        }
        if context.hides_progress {
            command.arg("--no-progress");
        }
        // The same settings, whatever file or flag they came from; the database under its one name.
        for entry in &config.entries {
            // A trial sends no e-mail, and what is shown of a secret is not the secret.
            if let Some((section, key)) = entry.key.split_once('.')
                && section != "mail"
                && !matches!(entry.key, "http.metrics_token" | "audit.key")
            {
                let name = format!("REDTHREAD_{section}__{key}").to_uppercase();
                command.env(name, &entry.shown);
            }
        }
        for name in ["DATABASE__URL", "DATABASE__URL_FILE", "DATABASE_URL_FILE"] {
            command.env_remove(format!("REDTHREAD_{name}"));
        }
        command.env_remove("REDTHREAD_AUDIT__KEY_FILE");
        command.env(
            "REDTHREAD_AUDIT__KEY",
            config.audit.exposed_key().unwrap_or_default(),
        );
        let url = config.database.url.exposed();
        command.env("REDTHREAD_DATABASE_URL", url.expose_secret());
        if let Some(folder) = folder {
            // What it writes meanwhile goes with the folder, should it be ended early.
            command.env("TMPDIR", folder.path());
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        Ok(Self(command.spawn().map_err(failed)?))
    }

    /// What it printed: the accounts, each in a line.
    async fn end(&mut self) -> Result<Vec<u8>, CliError> {
        let status = loop {
            match self.0.try_wait()? {
                Some(status) => break status,
                None => tokio::time::sleep(LOOK_EVERY).await,
            }
        };
        if !status.success() {
            // It has said why.
            return Err(CliError::Told);
        }
        let mut accounts = Vec::new();
        if let Some(mut out) = self.0.stdout.take() {
            out.read_to_end(&mut accounts)?;
        }
        Ok(accounts)
    }
}

impl Drop for Preparing {
    fn drop(&mut self) {
        // It has ended already when all went well.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Takes the cohort in and makes the accounts.
async fn prepare(args: &Args, context: &Context) -> Result<Vec<DemoAccount>, CliError> {
    let app = boot::app(&context.config, Purpose::Work).await?;
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

fn print(accounts: &[DemoAccount]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for account in accounts {
        let (role, name) = (account.role.code(), account.username);
        writeln!(out, "{role} {name} {}", account.password.expose_secret())?;
    }
    out.flush()
}
