//! Planning: what somebody's departure would break and who could take the thread, and who should be named for those
//! who have nobody.

mod asked;
mod assignment;
mod compared;
mod drawn;
mod show;
mod worklist;

use axum::Router;
use axum::routing::{get, post};

use crate::app::departures::Load;
use crate::domain::departure::Unplaced;
use crate::domain::familiarity::Familiar;
use crate::domain::trajectory::Directory;
use crate::http::Server;
use crate::web::{Text, names};

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new()
        .route("/reports/departure", get(show::show).post(show::send))
        .route("/reports/departure/plans", get(worklist::show))
        .route("/reports/departure/plans/{plan}", post(worklist::undo))
        .route("/reports/assignment", get(assignment::show))
}

/// The most who are named of those who know a patient.
const KNOWN_SHOWN: usize = 3;

/// Something to choose.
#[derive(Debug, Clone)]
struct Pick {
    value: String,
    label: String,
    is_chosen: bool,
}

/// Somebody's patients.
#[derive(Debug, Clone)]
struct LoadView {
    name: String,
    profession: String,
    before: usize,
    gets: usize,
    after: usize,
    limit: usize,
    is_over: bool,
}

/// Everybody whom patients are given to, and how many others there are.
fn loads(loads: &[Load], directory: &Directory, text: Text) -> Vec<LoadView> {
    let given = loads.iter().filter(|load| load.gets > 0);
    given
        .map(|load| LoadView {
            name: names::professional(directory, load.professional, text),
            profession: text.word("profession", load.profession.code()),
            before: load.has,
            gets: load.gets,
            after: load.after,
            limit: load.limit,
            is_over: load.is_over(),
        })
        .collect()
}

/// Who knows somebody, with the days on which they met.
fn known_by(known: &[Familiar], directory: &Directory, text: Text) -> String {
    let told = known.iter().take(KNOWN_SHOWN).map(|one| {
        let name = names::professional(directory, one.professional, text);
        format!("{name} ({})", one.days_met)
    });
    let mut told: Vec<String> = told.collect();
    match known.len().saturating_sub(KNOWN_SHOWN) {
        0 if told.is_empty() => return text.say("leaving-known-nobody"),
        0 => {}
        more => told.push(text.count("leaving-known-more", more as u64)),
    }
    names::enumeration(text, &told)
}

/// Why nobody is found for somebody.
fn why_nobody(why: Unplaced, text: Text) -> String {
    text.say(match why {
        Unplaced::Chosen => "leaving-nobody-chosen",
        Unplaced::NobodyThere => "leaving-nobody-there",
        Unplaced::NobodyOfProfession => "leaving-nobody-of-profession",
        Unplaced::NoRoom => "leaving-nobody-room",
    })
}

#[cfg(test)]
pub(in crate::web) fn samples(shell: &crate::web::Shell) -> Vec<String> {
    let mut pages = show::samples(shell);
    pages.extend(assignment::samples(shell));
    pages.extend(worklist::samples(shell));
    pages
}
