//! `/own`: the patient's own pages, on a screen that staff handed over. In plain language, with large things to
//! press, and without scripts.

mod door;
mod home;
mod one;
mod others;
mod people;
mod reader;
pub(in crate::web::pages) mod view;
mod write;

use axum::Router;
use axum::routing::{get, post};

use crate::http::Server;

pub(in crate::web) use reader::OwnReader;

/// Where a patient's own pages begin.
pub(in crate::web) const ADDRESS: &str = "/own";

/// Whether a page answers before the code was given.
pub(in crate::web) fn is_before_the_code(path: &str) -> bool {
    matches!(path, "/own" | "/own/code" | "/own/close")
}

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new()
        .route("/own", get(home::show))
        .route("/own/code", post(door::send))
        .route("/own/close", post(door::close))
        .route("/own/write", get(write::ask).post(write::send))
        .route("/own/entries/{entry}", get(one::show).post(one::act))
        .route("/own/others", get(others::show))
        .route("/own/people", get(people::show).post(people::mark))
        .merge(super::copy::own_routes())
}

/// Every page, as a patient sees it: there is nobody's name in its frame.
#[cfg(test)]
pub(in crate::web) fn samples(shell: &crate::web::Shell) -> Vec<String> {
    let mut samples = door::samples(shell);
    samples.extend(home::samples(shell));
    samples.extend(write::samples(shell));
    samples.extend(one::samples(shell));
    samples.extend(others::samples(shell));
    samples.extend(people::samples(shell));
    samples
}
