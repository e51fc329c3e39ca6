//! How long something lasts, told also by those of whom the end was not seen.
//!
//! Kaplan-Meier with Greenwood's variance, and confidence bands on the scale of log(-log S): they stay
//! between 0 and 1, and hold their level in small groups better than plain ones (Kalbfleisch & Prentice,
//! The Statistical Analysis of Failure Time Data, 2nd ed. 2002, 1.4). Ends of several kinds are told apart
//! by cumulative incidence after Aalen and Johansen, never as 1 - KM of one kind, which would speak of a
//! world in which the other kinds do not happen.

use serde::{Deserialize, Serialize};

use super::report::float;

/// The quantile of the normal distribution for 95 % bands.
const Z: f64 = 1.959_963_984_540_054;

/// One thing that was watched: for how many days, and the kind of its end; `None` where it was not seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Watched {
    /// Days.
    pub days: i64,
    /// The kind of end, by place: 0 or 1.
    pub end: Option<usize>,
}

/// The curve just after one time at which something ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// Days.
    pub days: i64,
    /// How many were watched just before.
    pub at_risk: i64,
    /// How many ended.
    pub ended: i64,
    /// The share that lasts longer.
    pub lasting: f64,
    /// Greenwood's standard error of it.
    pub error: f64,
    /// The lower end of its band.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// The share that has ended, by kind of end.
    pub incidence: [f64; 2],
}

/// A median and its interval; an end that was not reached is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Median {
    /// The first day by which at most half last longer.
    pub days: Option<i64>,
    /// The first day by which the band's lower end is at most half.
    pub low: Option<i64>,
    /// The first day by which its upper end is.
    pub high: Option<i64>,
}

/// A curve.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Curve {
    /// How many were watched.
    pub n: i64,
    /// How many ended, by kind of end.
    pub ended: [i64; 2],
    /// The times at which something ended, in order.
    pub steps: Vec<Step>,
    /// For how long each was watched, in order.
    days: Vec<i64>,
}

impl Curve {
    /// The curve of what was watched, in any order.
    pub fn of(watched: &[Watched]) -> Self {
        let mut watched = watched.to_vec();
        watched.sort_unstable();
        let mut curve = Self {
            n: count(watched.len()),
            days: watched.iter().map(|one| one.days).collect(),
            ..Self::default()
        };
        let (mut at_risk, mut lasting, mut greenwood) = (curve.n, 1.0, 0.0);
        let mut incidence = [0.0; 2];
        for day in watched.chunk_by(|a, b| a.days == b.days) {
            let of_kind = |kind| count(day.iter().filter(|one| one.end == Some(kind)).count());
            let kinds = [of_kind(0), of_kind(1)];
            let ended = kinds[0] + kinds[1];
            if ended > 0 {
                let before = lasting;
                let (risk, gone) = (float(at_risk), float(ended));
                lasting *= 1.0 - gone / risk;
                greenwood += gone / (risk * (risk - gone));
                for (kind, gone) in kinds.into_iter().enumerate() {
                    incidence[kind] += before * float(gone) / risk;
                    curve.ended[kind] += gone;
                }
                curve.steps.push(step(
                    day[0].days,
                    at_risk,
                    ended,
                    lasting,
                    greenwood,
                    incidence,
                ));
            }
            at_risk -= count(day.len());
        }
        curve
    }

    /// The median and its interval (Brookmeyer & Crowley, Biometrics 1982;38:29, on the same scale).
    pub fn median(&self) -> Median {
        // A product of fractions misses one half by rounding only.
        let first = |value: fn(&Step) -> f64| {
            let mut steps = self.steps.iter();
            let step = steps.find(|step| value(step) <= 0.5 + 1e-12)?;
            Some(step.days)
        };
        Median {
            days: first(|step| step.lasting),
            low: first(|step| step.low),
            high: first(|step| step.high),
        }
    }

    /// The last step by a day; `None` before the first.
    pub fn at(&self, days: i64) -> Option<&Step> {
        let place = self.steps.partition_point(|step| step.days <= days);
        place.checked_sub(1).map(|place| &self.steps[place])
    }

    /// How many are still watched on a day.
    pub fn at_risk(&self, days: i64) -> i64 {
        count(self.days.len() - self.days.partition_point(|watched| *watched < days))
    }

    /// For how long anything was watched at most.
    pub fn longest(&self) -> i64 {
        self.days.last().copied().unwrap_or(0)
    }
}

fn step(
    days: i64,
    at_risk: i64,
    ended: i64,
    lasting: f64,
    greenwood: f64,
    incidence: [f64; 2],
) -> Step {
    let (low, high) = if lasting > 0.0 && lasting < 1.0 {
        let spread = Z * greenwood.sqrt() / lasting.ln().abs();
        (lasting.powf(spread.exp()), lasting.powf((-spread).exp()))
    } else {
        // When the last one ended the variance is not defined; so the band is as wide as it can be.
        (0.0, if lasting > 0.0 { 1.0 } else { 0.0 })
    };
    Step {
        days,
        at_risk,
        ended,
        lasting,
        error: if lasting > 0.0 {
            lasting * greenwood.sqrt()
        } else {
            0.0
        },
        low,
        high,
        incidence,
    }
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
