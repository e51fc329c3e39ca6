//! "Who": a row per person; a line or thick bar per relationship; contacts month by month.

use std::fmt::Write;

use super::months;
use super::room::{Area, width};
use super::scale::{Drawn, LEFT, RIGHT};
use super::shape::{Anchor, Px, Shape, chevron};
use super::{Draft, Mark, PersonRow, Row};
use crate::domain::timeline::{Person, Tie};
use crate::domain::vocabulary::RelationshipKind;

const HEIGHT: f64 = 32.0;
/// Where the first line lies in its row: beside the name.
const LINE: f64 = 16.0;
/// How much lower a line lies that would overlap another.
const TRACK: f64 = 16.0;
/// More than these at once share the last track.
const TRACKS: usize = 4;

pub(super) fn draw(draft: &mut Draft<'_>, person: &Person) {
    let top = draft.bottom;
    let tracks = Tracks::of(draft, person);
    #[expect(clippy::cast_precision_loss, reason = "at most four")]
    let height = HEIGHT + TRACK * (tracks.count - 1) as f64;
    let mut marks = Vec::new();
    for (tie, track) in person.ties.iter().zip(&tracks.of_ties) {
        let y = top + LINE + TRACK * f64::from(*track);
        let at = draft.scale.span(tie.span);
        marks.push(draw_tie(draft, person, tie, at, y));
        let within = person.contacts.iter().filter(|c| c.tie == Some(tie.id));
        for month in within {
            marks.push(months::contacts(draft, person, month, y, tie.is_important));
        }
    }
    let y = top + LINE;
    for month in person.contacts.iter().filter(|c| c.tie.is_none()) {
        marks.push(months::contacts(draft, person, month, y, false));
    }
    for month in &person.shifts {
        marks.push(months::shifts(draft, person, month, top + height - 6.0));
    }
    draft.note_person(PersonRow {
        y,
        ties: tracks.places(draft, person, y),
    });
    let row = Row {
        name: draft.words.person(person),
        detail: draft.words.role(person),
        is_important: person.is_important,
        height,
        marks,
    };
    draft.add_row(row, height);
}

/// Words about endings: written once every line of the lane has its place.
pub(super) fn write_endings(draft: &mut Draft<'_>, people: &[&Person]) {
    for (place, person) in people.iter().enumerate() {
        for (number, tie) in person.ties.iter().enumerate() {
            let Some(y) = draft.tie_y(place, number) else {
                continue;
            };
            write_ending(draft, tie, y);
        }
    }
}

fn write_ending(draft: &mut Draft<'_>, tie: &Tie, y: f64) {
    let at = draft.scale.span(tie.span);
    let (class, words) = match (&tie.ending, tie.planned_end) {
        (Some(ending), _) if ending.is_abrupt && !at.leaves => {
            let class = if tie.is_important { "ended" } else { "note" };
            (class, draft.words.ending_note(*ending))
        }
        (None, Some(day)) if !at.leaves || tie.span.to.is_none() => {
            ("note", draft.words.ends_on(day))
        }
        _ => return,
    };
    let wide = width(&words, tie.is_important);
    // Of those that are not marked as important, only what does not outgrow its line.
    if !tie.is_important && tie.ending.is_some() && wide > at.right - at.left {
        return;
    }
    let area = |right: f64, top: f64| Area {
        left: right - wide,
        top,
        right,
        bottom: top + 12.0,
    };
    let (above, below) = (y - 18.0, y + 7.0);
    let end = at.right - 4.0;
    let start = at.left.max(LEFT) + wide;
    let areas = [
        area(end, above),
        area(start, above),
        area(at.right + 22.0 + wide, y - 6.0),
        area(end, below),
        area(start, below),
        area((end + 80.0).min(RIGHT), above),
    ];
    if let Some((_, area)) = draft.room.claim((LEFT, RIGHT + 16.0), areas) {
        let baseline = area.bottom - 2.0;
        let note = Shape::text(class, area.right, baseline, Anchor::End, words);
        draft.notes.push(note);
    }
}

