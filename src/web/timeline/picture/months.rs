//! A month of contacts or shifts: one mark, however many they are.

use std::fmt::Write;

use super::shape::{Px, Shape, circle};
use super::{Draft, Mark};
use crate::domain::time::Instant;
use crate::domain::timeline::{Contacts, Person, Shifts};

/// Ticks nearer than this on average become one mark of density.
const TICK: f64 = 5.0;
/// Least distance of two open circles, and of two crosses.
const SIGN: f64 = 5.0;

pub(super) fn contacts(
    draft: &mut Draft<'_>,
    person: &Person,
    month: &Contacts,
    y: f64,
    is_important: bool,
) -> Mark {
    let (left, right) = draft.extent(month);
    let mut shapes = Vec::new();
    if month.is_evidence {
        shapes.push(Shape::rect(
            "ev",
            left - 4.0,
            y - 10.0,
            right - left + 8.0,
            20.0,
        ));
    }
    let red = |red, plain| if is_important { red } else { plain };
    #[expect(
        clippy::cast_precision_loss,
        reason = "fewer than a picture has pixels"
    )]
    let crowded = |count: usize, wide: f64| count > 4 && count as f64 * TICK > wide;
    let from = draft.day(month.month).max(left - 1.0);
    let to = draft
        .day(draft.words.grain.after(month.month))
        .min(right + 1.5)
        .max(from + 2.0);
    if crowded(month.attended.len(), to - from) {
        // The more, the higher: what a close comb of ticks looks like from afar.
        let height = match month.attended.len() {
            ..=9 => 8.0,
            10..=29 => 12.0,
            _ => 16.0,
        };
        let wide = (to - from - 1.0).max(1.5);
        shapes.push(Shape::rect(
            red("many red", "many"),
            from,
            y - height / 2.0,
            wide,
            height,
        ));
    } else if !month.attended.is_empty() {
        let d = strokes(draft, &month.attended, (y - 6.0, 12.0));
        shapes.push(Shape::path(red("tick red", "tick"), d));
    }
    if !month.indirect.is_empty() {
        let d = strokes(draft, &month.indirect, (y + 1.0, 5.0));
        shapes.push(Shape::path("half", d));
    }
    if !month.planned.is_empty() {
        let d = signs(draft, &month.planned, SIGN, |x| circle(x, y, 3.0));
        shapes.push(Shape::path(red("planned red", "planned"), d));
    }
    if !month.missed.is_empty() {
        // A row of crosses side by side would look like a hedge.
        let apart = if crowded(month.missed.len(), to - from) {
            5.0 * SIGN
        } else {
            SIGN
        };
        let d = signs(draft, &month.missed, apart, |x| {
            format!("M{} {}l5 5m0-5l-5 5", Px(x - 2.5), Px(y - 9.5))
        });
        shapes.push(Shape::path("missed", d));
    }
    let mut mark = Mark::new(month.key(&person.who), draft.words.contacts(month), shapes);
    mark.href = draft.contacts_href(person, month);
    mark
}

pub(super) fn shifts(draft: &mut Draft<'_>, person: &Person, month: &Shifts, y: f64) -> Mark {
    let mut d = String::new();
    let mut last = f64::MIN;
    for (from, to) in &month.spans {
        let left = draft.scale.x(*from);
        if left < last {
            continue;
        }
        let right = draft.scale.x(to.unwrap_or(*from)).max(left + 1.5);
        last = right + 1.0;
        let _ = write!(d, "M{} {}H{}", Px(left), Px(y), Px(right));
    }
    let shape = Shape::path("shift", d);
    Mark::new(
        month.key(&person.who),
        draft.words.shifts(month),
        vec![shape],
    )
}

/// An upright stroke per instant, each written by its distance from the one before.
fn strokes(draft: &Draft<'_>, instants: &[Instant], (top, length): (f64, f64)) -> String {
    let mut last = None;
    let mut d = String::new();
    for at in instants {
        let x = draft.scale.x(*at);
        let length = Px(length);
        let _ = match last {
            None => write!(d, "M{} {}v{length}", Px(x), Px(top)),
            Some(last) if x - last < 0.1 => Ok(()),
            Some(last) => write!(d, "m{}-{length}v{length}", Px(x - last)),
        };
        last = Some(x);
    }
    d
}

/// A sign per instant, without those that would lie on another.
fn signs(
    draft: &Draft<'_>,
    instants: &[Instant],
    apart: f64,
    sign: impl Fn(f64) -> String,
) -> String {
    let mut last = f64::MIN;
    let mut d = String::new();
    for at in instants {
        let x = draft.scale.x(*at);
        if x - last < apart.max(0.1) {
            continue;
        }
        last = x;
        d += &sign(x);
    }
    d
}
