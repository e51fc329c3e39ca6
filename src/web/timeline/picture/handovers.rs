//! Handovers: curves from whoever passed on to whoever took over.

use super::room::Area;
use super::scale::{LEFT, RIGHT};
use super::shape::{Px, Shape, circle};
use super::{Draft, Mark};
use crate::domain::timeline::{End, Handover, Person};
use crate::domain::vocabulary::{HandoverGrade, HandoverState};

/// Distance of a curve's end from the line it leaves or reaches.
const APART: f64 = 9.0;
const DOT: f64 = 3.5;

pub(super) fn draw(draft: &mut Draft<'_>, handover: &Handover) -> Mark {
    let x1 = draft.scale.x(handover.offered_at);
    let x2 = handover.accepted_at.map_or(x1, |at| draft.scale.x(at));
    let from = end_y(draft, &handover.from, x1);
    let to = end_y(draft, &handover.to, x2);
    let accepted = is_accepted(handover);
    let line = match (accepted, handover.grade) {
        (false, _) => "hand open",
        (true, Some(HandoverGrade::Warm | HandoverGrade::Spoken)) => "hand",
        (true, _) => "hand written",
    };
    let dot = match (accepted, line) {
        (false, _) => "dot open",
        (true, "hand") => "dot",
        (true, _) => "dot written",
    };
    let (from, to) = match (from, to) {
        (Some(from), Some(to)) if (from - to).abs() > 2.0 * APART => (from, to),
        // One end has no row: a short curve that begins or ends beside the other.
        (Some(from), _) => (from, from + 28.0),
        (None, Some(to)) => (to - 28.0, to),
        (None, None) => {
            let y = draft.bottom - 4.0;
            (y - 24.0, y)
        }
    };
    let down = (to - from).signum();
    let (y1, y2) = (from + down * APART, to - down * (APART - 1.0));
    let bend = ((y2 - y1).abs() / 6.0).clamp(5.0, 12.0);
    let third = (y2 - y1) / 3.0;
    let x2 = x2.max(x1).clamp(LEFT, RIGHT);
    let curve = format!(
        "M{} {}C{} {} {} {} {} {}",
        Px(x1),
        Px(y1),
        Px(x1 + bend),
        Px(y1 + third),
        Px(x2 - bend),
        Px(y2 - third),
        Px(x2),
        Px(y2 - down * DOT),
    );
    let mut shapes = Vec::new();
    if handover.is_evidence {
        let (top, bottom) = (y1.min(y2) - 6.0, y1.max(y2) + 6.0);
        shapes.push(Shape::rect(
            "ev",
            x1 - 9.0,
            top,
            x2 - x1 + 18.0,
            bottom - top,
        ));
    }
    shapes.push(Shape::path(line, curve));
    shapes.push(Shape::path(dot, circle(x2, y2, DOT)));
    draft.room.take(Area {
        left: x2 - DOT,
        top: y2 - DOT,
        right: x2 + DOT,
        bottom: y2 + DOT,
    });
    Mark::new(handover.key(), draft.words.handover(handover), shapes)
}

/// A relationship that ended without any handover: a dashed end that leads nowhere. It belongs to the
/// relationship's own mark.
pub(super) fn loose_ends(draft: &mut Draft<'_>, people: &[&Person], handovers: &[&Handover]) {
    for (place, person) in people.iter().enumerate() {
        for (number, tie) in person.ties.iter().enumerate() {
            let at = draft.scale.span(tie.span);
            let needs = draft.lacks_handover(person, tie, handovers);
            let (true, false, Some(y)) = (needs, at.leaves, draft.tie_y(place, number)) else {
                continue;
            };
            let x = at.right + 3.0;
            let d = format!("M{} {}c5 4-1 9 3 13", Px(x), Px(y + APART));
            draft.loose.push(Shape::path("hand open", d));
        }
    }
}

pub(in crate::web::timeline) fn is_accepted(handover: &Handover) -> bool {
    handover.accepted_at.is_some()
        && !matches!(
            handover.state,
            HandoverState::Returned | HandoverState::Withdrawn | HandoverState::Expired
        )
}

/// The line that an end of a handover is tied to: the person's, else the unit's.
fn end_y(draft: &Draft<'_>, end: &End, x: f64) -> Option<f64> {
    let person = end.person.and_then(|place| draft.person_y(place, x));
    person.or_else(|| end.place.and_then(|place| draft.place_y(place)))
}
