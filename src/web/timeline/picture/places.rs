//! "Where": a row per unit, a bar per treatment period.

use super::room::{Area, width};
use super::scale::{LEFT, RIGHT};
use super::shape::{Anchor, Shape, chevron};
use super::{Draft, Mark, Row};
use crate::domain::timeline::{Place, Stay};
use crate::domain::vocabulary::SettingClass;

const HEIGHT: f64 = 24.0;
/// The least that is still seen as a bar.
const LEAST: f64 = 3.0;
/// Narrower bars have no room for hatching: they are dark, and their band says the rest.
const NARROW: f64 = 6.0;

pub(super) fn draw(draft: &mut Draft<'_>, place: &Place) {
    let top = draft.bottom;
    let mut marks = Vec::new();
    for stay in &place.stays {
        marks.push(draw_stay(draft, place, stay, top));
    }
    draft.note_place(top + HEIGHT / 2.0);
    draft.add_row(
        Row {
            name: place.name.clone(),
            detail: String::new(),
            is_important: false,
            height: HEIGHT,
            marks,
        },
        HEIGHT,
    );
    for stay in &place.stays {
        write_nights(draft, stay, top);
    }
}

/// Top and height of a bar: a class is told by its shape too, so that nobody needs its colour.
const fn form(class: SettingClass) -> (&'static str, f64, f64) {
    match class {
        SettingClass::Inpatient => ("bed", 4.0, 16.0),
        SettingClass::Community => ("bar", 6.0, 12.0),
        SettingClass::Emergency => ("urgent", 2.0, 20.0),
        SettingClass::Other => ("other", 8.0, 8.0),
    }
}

fn draw_stay(draft: &mut Draft<'_>, place: &Place, stay: &Stay, top: f64) -> Mark {
    let at = draft.scale.span(stay.span);
    let (class, down, height) = form(place.class);
    let wide = (at.right - at.left).max(LEAST);
    let left = at.left.min(RIGHT - LEAST);
    let mut shapes = Vec::new();
    if stay.is_evidence {
        shapes.push(Shape::rect(
            "ev",
            left - 3.0,
            top + down - 3.0,
            wide + 6.0,
            height + 6.0,
        ));
    }
    let is_narrow = class == "bed" && wide < NARROW;
    let class = if is_narrow { "bed narrow" } else { class };
    shapes.push(Shape::rect(class, left, top + down, wide, height));
    if class == "bed" {
        shapes.push(Shape::rect("hatch", left, top + down, wide, height));
    }
    for leave in &stay.leave {
        let away = draft.scale.span(*leave);
        let wide = (away.right - away.left).max(1.0);
        shapes.push(Shape::rect(
            "leave",
            away.left,
            top + down + 4.0,
            wide,
            height - 8.0,
        ));
    }
    let middle = top + HEIGHT / 2.0;
    let mut arrows = String::new();
    if at.enters {
        arrows += &chevron(left - 6.0, middle, 4.0, false);
    }
    if at.leaves {
        arrows += &chevron(left + wide + 6.0, middle, 4.0, true);
    }
    if !arrows.is_empty() {
        shapes.push(Shape::path("arrow", arrows));
    }
    draft.room.take(Area {
        left: left - 2.0,
        top: top + 2.0,
        right: left + wide + if at.leaves { 8.0 } else { 2.0 },
        bottom: top + HEIGHT - 2.0,
    });
    Mark::new(stay.key(), draft.words.stay(place, stay), shapes)
}

/// "7 nights" beside the bar, where there is room.
fn write_nights(draft: &mut Draft<'_>, stay: &Stay, top: f64) {
    let Some(nights) = stay.nights.and_then(|nights| u64::try_from(nights).ok()) else {
        return;
    };
    let at = draft.scale.span(stay.span);
    let words = draft.words.text.count("timeline-nights", nights);
    let wide = width(&words, false);
    let beside = |left: f64| Area {
        left,
        top: top + 4.0,
        right: left + wide,
        bottom: top + 20.0,
    };
    let after = at.right.max(at.left + LEAST) + if at.leaves { 10.0 } else { 5.0 };
    let before = at.left - wide - if at.enters { 10.0 } else { 5.0 };
    let areas = [beside(after), beside(before)];
    if let Some((place, area)) = draft.room.claim((LEFT, RIGHT + 18.0), areas) {
        let (x, anchor) = match place {
            0 => (area.left, Anchor::Start),
            _ => (area.right, Anchor::End),
        };
        draft
            .notes
            .push(Shape::text("note", x, top + 16.0, anchor, words));
    }
}
