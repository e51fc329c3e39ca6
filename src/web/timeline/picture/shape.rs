//! The few kinds of shape a picture is made of, in pixels of the picture.

use std::fmt;

use askama::Template;

/// A length or place in pixels, written with at most one decimal.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Px(pub f64);

impl fmt::Display for Px {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = (self.0 * 10.0).round() / 10.0;
        // Minus nought would be written with its sign.
        let tenths = if tenths == 0.0 { 0.0 } else { tenths };
        write!(f, "{tenths}")
    }
}

/// Something drawn. How it looks is said by its class, in the style sheet.
#[derive(Debug, Clone, PartialEq, Template)]
#[template(path = "timeline/shape.html")]
pub enum Shape {
    /// A bar.
    Rect {
        /// Its class.
        class: &'static str,
        /// Left.
        x: Px,
        /// Top.
        y: Px,
        /// Width.
        width: Px,
        /// Height.
        height: Px,
    },
    /// A line, curve or sign.
    Path {
        /// Its class.
        class: &'static str,
        /// What `d` holds.
        d: String,
    },
    /// Words.
    Text {
        /// Its class.
        class: &'static str,
        /// Where it is anchored.
        x: Px,
        /// Its baseline.
        y: Px,
        /// Which end is anchored.
        anchor: Anchor,
        /// The words.
        words: String,
    },
}

/// Which end of a text is at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// It runs to the right from there.
    Start,
    /// It ends there.
    End,
}

impl Anchor {
    /// The value of `text-anchor`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::End => "end",
        }
    }
}

impl Shape {
    /// Its class.
    pub fn class(&self) -> &'static str {
        match self {
            Self::Rect { class, .. } | Self::Path { class, .. } | Self::Text { class, .. } => class,
        }
    }

    pub(super) fn rect(class: &'static str, x: f64, y: f64, width: f64, height: f64) -> Self {
        Self::Rect {
            class,
            x: Px(x),
            y: Px(y),
            width: Px(width),
            height: Px(height),
        }
    }

    pub(super) fn path(class: &'static str, d: impl Into<String>) -> Self {
        Self::Path { class, d: d.into() }
    }

    pub(super) fn text(
        class: &'static str,
        x: f64,
        y: f64,
        anchor: Anchor,
        words: impl Into<String>,
    ) -> Self {
        Self::Text {
            class,
            x: Px(x),
            y: Px(y),
            anchor,
            words: words.into(),
        }
    }
}

/// A small circle as a piece of a path.
pub(super) fn circle(x: f64, y: f64, r: f64) -> String {
    let (left, r, d) = (Px(x - r), Px(r), Px(2.0 * r));
    format!("M{left} {}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0-{d} 0", Px(y))
}

/// A chevron that opens to the left (`>`), or to the right (`<`), with its tip at `x`.
pub(super) fn chevron(x: f64, y: f64, size: f64, points_right: bool) -> String {
    let back = Px(if points_right { x - size } else { x + size });
    let (x, top, y, bottom) = (Px(x), Px(y - size), Px(y), Px(y + size));
    format!("M{back} {top}L{x} {y}L{back} {bottom}")
}
