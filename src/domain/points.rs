//! Scores: exact to a thousandth, so that what is stored, exported and read again is the same.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A score of an instrument, in thousandths of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Points(i64);

/// Why a text is no score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a score; accepted: a number such as 31.4, at most three decimals, below a million")]
pub struct NoScore;

/// Thousandths in a point.
const SCALE: i64 = 1000;
/// A score beyond this is a slip.
const LARGEST: i64 = 1_000_000;

impl Points {
    /// A score of so many thousandths of a point.
    pub const fn from_thousandths(thousandths: i64) -> Self {
        Self(thousandths)
    }

    /// The score in thousandths of a point.
    pub const fn thousandths(self) -> i64 {
        self.0
    }

    /// The score as a number.
    #[expect(
        clippy::cast_precision_loss,
        reason = "below 10^9, where every integer is exact"
    )]
    pub fn value(self) -> f64 {
        self.0 as f64 / SCALE as f64
    }
}

impl FromStr for Points {
    type Err = NoScore;

    fn from_str(text: &str) -> Result<Self, NoScore> {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || decimals.len() > 3 || !is_number(whole) || !is_number(decimals) {
            return Err(NoScore);
        }
        let points: i64 = whole.parse().map_err(|_| NoScore)?;
        let thousandths: i64 = format!("{decimals:0<3}").parse().map_err(|_| NoScore)?;
        if points >= LARGEST {
            return Err(NoScore);
        }
        Ok(Self(sign * (points * SCALE + thousandths)))
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, rest) = (self.0.abs() / SCALE, self.0.abs() % SCALE);
        if rest == 0 {
            return write!(f, "{sign}{whole}");
        }
        let decimals = format!("{rest:03}");
        write!(f, "{sign}{whole}.{}", decimals.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_read_as_they_are_written() {
        for text in ["0", "31.4", "38.125", "-2", "-0.5", "999999.999"] {
            let points: Points = text.parse().unwrap();
            assert_eq!(points.to_string(), text);
        }
        assert_eq!("31.40".parse::<Points>().unwrap().to_string(), "31.4");
        for text in ["", ".", "1.2345", "1,5", "1e3", "--1", "+1", "1000000", "x"] {
            assert_eq!(text.parse::<Points>(), Err(NoScore), "{text}");
        }
    }
}
