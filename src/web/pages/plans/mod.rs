//! What was agreed with the patient and what they asked for: plans, the agreement on patient-controlled admission,
//! and requests.

mod agreement;
mod crisis;
mod list;
pub(in crate::web) mod requests;
mod safety;
mod view;

use axum::Router;
use axum::routing::get;

use crate::http::Server;

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new()
        .route("/patients/{id}/plans", get(list::show))
        .route("/patients/{id}/plans/{record}", get(list::one))
        .route(
            "/patients/{id}/crisis-plan",
            get(crisis::show).post(crisis::in_crisis),
        )
        .route("/patients/{id}/safety", get(safety::show).post(safety::act))
        .route("/patients/{id}/agreement", get(agreement::show))
        .route("/patients/{id}/requests", get(requests::show))
}

#[cfg(test)]
pub(in crate::web) fn samples(shell: &crate::web::Shell) -> Vec<String> {
    let mut samples = crisis::samples(shell);
    samples.extend(list::samples(shell));
    samples.extend(agreement::samples(shell));
    samples.extend(requests::samples(shell));
    samples.extend(safety::samples(shell));
    samples
}
