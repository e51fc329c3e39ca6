//! `redthread serve`: the service.

use tokio::net::TcpListener;

use super::{CliError, Context, EXIT_CODES};
use crate::boot::{self, Purpose};
use crate::http;
use crate::telemetry;

/// Run the service until it is stopped; so far it answers health checks
#[derive(Debug, clap::Args)]
#[command(after_help = format!(
    "Examples:\n  redthread serve\n  redthread serve --listen 0.0.0.0:8080\n\n\
     GET /healthz  200 while the process is alive\n\
     GET /readyz   200 when the database answers and its schema is up to date, else 503\n\n\
     SIGTERM or Ctrl-C stops it: requests under way are answered first, for ten seconds at most.\n\n\
     {EXIT_CODES}"
))]
pub struct Args {
    /// The address and port to listen on; port 0 takes a free one [default: http.listen]
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<String>,
}

/// Runs the command.
///
/// # Errors
/// When the database cannot be used or the address is taken.
pub async fn run(context: &Context) -> Result<(), CliError> {
    let app = boot::app(&context.config, Purpose::Answer).await?;
    listen(context, app).await
}

/// Serves until the process is asked to stop.
///
/// # Errors
/// When the address cannot be listened on.
pub async fn listen(context: &Context, app: crate::app::App) -> Result<(), CliError> {
    let wanted = context.config.http.listen;
    let refused = |error: std::io::Error| {
        CliError::failed(format!("{wanted} cannot be listened on: {}", error.kind()))
    };
    telemetry::tell_only_where_a_panic_happened();
    let stop = stop_signal().map_err(refused)?;
    let listener = TcpListener::bind(wanted).await.map_err(refused)?;
    let address = listener.local_addr().map_err(refused)?;
    context.say(format_args!("listening on http://{address}"));
    let site = http::Site::new(context.config.http.public_url.clone());
    let server = http::Server::at(app, site).in_development(context.config.http.is_development);
    http::serve(listener, server, stop).await.map_err(refused)?;
    context.say("stopped");
    Ok(())
}

/// Done at Ctrl-C or SIGTERM. Both are heard from the moment this returns.
fn stop_signal() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => (),
            _ = interrupt.recv() => (),
        }
    })
}