fn draw_tie(draft: &mut Draft<'_>, person: &Person, tie: &Tie, at: Drawn, y: f64) -> Mark {
    let mut shapes = Vec::new();
    let (left, right) = (at.left, at.right.max(at.left + 2.0));
    if tie.is_evidence {
        shapes.push(Shape::rect(
            "ev",
            left - 4.0,
            y - 9.0,
            right - left + 8.0,
            18.0,
        ));
    }
    let line = format!("M{} {}H{}", Px(left), Px(y), Px(right));
    let class = if tie.is_important {
        "thread"
    } else if tie.kind == RelationshipKind::ResponsibleClinician {
        "responsible"
    } else if tie.is_temporary_cover {
        "cover"
    } else {
        "tie"
    };
    shapes.push(Shape::path(class, line.clone()));
    if tie.is_important {
        // In print the middle of the thread is left white, which makes it a double line.
        shapes.push(Shape::path("core", line));
    }
    let is_abrupt = tie.ending.is_some_and(|ending| ending.is_abrupt) && !at.leaves;
    if is_abrupt {
        let class = if tie.is_important { "fray red" } else { "fray" };
        shapes.push(Shape::path(class, fray(right, y, tie.is_important)));
    }
    let mut arrows = String::new();
    if at.enters {
        arrows += &chevron(left - 6.0, y, 4.0, false);
    }
    if at.leaves {
        arrows += &chevron(right + 6.0, y, 4.0, true);
    }
    if !arrows.is_empty() {
        let class = if tie.is_important {
            "arrow red"
        } else {
            "arrow"
        };
        shapes.push(Shape::path(class, arrows));
    }
    if let (None, Some(day)) = (&tie.ending, tie.planned_end) {
        let end = draft.day(day);
        if end > right && end < RIGHT {
            let d = format!(
                "M{} {}H{}M{} {}v10",
                Px(right + 2.0),
                Px(y),
                Px(end),
                Px(end),
                Px(y - 5.0)
            );
            shapes.push(Shape::path("planned-end", d));
        }
    }
    draft.room.take(Area {
        left: left - 4.0,
        top: y - 6.0,
        right: right + if is_abrupt { 18.0 } else { 4.0 },
        bottom: y + 6.0,
    });
    Mark::new(tie.key(), draft.words.tie(person, tie), shapes)
}

/// Strands that part where a thread broke.
fn fray(x: f64, y: f64, is_important: bool) -> String {
    let strands: &[(f64, f64)] = if is_important {
        &[
            (14.0, -8.0),
            (17.0, -3.5),
            (15.0, 0.5),
            (18.0, 4.0),
            (13.0, 8.0),
        ]
    } else {
        &[(10.0, -6.0), (12.0, 0.5), (10.0, 6.0)]
    };
    let mut d = String::new();
    for (dx, dy) in strands {
        let half = Px(dx * 0.5);
        let _ = write!(
            d,
            "M{} {}q{half} 0 {} {}",
            Px(x - 1.0),
            Px(y),
            Px(*dx),
            Px(*dy)
        );
    }
    d
}

/// Which track each relationship of a person lies on.
struct Tracks {
    of_ties: Vec<u8>,
    count: usize,
}

impl Tracks {
    fn of(draft: &Draft<'_>, person: &Person) -> Self {
        let mut ends: Vec<f64> = Vec::new();
        let mut of_ties = Vec::new();
        for tie in &person.ties {
            let at = draft.scale.span(tie.span);
            let free = ends.iter().position(|end| *end <= at.left + 0.5);
            let track = free.unwrap_or(ends.len()).min(TRACKS - 1);
            if track == ends.len() {
                ends.push(at.right);
            } else {
                ends[track] = ends[track].max(at.right);
            }
            of_ties.push(u8::try_from(track).unwrap_or(0));
        }
        Self {
            of_ties,
            count: ends.len().max(1),
        }
    }

    /// Left, right and height of each relationship's line.
    fn places(&self, draft: &Draft<'_>, person: &Person, first: f64) -> Vec<(f64, f64, f64)> {
        let ties = person.ties.iter().zip(&self.of_ties);
        ties.map(|(tie, track)| {
            let at = draft.scale.span(tie.span);
            (at.left, at.right, first + TRACK * f64::from(*track))
        })
        .collect()
    }
}
