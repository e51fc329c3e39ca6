//! What was agreed with the patient and what they asked for: the crisis plan, and requests.

mod crisis;
pub(in crate::web) mod requests;

use axum::Router;
use axum::routing::get;

use crate::http::Server;

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new()
        .route("/patients/{id}/crisis-plan", get(crisis::show))
        .route("/patients/{id}/requests", get(requests::show))
}

#[cfg(test)]
pub(in crate::web) fn samples(shell: &crate::web::Shell) -> Vec<String> {
    let mut samples = crisis::samples(shell);
    samples.extend(requests::samples(shell));
    samples
}
