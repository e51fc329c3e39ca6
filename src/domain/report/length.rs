//! How long relationships last, and how long patients wait to be met: curves that a service may read.
//!
//! A step of a curve is a person's day. What is shown are points every so many days, shares in whole
//! hundredths and people in fives, of groups of at least ten of whom at least five reached the end.

use serde::{Deserialize, Serialize};

use crate::domain::survival::{Curve, Median, Watched};

/// Fewest of a group that a curve is drawn of.
pub const FEWEST: i64 = 10;

/// A curve as it may be shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Drawn {
    /// How many were watched, in fives.
    pub n: i64,
    /// How many ended, by kind of end, in fives.
    pub ended: [i64; 2],
    /// The median, in days.
    pub median: Median,
    /// The points.
    pub points: Vec<Point>,
}

/// A curve at one time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// Days.
    pub days: i64,
    /// How many are still watched, in fives.
    pub at_risk: i64,
    /// The share that lasts longer, in hundredths.
    pub lasting: i64,
    /// The lower end of its band.
    pub low: i64,
    /// The upper end.
    pub high: i64,
    /// The share that has ended, by kind of end.
    pub incidence: [i64; 2],
}

/// The curve of a group, at a point every `every` days up to `most`; `None` where the group is too small.
pub fn draw(watched: &[Watched], every: i64, most: i64) -> Option<Drawn> {
    let curve = Curve::of(watched);
    if curve.n < FEWEST || curve.ended[0] + curve.ended[1] < super::super::disclosure::FEWEST {
        return None;
    }
    let last = curve.longest().min(most) / every;
    let points = (0..=last).map(|place| point(&curve, place * every));
    Some(Drawn {
        n: fives(curve.n),
        ended: curve.ended.map(fives),
        median: curve.median(),
        // Beyond the last ten a curve says nothing of anybody else.
        points: points
            .take_while(|point| point.days == 0 || curve.at_risk(point.days) >= FEWEST)
            .collect(),
    })
}

fn point(curve: &Curve, days: i64) -> Point {
    let at_risk = fives(curve.at_risk(days));
    match curve.at(days) {
        None => Point {
            days,
            at_risk,
            lasting: 100,
            low: 100,
            high: 100,
            incidence: [0, 0],
        },
        Some(step) => Point {
            days,
            at_risk,
            lasting: hundredths(step.lasting),
            low: hundredths(step.low),
            high: hundredths(step.high),
            incidence: step.incidence.map(hundredths),
        },
    }
}

/// A count to the nearest multiple of five.
pub const fn fives(count: i64) -> i64 {
    (count + 2) / 5 * 5
}

#[expect(clippy::cast_possible_truncation, reason = "a share of one")]
fn hundredths(share: f64) -> i64 {
    (share * 100.0).round() as i64
}
