//! Words that patients took back: the database is told to give up its old pages of them.

use std::time::Duration;

use tokio::sync::watch;

use super::running::{self, Backoff, sleep};
use crate::app::{App, AppError, story};

/// How often it is looked for what was taken back.
const EVERY: Duration = Duration::from_secs(30);

pub(super) async fn rounds(app: App, mut stopped: watch::Receiver<bool>) {
    let mut backoff = Backoff::default();
    while !running::is_over(&stopped) {
        let pause = match run_once(&app).await {
            Ok(_) => {
                backoff.reset();
                EVERY
            }
            Err(error) => {
                app.metrics.failed();
                tracing::error!(
                    code = error.code(),
                    "what was taken back could not be washed out; it is tried again"
                );
                EVERY.max(backoff.next())
            }
        };
        sleep(pause, &mut stopped).await;
    }
}

/// Washes out what was taken back since the last time; answers how many entries. Several instances at once
/// do no harm to each other.
///
/// # Errors
/// Whatever the database reports.
pub async fn run_once(app: &App) -> Result<usize, AppError> {
    story::scrub(app).await
}
