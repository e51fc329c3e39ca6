//! Where an instant lies on a timeline: pieces of time at one scale, with breaks for empty years.

use crate::domain::time::Instant;

/// A piece of time that is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Segment {
    /// Its start.
    pub from: Instant,
    /// Its end; later than its start.
    pub to: Instant,
    /// Where it begins, in 0..1 of the width.
    pub start: f64,
    /// Where it ends, in 0..1 of the width.
    pub end: f64,
}

/// Pieces of time from left to right; between two of them lies a break of empty years.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// At least one, in order.
    pub segments: Vec<Segment>,
}
