//! Recording: a short form for every verb, registering a patient, and taking several over for a shift.

mod act;
mod asked;
mod compulsion_forms;
mod forms;
mod known;
mod likeness;
mod lines;
mod menu;
mod patient_forms;
mod plan_forms;
mod register;
#[cfg(test)]
mod sample;
mod sending;
mod several;
mod take_over;

use axum::Router;
use axum::routing::get;

use crate::http::Server;

pub(in crate::web) use act::{new_key, units_of};
pub(in crate::web) use asked::of_flag;
pub(in crate::web) use lines::{Group, Line};
pub(in crate::web) use menu::{Menu, Said, of_contact, of_tie};
#[cfg(test)]
pub(in crate::web) use sample::samples;

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new()
        .route("/patients/new", get(register::ask).post(register::send))
        .route(
            "/patients/take-over",
            get(take_over::ask).post(take_over::send),
        )
        .route("/patients/{id}/record/{act}", get(act::ask).post(act::send))
}
