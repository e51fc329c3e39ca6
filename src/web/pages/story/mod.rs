//! The patient's story: reading it, writing down what is told, and what the patient decides about it.

pub(in crate::web::pages) mod about;
mod list;
pub(in crate::web::pages) mod new;
mod one;
mod told;
mod typed;
pub(in crate::web) mod view;

use axum::Router;
use axum::routing::{get, post};

use crate::http::Server;

pub(in crate::web::pages) use about::AboutForm;
pub(in crate::web::pages) use typed::{Pairs, telling, wish};
pub(in crate::web::pages) use view::{May, SharingForm, fault, own_readers};
pub(in crate::web) use view::{said_first, vague, whose};

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new()
        .route("/patients/{id}/story", get(list::show))
        .route("/patients/{id}/story/new", get(new::ask).post(new::send))
        .route("/patients/{id}/story/told", post(told::send))
        .route(
            "/patients/{id}/story/{entry}",
            get(one::show).post(one::act),
        )
}

#[cfg(test)]
pub(in crate::web) fn samples(shell: &crate::web::Shell) -> Vec<String> {
    let mut samples = list::samples(shell);
    samples.extend(new::samples(shell));
    samples.extend(one::samples(shell));
    samples
}
