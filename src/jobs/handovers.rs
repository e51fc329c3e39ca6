//! Handovers that nobody acknowledged in time: the pool is told once, and what it did not help expires.

use std::time::Duration;

use tokio::sync::watch;

use super::guests;
use super::running::{self, Backoff, sleep};
use crate::app::handovers::{self, Lapsed};
use crate::app::{App, AppError, notices};

/// How often it is looked for what is due.
const EVERY: Duration = Duration::from_secs(30);

/// Rounds after which old notices are forgotten: once an hour.
const TIDY_EVERY: u64 = 120;

pub(super) async fn rounds(app: App, mut stopped: watch::Receiver<bool>) {
    let mut backoff = Backoff::default();
    for round in 0_u64.. {
        if running::is_over(&stopped) {
            return;
        }
        let pause = match once(&app, round).await {
            Ok(()) => {
                backoff.reset();
                EVERY
            }
            Err(error) => {
                app.metrics.failed();
                tracing::error!(
                    code = error.code(),
                    "overdue handovers and guests could not be looked at; it is tried again"
                );
                EVERY.max(backoff.next())
            }
        };
        sleep(pause, &mut stopped).await;
    }
}

async fn once(app: &App, round: u64) -> Result<(), AppError> {
    let lapsed = run_once(app).await?;
    if lapsed.escalated + lapsed.expired > 0 {
        tracing::info!(
            escalated = lapsed.escalated,
            expired = lapsed.expired,
            "overdue handovers"
        );
    }
    let ended = guests::run_once(app).await?;
    if ended > 0 {
        tracing::info!(ended, "guests whose day is over");
    }
    if round.is_multiple_of(TIDY_EVERY) {
        notices::tidy(app).await?;
    }
    Ok(())
}

/// Tells pools of what is overdue, and lets expire what was offered too long ago. Several instances at
/// once do each of it once.
///
/// # Errors
/// Whatever the database reports.
pub async fn run_once(app: &App) -> Result<Lapsed, AppError> {
    handovers::lapse(app).await
}
