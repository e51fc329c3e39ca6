//! The patient's own copy of their record, to print or take along; and reading it together at one screen.

mod show;
mod together;
mod words;

use axum::Router;
use axum::routing::get;

use crate::http::Server;

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new()
        .route("/patients/{id}/copy", get(show::show))
        .route("/patients/{id}/copy.json", get(show::file))
        .route("/patients/{id}/together", get(together::show))
}

/// The whole copy, on the patient's own pages.
pub(in crate::web) fn own_routes() -> Router<Server> {
    Router::new()
        .route("/own/copy", get(show::own))
        .route("/own/copy.json", get(show::own_file))
}

#[cfg(test)]
pub(in crate::web) fn samples(shell: &crate::web::Shell) -> Vec<String> {
    let mut samples = show::samples(shell);
    samples.extend(together::samples(shell));
    samples
}
