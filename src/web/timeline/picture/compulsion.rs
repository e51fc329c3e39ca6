//! Formal status and restrictive measures: a thin dark line each, statuses above, measures below. The lane is there
//! only where something of the kind is.

use super::room::{Area, width};
use super::scale::{LEFT, RIGHT};
use super::shape::{Anchor, Shape};
use super::{Draft, Mark, Row};
use crate::domain::timeline::{Compelled, Compulsion};

const HEIGHT: f64 = 24.0;
/// Where the line lies in its row, and how thick it is.
const DOWN: f64 = 16.0;
const THICK: f64 = 4.0;
/// The least that is still seen as a line.
const LEAST: f64 = 3.0;

pub(super) fn draw(draft: &mut Draft<'_>, all: &[Compulsion]) {
    let (statuses, measures): (Vec<_>, Vec<_>) = all
        .iter()
        .partition(|one| matches!(one.what, Compelled::Status(..)));
    draw_row(draft, "timeline-statuses", &statuses);
    draw_row(draft, "timeline-measures", &measures);
}

fn draw_row(draft: &mut Draft<'_>, name: &str, all: &[&Compulsion]) {
    if all.is_empty() {
        return;
    }
    let top = draft.bottom;
    let marks = all.iter().map(|one| mark(draft, one, top)).collect();
    let row = Row {
        name: draft.words.text.say(name),
        detail: String::new(),
        is_important: false,
        height: HEIGHT,
        marks,
    };
    draft.add_row(row, HEIGHT);
}

fn mark(draft: &mut Draft<'_>, one: &Compulsion, top: f64) -> Mark {
    let at = draft.scale.span(one.span);
    let left = at.left.min(RIGHT - LEAST);
    let wide = (at.right - at.left).max(LEAST);
    let mut shapes = Vec::new();
    if one.is_evidence {
        shapes.push(Shape::rect("ev", left - 3.0, top + 2.0, wide + 6.0, 20.0));
    }
    let class = match one.what {
        Compelled::Status(..) => "status",
        Compelled::Measure(..) => "measure",
    };
    shapes.push(Shape::rect(class, left, top + DOWN, wide, THICK));
    let words = draft.words.compelled(&one.what);
    let area = Area {
        left,
        top: top + 2.0,
        right: left + width(&words, false),
        bottom: top + DOWN - 1.0,
    };
    if draft.room.claim((LEFT, RIGHT + 18.0), [area]).is_some() {
        shapes.push(Shape::text("note", left, top + 12.0, Anchor::Start, words));
    }
    Mark::new(one.key(), draft.words.compulsion(one), shapes)
}
