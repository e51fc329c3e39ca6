//! The picture of a timeline, its table and the choices around it.

mod look;
mod stories;
mod worlds;

use redthread::domain::flags::Case;
use redthread::domain::timeline::{self, Focus, Request};
use redthread::web::timeline::{Known, Options, Query, Section, section};
use redthread::web::{Language, Text};

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
