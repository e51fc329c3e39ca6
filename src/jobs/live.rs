//! Telling open boards what was committed, by this instance or another.

use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::running::{self, Backoff, Running, sleep};
use crate::app::live::{self, LOOK, Listener, Told};
use crate::app::{App, AppError};

/// How often it is looked all the same where changes are told: a connection can die without a word.
const ALL_THE_SAME: Duration = Duration::from_secs(15);

/// How often old changes are forgotten.
const FORGET: Duration = Duration::from_mins(5);

/// Begins to tell, for as long as the service runs.
pub fn begin(app: &App) -> Running {
    let (stop, stopped) = watch::channel(false);
    Running::new(stop, vec![tokio::spawn(rounds(app.clone(), stopped))])
}

async fn rounds(app: App, mut stopped: watch::Receiver<bool>) {
    let mut backoff = Backoff::default();
    let mut told = Told::default();
    while !running::is_over(&stopped) {
        if let Err(error) = listen(&app, &mut told, &mut backoff, &mut stopped).await {
            app.metrics.failed();
            tracing::error!(
                code = error.code(),
                "boards hear no changes; it is tried again"
            );
            sleep(backoff.next(), &mut stopped).await;
        }
    }
    app.live.end();
}

async fn listen(
    app: &App,
    told: &mut Told,
    backoff: &mut Backoff,
    stopped: &mut watch::Receiver<bool>,
) -> Result<(), AppError> {
    let mut listener = Listener::begin(&app.db).await?;
    let pause = if listener.is_told() {
        ALL_THE_SAME
    } else {
        LOOK
    };
    let mut forgotten = Instant::now();
    while !running::is_over(stopped) {
        live::tell(app, told).await?;
        backoff.reset();
        if forgotten.elapsed() > FORGET {
            live::forget(app).await?;
            forgotten = Instant::now();
        }
        tokio::select! {
            heard = listener.next() => heard?,
            () = sleep(pause, stopped) => {}
        }
    }
    Ok(())
}
