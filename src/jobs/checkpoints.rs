//! Checkpoints of the audit log, while the service runs.

use std::time::Duration;

use chrono::TimeDelta;
use tokio::sync::watch;

use super::running::{self, Backoff, Running, sleep};
use crate::app::audit::checkpoint;
use crate::app::{Actor, App};

/// How often it is looked whether one is due: another instance may have made it.
const LOOK: Duration = Duration::from_mins(1);

/// Begins to make a checkpoint whenever the last one is older than `every`, for as long as the service
/// runs. Several instances may: each checkpoint is made by one of them.
pub fn begin(app: &App, every: Duration) -> Running {
    let (stop, stopped) = watch::channel(false);
    let work = tokio::spawn(rounds(app.clone(), every, stopped));
    Running::new(stop, vec![work])
}

async fn rounds(app: App, every: Duration, mut stopped: watch::Receiver<bool>) {
    let mut backoff = Backoff::default();
    let since = TimeDelta::from_std(every).unwrap_or(TimeDelta::MAX);
    while !running::is_over(&stopped) {
        let pause = match checkpoint::make(&app, &Actor::System, Some(since)).await {
            Ok(_) => {
                backoff.reset();
                LOOK.min(every)
            }
            Err(error) => {
                app.metrics.failed();
                tracing::error!(
                    code = error.code(),
                    "a checkpoint of the audit log failed; it is tried again"
                );
                LOOK.max(backoff.next())
            }
        };
        sleep(pause, &mut stopped).await;
    }
}
