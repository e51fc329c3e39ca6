//! The check of stored flags, each night at half past four: an hour that every clock shows, and shows
//! once.

use std::time::Duration;

use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;
use tokio::sync::watch;

use super::running::{self, Backoff, sleep};
use crate::app::evaluate::{self, Checked};
use crate::app::{App, AppError};
use crate::domain::time::{self, Instant};

/// How often it is looked whether it is time: also how soon a check is taken over that was cut off.
const EVERY: Duration = Duration::from_mins(1);

/// The local date whose check is due at an instant: today's from half past four on, until then
/// yesterday's.
pub fn due_on(now: Instant, zone: Tz) -> NaiveDate {
    let today = time::local_date(now, zone);
    let hour = NaiveTime::from_hms_opt(4, 30, 0).unwrap_or(NaiveTime::MIN);
    if now >= time::clock_on(today, hour, zone) {
        today
    } else {
        time::add_days(today, -1)
    }
}

pub(super) async fn nights(app: App, mut stopped: watch::Receiver<bool>) {
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
                    "the check of flags failed; it is tried again"
                );
                EVERY.max(backoff.next())
            }
        };
        sleep(pause, &mut stopped).await;
    }
}

/// Makes the check that is due, unless it was made or another instance makes it. A night that nobody was
/// there for is made up for when somebody is.
///
/// # Errors
/// Whatever the database reports.
pub async fn run_once(app: &App) -> Result<Option<Checked>, AppError> {
    evaluate::check_of(app, due_on(app.clock.now(), app.zone)).await
}
