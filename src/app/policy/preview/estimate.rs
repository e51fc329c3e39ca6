//! The quick answer: some patients drawn by lot, and what that says of everyone.

use std::sync::Arc;

use futures_util::future::try_join_all;

use super::{Count, Look};
use crate::app::policy::Wish;
use crate::app::{Actor, App, AppError};
use crate::domain::flags::policy::preview::{Difference, Estimate, Tally, scaled};
use crate::domain::vocabulary::Severity;
use crate::store::previews;

/// Patients that are drawn.
pub const SAMPLE: u64 = 2_000;
/// Patients that one task reads and judges at a time.
const PAGE: usize = 250;

/// What a sample says of everyone within reach.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimated {
    /// Patients within reach of the change.
    pub everyone: u64,
    /// Patients drawn.
    pub sample: u64,
    /// By rule and severity, where something would change.
    pub rows: Vec<EstimatedRow>,
}

impl Estimated {
    /// Whether everyone was drawn, so that nothing is estimated.
    pub const fn is_exact(&self) -> bool {
        self.sample >= self.everyone
    }
}

/// Flags of one rule and severity among everyone, about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EstimatedRow {
    /// The rule's code.
    pub code: &'static str,
    /// How soon someone should look.
    pub severity: Severity,
    /// Flags now.
    pub now: Scaled,
    /// Flags that would appear.
    pub appear: Scaled,
    /// Flags that would disappear.
    pub disappear: Scaled,
}

/// An estimate as it may be shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scaled {
    /// About so many; hidden when few.
    pub about: Count,
    /// Hardly fewer.
    pub from: Count,
    /// Hardly more.
    pub to: Count,
}

/// What a change would change, judged by at most [`SAMPLE`] patients.
///
/// # Errors
/// Those of [`set`](super::super::set), but for what is said of the reason.
pub async fn estimate(app: &App, actor: &Actor, wish: &Wish) -> Result<Estimated, AppError> {
    let look = Arc::new(Look::new(app, actor, wish).await?);
    let read = &app.db.read;
    let everyone = previews::count(read, &look.reached, look.at).await?;
    let drawn = previews::sample(read, &look.reached, look.at, SAMPLE).await?;
    let pages = drawn
        .chunks(PAGE)
        .map(|page| tokio::spawn(Arc::clone(&look).over(page.to_vec())));
    let pages = try_join_all(pages)
        .await
        .map_err(|_| AppError::Internal("a preview broke off"))?;
    let mut difference = Difference::default();
    for page in pages {
        difference.merge(page?);
    }
    let sample = difference.patients;
    let everyone = everyone.max(sample);
    let scaled = |tally: Tally| Scaled::of(scaled(tally, sample, everyone));
    let rows = difference
        .rows()
        .filter(|(_, _, turnover)| turnover.appear.flags + turnover.disappear.flags > 0)
        .map(|(code, severity, turnover)| EstimatedRow {
            code,
            severity,
            now: scaled(turnover.now),
            appear: scaled(turnover.appear),
            disappear: scaled(turnover.disappear),
        });
    Ok(Estimated {
        everyone,
        sample,
        rows: rows.collect(),
    })
}

impl Scaled {
    fn of(estimate: Estimate) -> Self {
        Self {
            about: Count(whole(estimate.about)),
            from: Count(whole(estimate.from.floor())),
            to: Count(whole(estimate.to.ceil())),
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number of flags: never negative, and far below what an integer holds"
)]
fn whole(number: f64) -> u64 {
    number.round().max(0.0) as u64
}
