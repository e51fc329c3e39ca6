//! From instants to pixels.

use crate::domain::time::Instant;
use crate::domain::timeline::{Span, Timeline};

/// Width of the picture without its labels.
pub(super) const WIDTH: f64 = 1028.0;
/// Where the axis begins: room for an arrow.
pub(super) const LEFT: f64 = 12.0;
/// Where the axis ends.
pub(super) const RIGHT: f64 = 1004.0;

/// Where time lies.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale<'a> {
    pub timeline: &'a Timeline,
}

/// A span as drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Drawn {
    pub left: f64,
    pub right: f64,
    /// It began before the window.
    pub enters: bool,
    /// It goes on.
    pub leaves: bool,
}

impl Scale<'_> {
    /// The place of an instant, to a tenth of a pixel; one outside the window lies on its edge.
    pub(super) fn x(self, at: Instant) -> f64 {
        Self::at(self.timeline.axis.place(at))
    }

    /// The place of a share of the axis.
    pub(super) fn at(share: f64) -> f64 {
        let x = LEFT + share * (RIGHT - LEFT);
        (x * 10.0).round() / 10.0
    }

    /// A span, cut at the window and, while it lasts, at today.
    pub(super) fn span(self, span: Span) -> Drawn {
        let to = span
            .to
            .unwrap_or_else(|| self.timeline.reach().max(span.from));
        Drawn {
            left: self.x(span.from),
            right: self.x(to),
            enters: span.enters,
            leaves: span.leaves,
        }
    }
}
