//! Work that goes on until the service ends.

use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How long work that is under way may take after the service was asked to stop.
const GRACE: Duration = Duration::from_secs(10);

/// The longest pause after failures.
const LONGEST: Duration = Duration::from_mins(1);

/// Work, under way.
#[derive(Debug)]
pub struct Running {
    stop: watch::Sender<bool>,
    work: Vec<JoinHandle<()>>,
}

impl Running {
    pub(super) const fn new(stop: watch::Sender<bool>, work: Vec<JoinHandle<()>>) -> Self {
        Self { stop, work }
    }

    /// Begins nothing more, and waits for what is under way, for ten seconds at most. What is cut off is
    /// done by whoever comes next.
    pub async fn stop(mut self) {
        let _ = self.stop.send(true);
        let all = futures_util::future::join_all(self.work.iter_mut());
        if tokio::time::timeout(GRACE, all).await.is_err() {
            self.work.iter().for_each(JoinHandle::abort);
        }
    }
}

/// Whether the service is to end, or has.
pub(super) fn is_over(stopped: &watch::Receiver<bool>) -> bool {
    *stopped.borrow() || stopped.has_changed().is_err()
}

/// Waits, but not beyond the end of the service.
pub(super) async fn sleep(pause: Duration, stopped: &mut watch::Receiver<bool>) {
    tokio::select! {
        () = tokio::time::sleep(pause) => {}
        _ = stopped.wait_for(|is_over| *is_over) => {}
    }
}

/// Pauses after failures: twice as long each time, from a second to a minute.
#[derive(Debug, Default)]
pub(super) struct Backoff(u32);

impl Backoff {
    pub fn next(&mut self) -> Duration {
        let pause = Duration::from_secs(1 << self.0.min(6)).min(LONGEST);
        self.0 = self.0.saturating_add(1);
        pause
    }

    pub const fn reset(&mut self) {
        self.0 = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_a_minute_and_begin_anew() {
        let mut backoff = Backoff::default();
        let pauses: Vec<u64> = (0..9).map(|_| backoff.next().as_secs()).collect();
        assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
        backoff.reset();
        assert_eq!(backoff.next().as_secs(), 1);
    }
}
