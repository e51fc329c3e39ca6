//! `redthread serve`: the service.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use tokio::net::TcpListener;

use super::{CliError, Context, EXIT_CODES};
use crate::app::evaluate::Share;
use crate::app::{App, uploads};
use crate::boot::{self, Purpose};
use crate::config::{self, Config};
use crate::http;
use crate::jobs;
use crate::telemetry;

/// Run the service until it is stopped: pages for people, the JSON API for programs
#[derive(Debug, clap::Args)]
#[command(after_help = format!(
    "Examples:\n  redthread serve\n  redthread serve --listen 0.0.0.0:8080\n\n\
     GET /         pages, for those who have an account\n\
     GET /healthz  200 while the process is alive\n\
     GET /readyz   200 when the database answers and its schema is up to date, else 503\n\
     GET /metrics  counts and times for operators (http.metrics_token)\n\n\
     Meanwhile it evaluates patients when something about them changed or their time has come, and checks\n\
     stored flags each night (worker.is_enabled).\n\n\
     SIGTERM or Ctrl-C stops it: requests under way are answered first, for ten seconds at most. An\n\
     import through the page that is under way is cut off; the same files again complete it.\n\n\
     {EXIT_CODES}"
))]
pub struct Args {
    /// The address and port to listen on; port 0 takes a free one [default: http.listen]
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<String>,
}

/// How long the database may take to be closed.
const CLOSING: Duration = Duration::from_secs(5);

/// Runs the command.
///
/// # Errors
/// When the database cannot be used or the address is taken.
pub async fn run(context: &Context) -> Result<(), CliError> {
    let app = boot::app(&context.config, Purpose::Answer).await?;
    let app = app.with_mailing(boot::mailing(&context.config)?);
    let stop = stop_signal()?;
    let listener = bind(context.config.http.listen).await?;
    until(context, &context.config, app, listener, stop).await
}

/// Takes an address.
///
/// # Errors
/// When it is in use, or not this machine's.
pub async fn bind(address: SocketAddr) -> Result<TcpListener, CliError> {
    TcpListener::bind(address)
        .await
        .map_err(|error| refused(address, &error))
}

/// Serves until the process is asked to stop, then puts things away.
///
/// # Errors
/// When the address cannot be listened on.
pub async fn until(
    context: &Context,
    config: &Config,
    app: App,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), CliError> {
    telemetry::tell_only_where_a_panic_happened();
    uploads::recover(&app).await?;
    let address = listener.local_addr()?;
    context.say(format_args!("listening on http://{address}"));
    if !address.ip().is_loopback() && !config.http.is_secure() {
        tracing::warn!(
            "passwords and records travel unprotected: put a proxy with TLS in front and set http.public_url"
        );
    }
    let site = http::Site::new(config.http.public_url.clone());
    let mail = jobs::mail::begin(&app);
    let boards = jobs::live::begin(&app);
    let worker = config
        .worker
        .is_enabled
        .then(|| jobs::evaluation::begin(&app, settings(config.worker)));
    let checkpoints = config
        .audit
        .checkpoint_every
        .map(|every| jobs::checkpoints::begin(&app, every));
    let server = http::Server::at(app.clone(), site)
        .in_development(config.http.is_development)
        .watched_by(watchers(&config.http));
    // Boards are told before, or their connections would outlast the grace period.
    let live = Arc::clone(&app.live);
    let stop = async move {
        stop.await;
        live.end();
    };
    let outcome = http::serve(listener, server, stop).await;
    boards.stop().await;
    if let Some(worker) = worker {
        worker.stop().await;
    }
    if let Some(mail) = mail {
        mail.stop().await;
    }
    if let Some(checkpoints) = checkpoints {
        checkpoints.stop().await;
    }
    uploads::stop(&app).await;
    // So that SQLite leaves one file; what still holds a connection ends with the process.
    let _ = tokio::time::timeout(CLOSING, app.db.close()).await;
    outcome.map_err(|error| refused(address, &error))?;
    context.say("stopped");
    Ok(())
}

fn settings(worker: config::Worker) -> jobs::evaluation::Settings {
    jobs::evaluation::Settings {
        interval: worker.interval,
        share: Share {
            batch: worker.batch,
            lease: TimeDelta::from_std(worker.lease).unwrap_or(TimeDelta::MAX),
        },
    }
}

fn watchers(http: &config::Http) -> http::Watchers {
    match &http.metrics_token {
        Some(token) => http::Watchers::Bearer(token.clone()),
        None if http.public_url.is_some() => http::Watchers::Nobody,
        None => http::Watchers::Local,
    }
}

fn refused(address: SocketAddr, error: &std::io::Error) -> CliError {
    CliError::failed(format!("{address} cannot be listened on: {}", error.kind()))
}

/// Done at Ctrl-C or SIGTERM. Both are heard from the moment this returns.
///
/// # Errors
/// When signals cannot be heard.
pub fn stop_signal() -> Result<impl Future<Output = ()> + Send + 'static, CliError> {
    use tokio::signal::unix::{SignalKind, signal};
    let heard = |kind| {
        signal(kind)
            .map_err(|error| CliError::failed(format!("signals cannot be heard: {}", error.kind())))
    };
    let mut terminate = heard(SignalKind::terminate())?;
    let mut interrupt = heard(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => (),
            _ = interrupt.recv() => (),
        }
    })
}
