//! "Agreed": a diamond per decision, a square per review.

use super::room::{Area, width};
use super::scale::{LEFT, RIGHT};
use super::shape::{Anchor, Px, Shape};
use super::{Draft, Mark, Row};
use crate::domain::timeline::{Agreed, Agreement};
use crate::domain::vocabulary::DecisionOutcome;

const HEIGHT: f64 = 28.0;
const TRACK: f64 = 20.0;
const TRACKS: usize = 4;
/// Half the width of a diamond.
const HALF: f64 = 6.0;

pub(super) fn draw(draft: &mut Draft<'_>, agreed: &[Agreed]) {
    let top = draft.bottom;
    let mut marks = Vec::new();
    let mut lowest = 0;
    for one in agreed {
        let x = draft.scale.x(one.at);
        let words = draft.words.agreed_note(one.what);
        let (track, note) = place(draft, x, top, &words);
        lowest = lowest.max(track);
        #[expect(clippy::cast_precision_loss, reason = "a handful of tracks")]
        let y = top + 12.0 + TRACK * track as f64;
        let mut shapes = Vec::new();
        if one.is_evidence {
            shapes.push(Shape::rect("ev", x - 10.0, y - 10.0, 20.0, 20.0));
        }
        shapes.extend(sign(one.what, x, y));
        if let Some((x, anchor)) = note {
            shapes.push(Shape::text("note", x, y + 4.0, anchor, words));
        }
        marks.push(Mark::new(one.key(), draft.words.agreed(one), shapes));
    }
    #[expect(clippy::cast_precision_loss, reason = "a handful of tracks")]
    let height = HEIGHT + TRACK * lowest as f64;
    let row = Row {
        name: draft.words.text.say("timeline-decisions"),
        detail: String::new(),
        is_important: false,
        height,
        marks,
    };
    draft.add_row(row, height);
}

/// The first track with room for the sign and its words; where there is none, words are left to the
/// table.
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

/// Agreed is filled, not offered is empty, declined by the patient is half: an answer was given.
fn sign(what: Agreement, x: f64, y: f64) -> Vec<Shape> {
    let diamond = format!("M{} {}l6-6 6 6-6 6z", Px(x - HALF), Px(y));
    match what {
        Agreement::Decision(_, DecisionOutcome::Agreed) => vec![Shape::path("sign", diamond)],
        Agreement::Decision(_, DecisionOutcome::NotOffered) => {
            vec![Shape::path("sign open", diamond)]
        }
        Agreement::Decision(_, DecisionOutcome::DeclinedByPatient) => vec![
            Shape::path("sign open", diamond),
            Shape::path("sign half", format!("M{} {}l6-6v12z", Px(x - HALF), Px(y))),
        ],
        Agreement::Review => vec![Shape::rect("sign open", x - 5.0, y - 5.0, 10.0, 10.0)],
    }
}
