//! What lies beneath and above the rows: bands, tint, lines of the scale, breaks, today.

use std::fmt::Write;

use chrono::Datelike;

use super::room::{Area, Room, width};
use super::scale::{LEFT, Scale, WIDTH};
use super::shape::{Anchor, Px, Shape};
use super::{Draft, Mark};
use crate::domain::timeline::{Label, Step, Tick};

/// Baselines of the two lines of the scale.
const YEARS: f64 = 18.0;
const MONTHS: f64 = 36.0;
/// Where the lines begin.
pub(super) const TOP: f64 = 44.0;
/// Height of the strip for the names of tints, where there are any.
pub(super) const STRIP: f64 = 24.0;
/// As many lines as are read with ease.
const LINES: usize = 24;

/// Everything that is drawn before the rows, of a picture that ends at `bottom`.
pub(super) fn beneath(draft: &Draft<'_>, bottom: f64) -> Vec<Shape> {
    let height = bottom - TOP;
    let mut shapes = Vec::new();
    for (left, right) in draft.unrecorded() {
        shapes.push(Shape::rect("nothing", left, TOP, right - left, height));
    }
    shapes
}

/// The time that the flag in view is about.
pub(super) fn tint(draft: &Draft<'_>, bottom: f64) -> Option<Shape> {
    let (from, to) = draft.scale.timeline.tint?;
    let left = draft.scale.x(from);
    let right = draft.scale.x(to).max(left + 4.0);
    Some(Shape::rect("tint", left, TOP, right - left, bottom - TOP))
}

/// The lines of the scale, over the bands.
pub(super) fn grid(draft: &Draft<'_>, bottom: f64) -> Option<Shape> {
    let height = bottom - TOP;
    let mut grid = String::new();
    for tick in ticks(draft) {
        let _ = write!(
            grid,
            "M{} {}v{}",
            Px(Scale::at(tick.at)),
            Px(TOP),
            Px(height)
        );
    }
    (!grid.is_empty()).then(|| Shape::path("grid", grid))
}

/// A band per admission, through all lanes, from `top` to `bottom`.
pub(super) fn bands(draft: &Draft<'_>, top: f64, bottom: f64) -> Vec<Mark> {
    let bands = draft.scale.timeline.admissions.iter();
    bands
        .map(|band| {
            let at = draft.scale.span(band.span);
            let wide = (at.right - at.left).max(2.0);
            let class = if band.is_evidence {
                "band ev-band"
            } else {
                "band"
            };
            let shape = Shape::rect(class, at.left, top, wide, bottom - top);
            Mark::new(band.key(), draft.words.admission(band), vec![shape])
        })
        .collect()
}

/// The scale: years above, months or days below, and "today".
pub(super) fn scale(draft: &Draft<'_>) -> Vec<Shape> {
    let mut shapes = Vec::new();
    let mut room = Room::default();
    if let Some(x) = today(draft) {
        room.take(line(x - 3.0, MONTHS, 6.0));
    }
    for left_out in &draft.scale.timeline.axis.breaks {
        let words = draft
            .words
            .text
            .count("timeline-years", u64::from(left_out.years));
        let middle = f64::midpoint(Scale::at(left_out.start), Scale::at(left_out.end));
        let wide = width(&words, false);
        let left = (middle - wide / 2.0).clamp(0.0, WIDTH - wide);
        if let Some((_, area)) = room.claim((0.0, WIDTH), [line(left, MONTHS, wide)]) {
            shapes.push(Shape::text(
                "break-word",
                area.left,
                MONTHS,
                Anchor::Start,
                words,
            ));
        }
    }
    for tick in ticks(draft) {
        let x = Scale::at(tick.at) - 2.0;
        let (year, words) = label(draft, &tick);
        if let Some(year) = year {
            let wide = width(&year, true) + 6.0;
            if room.claim((0.0, WIDTH), [line(x, YEARS, wide)]).is_some() {
                shapes.push(Shape::text("year", x, YEARS, Anchor::Start, year));
            }
        }
        if words.is_empty() {
            continue;
        }
        let wide = width(&words, false) + 4.0;
        if room
            .claim((0.0, WIDTH + 8.0), [line(x, MONTHS, wide)])
            .is_some()
        {
            shapes.push(Shape::text("month", x, MONTHS, Anchor::Start, words));
        }
    }
    if let Some(x) = today(draft) {
        let words = draft.words.text.say("timeline-today");
        let wide = width(&words, true);
        let before = line(x - wide, YEARS, wide);
        let after = line(x + 2.0, YEARS, wide);
        if let Some((place, _)) = room.claim((0.0, WIDTH + 8.0), [before, after]) {
            let (x, anchor) = if place == 0 {
                (x + 2.0, Anchor::End)
            } else {
                (x - 2.0, Anchor::Start)
            };
            shapes.push(Shape::text("today-word", x, YEARS, anchor, words));
        }
    }
    shapes
}

