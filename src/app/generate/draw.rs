//! Chance, seeded: every draw of the cohort comes from here.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Exp1, StandardNormal};

/// What a stream of draws is for. Each area has streams of its own, so that a change to one does
/// not move the draws of another.
#[derive(Debug, Clone, Copy)]
pub(super) enum Area {
    /// Who works where at a site.
    Site = 1,
    /// The names of a site's professionals.
    Staff = 2,
    /// One patient's life.
    Patient = 3,
    /// What was recorded of it, and when.
    Recording = 4,
    /// What one patient went through and said besides: compulsion, plans, requests, scores, stories.
    Voice = 5,
}

/// A stream of draws.
#[derive(Debug, Clone)]
pub(super) struct Draw(ChaCha8Rng);

impl Draw {
    /// The stream of one area and index: the same for the same seed, and independent of all others.
    pub(super) fn new(seed: u64, area: Area, index: u64) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        key[8..16].copy_from_slice(&index.to_le_bytes());
        key[16..24].copy_from_slice(&(area as u64).to_le_bytes());
        Self(ChaCha8Rng::from_seed(key))
    }

    /// True with probability `p`.
    pub(super) fn chance(&mut self, p: f64) -> bool {
        self.0.random::<f64>() < p
    }

    /// A whole number from `low` to `high`, both included; `low` when the range is empty.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        if low >= high {
            low
        } else {
            self.0.random_range(low..=high)
        }
    }

    /// A minute of the day from `low` to `high`, on the quarter of an hour.
    pub(super) fn minute(&mut self, low: u16, high: u16) -> u32 {
        u32::from(self.0.random_range(low / 15..=high.max(low) / 15)) * 15
    }

    /// One of the items, all equally likely.
    pub(super) fn pick<T: Copy>(&mut self, items: &[T]) -> Option<T> {
        let last = i64::try_from(items.len()).ok()?.checked_sub(1)?;
        let index = usize::try_from(self.between(0, last)).ok()?;
        items.get(index).copied()
    }

    /// One of the items, by weight; the first when all weights are used up by rounding.
    pub(super) fn weighted<T: Copy>(&mut self, items: &[(T, f64)]) -> Option<T> {
        let total: f64 = items.iter().map(|(_, weight)| weight).sum();
        let mut left = self.0.random::<f64>() * total;
        for (item, weight) in items {
            if left < *weight {
                return Some(*item);
            }
            left -= weight;
        }
        items.first().map(|(item, _)| *item)
    }

    /// A normal draw.
    pub(super) fn normal(&mut self, mean: f64, deviation: f64) -> f64 {
        mean + deviation * self.0.sample::<f64, _>(StandardNormal)
    }

    /// A number from 0 up to `most`, all equally likely.
    pub(super) fn up_to(&mut self, most: f64) -> f64 {
        self.0.random::<f64>() * most
    }

    /// A lognormal draw: `exp(N(mu, sigma))`.
    pub(super) fn lognormal(&mut self, mu: f64, sigma: f64) -> f64 {
        self.normal(mu, sigma).exp()
    }

    /// An exponential draw with this mean.
    pub(super) fn exponential(&mut self, mean: f64) -> f64 {
        self.0.sample::<f64, _>(Exp1) * mean
    }

    /// A Poisson draw: how many exponential waits fit into `mean`. Meant for small means.
    pub(super) fn poisson(&mut self, mean: f64) -> usize {
        let mut left = mean;
        let mut count = 0;
        loop {
            left -= self.exponential(1.0);
            if left < 0.0 {
                return count;
            }
            count += 1;
        }
    }

    /// A negative binomial draw of shape 3: a Poisson whose mean is itself drawn from a gamma
    /// distribution of shape 3.
    pub(super) fn negative_binomial_3(&mut self, mean: f64) -> usize {
        let rate: f64 = (0..3).map(|_| self.exponential(mean / 3.0)).sum();
        self.poisson(rate)
    }
}

/// The whole part of a draw that is known to be small.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a saturating cast of a bounded draw is what is meant"
)]
pub(super) fn whole(x: f64) -> i64 {
    x as i64
}
