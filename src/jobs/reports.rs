//! Reports that are made for each period that ends.

use std::time::Duration;

use tokio::sync::watch;

use super::running::{self, Backoff, sleep};
use crate::app::{App, AppError, report};
use crate::web::definition;

/// How often it is looked for a period that ended.
const EVERY: Duration = Duration::from_mins(5);

pub(super) async fn rounds(app: App, mut stopped: watch::Receiver<bool>) {
    let mut backoff = Backoff::default();
    while !running::is_over(&stopped) {
        let pause = match run_once(&app).await {
            Ok(kept) => {
                if kept > 0 {
                    tracing::info!(kept, "reports of periods that ended");
                }
                backoff.reset();
                EVERY
            }
            Err(error) => {
                app.metrics.failed();
                tracing::error!(
                    code = error.code(),
                    "reports could not be made; it is tried again"
                );
                EVERY.max(backoff.next())
            }
        };
        sleep(pause, &mut stopped).await;
    }
}

/// Makes the reports that are due and keeps them; answers how many. Several instances at once make each once.
///
/// # Errors
/// Whatever the database reports.
pub async fn run_once(app: &App) -> Result<u64, AppError> {
    report::saved::keep_due(app, definition).await
}