/// Names of the tint and of the stretches without records, in the strip under the scale.
pub(super) fn strip(draft: &Draft<'_>) -> Vec<Shape> {
    let mut shapes = Vec::new();
    let mut room = Room::default();
    let baseline = TOP + 16.0;
    if let Some((from, to)) = draft.scale.timeline.tint {
        let (left, right) = (draft.scale.x(from), draft.scale.x(to));
        let words = draft.words.text.say("timeline-tint");
        let wide = width(&words, false);
        let at_start = line(left + 4.0, baseline, wide);
        let at_end = line(right - 6.0 - wide, baseline, wide);
        if let Some(x) = today(draft) {
            room.take(line(x - 2.0, baseline, 4.0));
        }
        if let Some((place, area)) = room.claim((LEFT, WIDTH), [at_start, at_end]) {
            let (x, anchor) = match place {
                0 => (area.left, Anchor::Start),
                _ => (area.right, Anchor::End),
            };
            shapes.push(Shape::text("tint-word", x, baseline, anchor, words));
        }
    }
    for (left, right) in draft.unrecorded() {
        let words = draft.words.text.say("timeline-nothing");
        let wide = width(&words, false);
        let areas = [line(left + 4.0, baseline, wide)];
        if right - left > wide / 2.0
            && let Some((_, area)) = room.claim((0.0, WIDTH), areas)
        {
            shapes.push(Shape::text(
                "note",
                area.left,
                baseline,
                Anchor::Start,
                words,
            ));
        }
    }
    shapes
}

/// What is drawn last: breaks, and the line of today.
pub(super) fn above(draft: &Draft<'_>, bottom: f64) -> Vec<Shape> {
    let mut shapes = Vec::new();
    for left_out in &draft.scale.timeline.axis.breaks {
        let (left, right) = (Scale::at(left_out.start), Scale::at(left_out.end));
        let middle = f64::midpoint(left, right);
        let half = ((right - left) / 2.0 - 1.0).clamp(2.0, 5.0);
        shapes.push(Shape::path("break", zigzag(middle, half, bottom)));
    }
    if let Some(x) = today(draft) {
        let d = format!("M{} {}V{}", Px(x), Px(YEARS + 6.0), Px(bottom));
        shapes.push(Shape::path("today", d));
    }
    shapes
}

/// A gap with torn edges, down the whole picture.
fn zigzag(middle: f64, half: f64, bottom: f64) -> String {
    const STEP: f64 = 8.0;
    let mut d = format!("M{} {}", Px(middle - half), Px(TOP));
    let mut y = TOP;
    let mut steps = 0;
    while y + 2.0 * STEP <= bottom {
        d += "l3 8-3 8";
        y += 2.0 * STEP;
        steps += 1;
    }
    let _ = write!(d, "h{}", Px(2.0 * half));
    for _ in 0..steps {
        d += "l3-8-3-8";
    }
    d
}

pub(super) fn today(draft: &Draft<'_>) -> Option<f64> {
    let timeline = draft.scale.timeline;
    let is_shown = timeline.died.is_none() && timeline.axis.shows(timeline.now);
    is_shown.then(|| draft.scale.x(timeline.now))
}

fn ticks(draft: &Draft<'_>) -> Vec<Tick> {
    let axis = &draft.scale.timeline.axis;
    draft.reference.map_or_else(
        || axis.ticks(LINES),
        |reference| axis.ticks_since(reference, LINES),
    )
}

/// What stands in the upper and in the lower line of the scale.
fn label(draft: &Draft<'_>, tick: &Tick) -> (Option<String>, String) {
    match (tick.label, tick.step) {
        (Label::DaysSince(days), _) => (None, days.to_string().replace('-', "\u{2212}")),
        (Label::Date(day), Step::Years(_)) => (Some(day.year().to_string()), String::new()),
        (Label::Date(day), step) => {
            let year = tick.opens_year.then(|| day.year().to_string());
            let words = match step {
                Step::Day | Step::Week => draft.words.day_and_month(day),
                _ => draft.words.text.short_month(day),
            };
            (year, words)
        }
    }
}

fn line(left: f64, baseline: f64, wide: f64) -> Area {
    Area {
        left,
        top: baseline - 10.0,
        right: left + wide,
        bottom: baseline + 3.0,
    }
}
