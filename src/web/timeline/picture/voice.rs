//! The patient's voice: a dot where something was, a line where it can have been, and the first words beside it. The
//! lane is there only where something is shared with the reader.

use super::room::{Area, width};
use super::scale::{LEFT, RIGHT};
use super::shape::{Anchor, Shape, circle};
use super::{Draft, Mark, Row};
use crate::web::timeline::voice::{self, Spoken};

const HEIGHT: f64 = 28.0;
const TRACK: f64 = 20.0;
const TRACKS: usize = 4;
/// Half the width of a dot.
const HALF: f64 = 4.0;

pub(super) fn draw(draft: &mut Draft<'_>) -> bool {
    let spoken = voice::in_window(draft.scale.timeline, draft.options);
    if spoken.is_empty() {
        return false;
    }
    draft.open_lane(crate::domain::timeline::Lane::Voice);
    let top = draft.bottom;
    let mut marks = Vec::new();
    let mut lowest = 0;
    for one in &spoken {
        let (track, mark) = mark(draft, one, top);
        lowest = lowest.max(track);
        marks.push(mark);
    }
    #[expect(clippy::cast_precision_loss, reason = "a handful of tracks")]
    let height = HEIGHT + TRACK * lowest as f64;
    let row = Row {
        name: draft.words.text.say("timeline-told"),
        detail: String::new(),
        is_important: false,
        height,
        marks,
    };
    draft.add_row(row, height);
    true
}

fn mark(draft: &mut Draft<'_>, one: &Spoken<'_>, top: f64) -> (usize, Mark) {
    let timeline = draft.scale.timeline;
    let x = draft.day(one.from.max(timeline.from)).min(RIGHT - HALF);
    let end = draft.day(one.to.min(timeline.to));
    let words = one.words(draft.words);
    let (track, note) = place(draft, x, top, &words);
    #[expect(clippy::cast_precision_loss, reason = "a handful of tracks")]
    let y = top + 12.0 + TRACK * track as f64;
    let mut shapes = Vec::new();
    if one.is_vague() && end - x > 2.0 * HALF {
        shapes.push(Shape::rect("vague", x, y + 6.0, end - x, 2.0));
    }
    let class = match one.quote.words {
        Some(_) => "said",
        None => "said unread",
    };
    shapes.push(Shape::path(class, circle(x, y, HALF)));
    if let Some((x, anchor)) = note {
        shapes.push(Shape::text("note", x, y + 4.0, anchor, words));
    }
    let said = one.said(draft.words);
    let pair = [("what", said.what.into()), ("when", said.when.into())];
    let title = draft.words.text.with("timeline-mark-alone", pair);
    (track, Mark::new(one.key(), title, shapes))
}

/// The first track with room for the dot and its words; where there is none, words are left to the table.
fn place(draft: &mut Draft<'_>, x: f64, top: f64, words: &str) -> (usize, Option<(f64, Anchor)>) {
    let wide = width(words, false);
    for track in 0..TRACKS {
        #[expect(clippy::cast_precision_loss, reason = "a handful of tracks")]
        let top = top + 4.0 + TRACK * track as f64;
        let area = |left: f64, right: f64| Area {
            left,
            top,
            right,
            bottom: top + 16.0,
        };
        let after = area(x - HALF - 3.0, x + HALF + 8.0 + wide);
        let before = area(x - HALF - 4.0 - wide, x + HALF + 3.0);
        let edges = (LEFT - HALF - 4.0, RIGHT + 20.0);
        match draft.room.claim(edges, [after, before]) {
            Some((0, _)) => return (track, Some((x + HALF + 4.0, Anchor::Start))),
            Some(_) => return (track, Some((x - HALF - 4.0, Anchor::End))),
            None => {}
        }
    }
    (0, None)
}
