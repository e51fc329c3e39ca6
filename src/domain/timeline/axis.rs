//! Where an instant lies on a timeline: pieces of time at one scale, with breaks for empty years.
//!
//! A year is empty when nothing happened in it: no contact, shift, handover, decision or review, no
//! beginning or end of anything, and no treatment period going on. A relationship that lasts while
//! nothing happens does not fill a year: its line runs through the break, which is how a thread that
//! was never cut and never touched should look. Only whole calendar years of the service's clock
//! are left out, whatever the filter, so that filtering never moves what stays.

use chrono::{Datelike, NaiveDate};
use chrono_tz::Tz;

use crate::domain::time::{self, Instant};

/// Width of a break, unless there are so many that they would take more than [`BREAKS_AT_MOST`].
const BREAK_WIDTH: f64 = 0.02;
/// Width of all breaks together, at most.
const BREAKS_AT_MOST: f64 = 0.3;

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

/// Empty years that are left out, between two segments or at an end of the axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Break {
    /// The first year left out.
    pub first_year: i32,
    /// How many, at least one.
    pub years: u32,
    /// Where it begins, in 0..1 of the width.
    pub start: f64,
    /// Where it ends, in 0..1 of the width.
    pub end: f64,
}

/// Pieces of time from left to right.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// At least one, in order.
    pub segments: Vec<Segment>,
    /// In order; each touches the segments beside it.
    pub breaks: Vec<Break>,
    /// The clock by which its days begin: the service's.
    pub zone: Tz,
}

/// A segment or a break, before it has a place.
struct Piece {
    from: Instant,
    to: Instant,
    /// First year and number of years, of a break.
    left_out: Option<(i32, u32)>,
}

impl Axis {
    /// The dates `[from, to)`, without the years that `is_empty` says nothing of. Where every year
    /// is empty, there is nothing to make room for, and all of them are shown.
    pub(super) fn new(
        from: NaiveDate,
        to: NaiveDate,
        zone: Tz,
        is_empty: impl Fn(i32) -> bool,
    ) -> Self {
        let mut pieces = pieces(from, to, zone, is_empty);
        if pieces.iter().all(|piece| piece.left_out.is_some()) {
            pieces = self::pieces(from, to, zone, |_| false);
        }
        Self::of(&pieces, zone)
    }

    fn of(pieces: &[Piece], zone: Tz) -> Self {
        let breaks = pieces.iter().filter(|p| p.left_out.is_some()).count();
        let width = if breaks == 0 {
            0.0
        } else {
            BREAK_WIDTH.min(BREAKS_AT_MOST / float(breaks))
        };
        let drawn: f64 = pieces
            .iter()
            .filter(|p| p.left_out.is_none())
            .map(|p| seconds(p.from, p.to))
            .sum();
        let scale = (1.0 - width * float(breaks)) / drawn;
        let mut axis = Self {
            segments: Vec::new(),
            breaks: Vec::new(),
            zone,
        };
        let mut start = 0.0;
        for (place, piece) in pieces.iter().enumerate() {
            let is_last = place + 1 == pieces.len();
            let length = piece
                .left_out
                .map_or_else(|| seconds(piece.from, piece.to) * scale, |_| width);
            let end = if is_last { 1.0 } else { start + length };
            match piece.left_out {
                Some((first_year, years)) => axis.breaks.push(Break {
                    first_year,
                    years,
                    start,
                    end,
                }),
                None => axis.segments.push(Segment {
                    from: piece.from,
                    to: piece.to,
                    start,
                    end,
                }),
            }
            start = end;
        }
        axis
    }

    /// Where an instant lies, in 0..1 of the width: never further left than an earlier one. Before
    /// the window 0, after it 1, in a break its middle.
    pub fn place(&self, at: Instant) -> f64 {
        let next = self.segments.partition_point(|segment| segment.to <= at);
        let Some(segment) = self.segments.get(next) else {
            return 1.0_f64.min(self.end_after(next, at));
        };
        if at >= segment.from {
            let share = seconds(segment.from, at) / seconds(segment.from, segment.to);
            return segment.start + (segment.end - segment.start) * share;
        }
        // In the break before this segment, or before the window.
        match next.checked_sub(1).map(|before| self.segments[before]) {
            Some(before) => f64::midpoint(before.end, segment.start),
            None if segment.start > 0.0 && at >= self.leading_from() => segment.start / 2.0,
            None => 0.0,
        }
    }

    /// First instant of a break that opens the axis.
    fn leading_from(&self) -> Instant {
        self.breaks
            .first()
            .and_then(|first| NaiveDate::from_ymd_opt(first.first_year, 1, 1))
            .map_or(Instant::MAX_UTC, |day| time::start_of_day(day, self.zone))
    }

    /// Where an instant after the last segment lies: in the break that closes the axis, or at its end.
    fn end_after(&self, segments: usize, at: Instant) -> f64 {
        let end = self.segments[segments - 1].end;
        let Some(last) = self.breaks.last().filter(|last| last.start >= end) else {
            return 1.0;
        };
        let years = i32::try_from(last.years).unwrap_or(i32::MAX);
        let over = NaiveDate::from_ymd_opt(last.first_year.saturating_add(years), 1, 1)
            .map_or(Instant::MAX_UTC, |day| time::start_of_day(day, self.zone));
        if at < over {
            f64::midpoint(last.start, last.end)
        } else {
            1.0
        }
    }

    /// First instant of the window that is drawn.
    pub fn from(&self) -> Instant {
        self.segments[0].from
    }

    /// Whether an instant is drawn: in a segment.
    pub fn shows(&self, at: Instant) -> bool {
        self.segments
            .iter()
            .any(|segment| segment.from <= at && at < segment.to)
    }
}

/// The dates `[from, to)` cut where whole empty years begin and end.
fn pieces(from: NaiveDate, to: NaiveDate, zone: Tz, is_empty: impl Fn(i32) -> bool) -> Vec<Piece> {
    let new_year = |year| NaiveDate::from_ymd_opt(year, 1, 1);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut day = from;
    while day < to {
        let year = day.year();
        let next = new_year(year + 1).unwrap_or(NaiveDate::MAX).min(to);
        let is_whole = Some(day) == new_year(year) && Some(next) == new_year(year + 1);
        let left_out = (is_whole && is_empty(year)).then_some((year, 1));
        let end = time::start_of_day(next, zone);
        match (pieces.last_mut(), left_out) {
            (
                Some(Piece {
                    to,
                    left_out: Some((_, years)),
                    ..
                }),
                Some(_),
            ) => {
                *years += 1;
                *to = end;
            }
            (
                Some(Piece {
                    to, left_out: None, ..
                }),
                None,
            ) => *to = end,
            _ => pieces.push(Piece {
                from: time::start_of_day(day, zone),
                to: end,
                left_out,
            }),
        }
        day = next;
    }
    pieces
}

fn seconds(from: Instant, to: Instant) -> f64 {
    (to - from).as_seconds_f64()
}

#[expect(clippy::cast_precision_loss, reason = "a count of years is small")]
fn float(count: usize) -> f64 {
    count as f64
}
