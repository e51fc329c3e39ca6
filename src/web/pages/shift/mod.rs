//! The end of a shift: all patients of the reader's in one sequence, each with a short handover, and then
//! all of them together.
//!
//! What is written is a draft as any other, saved with each step and by the script while somebody types:
//! who closes the browser goes on where they were.

mod end;
mod write;

use axum::Router;
use axum::routing::get;

use crate::domain::ids::{PatientId, UnitId};
use crate::http::Server;

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new()
        .route("/units/{id}/end-of-shift", get(end::show).post(end::send))
        .route(
            "/units/{id}/end-of-shift/{patient}",
            get(write::show).post(write::save),
        )
}

/// The address of all of them.
fn all(unit: UnitId) -> String {
    format!("/units/{}/end-of-shift", unit.0)
}

/// The address of one of them.
fn one(unit: UnitId, patient: PatientId) -> String {
    format!("/units/{}/end-of-shift/{}", unit.0, patient.0)
}

#[cfg(test)]
pub(in crate::web) fn samples(shell: &crate::web::Shell) -> Vec<String> {
    let mut pages = write::samples(shell);
    pages.extend(end::samples(shell));
    pages
}
