//! E-mail, for as long as the service runs.

use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::{digest, outbox};
use crate::app::{App, AppError, outbox as letters};

/// How often it is looked for what is due.
const EVERY: Duration = Duration::from_secs(15);

/// Rounds after which the outbox is tidied: once an hour.
const TIDY_EVERY: u64 = 240;

/// How long a letter that is under way may take after the service was asked to stop.
const GRACE: Duration = Duration::from_secs(10);

/// The work, under way.
#[derive(Debug)]
pub struct Running {
    stop: watch::Sender<bool>,
    work: JoinHandle<()>,
}

/// Begins; `None` where no e-mail leaves.
pub fn begin(app: &App) -> Option<Running> {
    if !app.mailing.is_on() {
        return None;
    }
    let (stop, stopped) = watch::channel(false);
    let work = tokio::spawn(rounds(app.clone(), stopped));
    Some(Running { stop, work })
}

impl Running {
    /// Begins no other round, and waits for the one under way, for ten seconds at most. A letter that is
    /// cut off is sent again by whoever comes next.
    pub async fn stop(mut self) {
        let _ = self.stop.send(true);
        if tokio::time::timeout(GRACE, &mut self.work).await.is_err() {
            self.work.abort();
        }
    }
}

async fn rounds(app: App, mut stopped: watch::Receiver<bool>) {
    for round in 0_u64.. {
        if let Err(error) = once(&app, round).await {
            tracing::error!(code = error.code(), "a round of e-mail failed");
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stopped.wait_for(|is_over| *is_over) => return,
        }
    }
}

async fn once(app: &App, round: u64) -> Result<(), AppError> {
    let due = digest::run_once(app).await?;
    let tally = outbox::run_once(app).await?;
    if due + tally.sent + tally.deferred + tally.given_up > 0 {
        tracing::info!(
            due,
            sent = tally.sent,
            deferred = tally.deferred,
            given_up = tally.given_up,
            "e-mail"
        );
    }
    if round.is_multiple_of(TIDY_EVERY) {
        letters::tidy(app).await?;
    }
    Ok(())
}
