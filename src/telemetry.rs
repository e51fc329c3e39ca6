//! Logs: to standard error, because standard output belongs to answers. Never SQL and never the
//! values of a record; the database's own statement log is off.

use tracing_subscriber::EnvFilter;

use crate::config::{Log, LogFormat};

/// Starts logging for this process: errors only when it is to be quiet. A second call changes
/// nothing.
pub fn start(log: &Log, is_quiet: bool) {
    let filter = if is_quiet { "error" } else { &log.filter };
    let builder = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(filter))
        .with_writer(std::io::stderr);
    let started = match log.format {
        LogFormat::Text => builder.with_ansi(false).try_init(),
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
    };
    if started.is_err() {
        tracing::debug!("logging was started before");
    }
}

/// Tells where a panic happened and not what it said: its words may hold a value of a record.
pub fn tell_only_where_a_panic_happened() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place = place.as_deref().unwrap_or("unknown"), "panicked");
    }));
}
