//! The timeline before anyone draws it, and who knows a patient.

mod axis;
mod counts;
mod csv;
mod familiarity;
mod focus;
mod lanes;
mod people;
mod stories;
mod ticks;
mod windows;

use redthread::domain::flags::Case;
use redthread::domain::timeline::{self, Dates, Request, Timeline, Window};

use crate::flags::build::{World, at, on};

/// Now, in all tests that do not say otherwise.
const NOW: &str = "2026-03-02T12:00";

/// Hands the case of a world, as it stands, to a body.
fn with_case<T>(world: &World, now: &str, body: impl FnOnce(&Case<'_>) -> T) -> T {
    let mut trajectory = world.patient.clone();
    trajectory.sort();
    body(&Case::new(
        trajectory,
        &world.directory,
        &world.policy,
        at(now),
    ))
}

fn request(world: &World, request: &Request) -> Timeline {
    with_case(world, NOW, |case| timeline::build(case, request))
}

fn show(world: &World, window: Window) -> Timeline {
    let asked = Request {
        window,
        ..Request::default()
    };
    request(world, &asked)
}

fn year(world: &World) -> Timeline {
    show(world, Window::Year)
}

fn between(first: &str, last: &str) -> Window {
    Window::Between(Dates::new(on(first), on(last)).unwrap())
}
