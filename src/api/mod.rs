//! The JSON front end: handlers with their shapes, described by OpenAPI. Calls use cases only;
//! never the store.

mod caller;

pub use caller::{Administrator, Caller, Carer};

use axum::{Router, middleware};

use crate::http::Server;

/// The routes of the API.
pub fn routes(server: &Server) -> Router<Server> {
    Router::new().layer(middleware::from_fn_with_state(
        server.clone(),
        caller::require,
    ))
}
