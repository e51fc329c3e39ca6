//! The picture of a timeline, its table and the choices around it.

mod choices;
mod picture;
mod stories;
mod worlds;

use redthread::domain::flags::Case;
use redthread::domain::timeline::{self, Focus, Request};
use redthread::web::timeline::{Known, Options, Query, Section, section};
use redthread::web::{Language, Text};

use crate::flags::build::{World, at};

/// What an address asks.
fn query(pairs: &[(&str, &str)]) -> Query {
    let pairs = pairs.iter();
    pairs
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect::<Vec<_>>()
        .into()
}

/// The section that an address shows of a case, with a focus and a flag.
fn shown(case: &Case<'_>, query: Query, focus: Focus, language: Language) -> Section {
    let request: Request = query.request(focus);
    let known = Known::of(&case.trajectory, case.zone);
    let timeline = timeline::build(case, &request);
    let flag = (!timeline.evidence.is_empty()).then(|| "A sentence about a flag.".to_owned());
    let options = Options::new(query, known).with_flag(flag);
    section(&timeline, &options, Text(language))
}

/// The section that an address shows of a world, at noon on the day of the stories.
fn of_world(world: &World, pairs: &[(&str, &str)], focus: Focus) -> Section {
    let mut trajectory = world.patient.clone();
    trajectory.sort();
    let now = at("2026-03-02T12:00");
    let case = Case::new(trajectory, &world.directory, &world.policy, now);
    shown(&case, query(pairs), focus, Language::English)
}
