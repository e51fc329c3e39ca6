//! Evaluating patients when something about them changed or their time has come.

use std::time::Duration;

use tokio::sync::watch;

use super::running::{Backoff, Running, sleep};
use super::{checking, handovers, reports, running, story};
use crate::app::evaluate::{self, Kept, Share, Turn};
use crate::app::{App, AppError};

/// How the worker works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// After how long it looks again when nobody is due before.
    pub interval: Duration,
    /// How much it takes at a time.
    pub share: Share,
}

/// What a round did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Round {
    /// Batches that were claimed.
    pub batches: u64,
    /// What was stored.
    pub kept: Kept,
    /// Patients who could not be evaluated.
    pub failed: u64,
}

impl Round {
    fn add(&mut self, turn: Turn) {
        self.batches += 1;
        self.kept = self.kept.and(turn.kept);
        self.failed += turn.failed;
    }
}

/// Begins to evaluate whoever is due, to check stored flags each night, to look after overdue
/// handovers, to wash out what patients took back and to make reports of periods that ended, for as long as the
/// service runs.
pub fn begin(app: &App, settings: Settings) -> Running {
    let (stop, stopped) = watch::channel(false);
    let work = tokio::spawn(rounds(app.clone(), settings, stopped.clone()));
    let check = tokio::spawn(checking::nights(app.clone(), stopped.clone()));
    let handovers = tokio::spawn(handovers::rounds(app.clone(), stopped.clone()));
    let story = tokio::spawn(story::rounds(app.clone(), stopped.clone()));
    let reports = tokio::spawn(reports::rounds(app.clone(), stopped));
    Running::new(stop, vec![work, check, handovers, story, reports])
}

async fn rounds(app: App, settings: Settings, mut stopped: watch::Receiver<bool>) {
    let mut backoff = Backoff::default();
    while !running::is_over(&stopped) {
        let outcome = match once(&app, settings.share, &stopped).await {
            Ok(_) => pause(&app, settings.interval).await,
            Err(error) => Err(error),
        };
        let pause = match outcome {
            Ok(pause) => {
                backoff.reset();
                pause
            }
            Err(error) => {
                app.metrics.failed();
                let pause = backoff.next();
                let (code, seconds) = (error.code(), pause.as_secs());
                tracing::error!(
                    code,
                    seconds,
                    "a round of evaluation failed; it is tried again"
                );
                pause
            }
        };
        sleep(pause, &mut stopped).await;
    }
}

/// Evaluates whoever is due now and nobody else works on.
///
/// # Errors
/// Whatever the database reports.
pub async fn run_once(app: &App, share: Share) -> Result<Round, AppError> {
    let (_stop, stopped) = watch::channel(false);
    once(app, share, &stopped).await
}

async fn once(app: &App, share: Share, stopped: &watch::Receiver<bool>) -> Result<Round, AppError> {
    let mut round = Round::default();
    while !running::is_over(stopped) {
        let Some(taken) = evaluate::take(app, share).await? else {
            break;
        };
        round.add(evaluate::settle(app, taken).await?);
    }
    if round.batches > 0 {
        tracing::debug!(
            patients = round.kept.patients,
            batches = round.batches,
            failed = round.failed,
            "evaluated who was due"
        );
    }
    Ok(round)
}

/// Until somebody is due by time, or the interval is over.
async fn pause(app: &App, interval: Duration) -> Result<Duration, AppError> {
    let next = evaluate::next_due(app).await?;
    let until = next.map(|next| (next - app.clock.now()).to_std().unwrap_or_default());
    Ok(until.map_or(interval, |until| until.min(interval)))
}
