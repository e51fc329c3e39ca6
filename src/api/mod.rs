//! The JSON front end: handlers with their shapes, described by OpenAPI. Calls use cases only;
//! never the store.

mod access;
mod audit;
mod auth;
mod board;
mod caller;
mod codes;
mod copy;
mod departure_plans;
mod departures;
mod directory;
mod document;
mod extract;
mod flags;
mod guests;
mod handovers;
mod idempotency;
mod imports;
mod notices;
mod paging;
mod patients;
mod policy;
mod precondition;
mod recording;
mod reports;
mod saved_reports;
mod shift;
mod story;
mod tags;
mod texts;

pub use caller::{Administrator, Caller, Carer, PrivacyOfficer};
pub use document::document;

use axum::extract::DefaultBodyLimit;
use axum::{Router, middleware};
use utoipa_axum::router::OpenApiRouter;

use crate::http::{Problem, Server};

/// The largest body that is read: searches and sign-ins are short.
const LARGEST_BODY: usize = 64 * 1024;

/// The routes of the API: the description is public, some operations sign in, and all others are
/// only for those who did, whatever else is wrong with a request.
pub fn routes(server: &Server) -> Router<Server> {
    let (open, _) = open().split_for_parts();
    let (closed, _) = closed().split_for_parts();
    let signed_in = middleware::from_fn_with_state(server.clone(), caller::require);
    Router::new()
        .merge(
            closed
                .method_not_allowed_fallback(not_this_method)
                .layer(signed_in.clone()),
        )
        .merge(
            open.method_not_allowed_fallback(not_this_method)
                .layer(middleware::from_fn(caller::require_credentials)),
        )
        .nest(
            "/api",
            Router::new().fallback(no_such_address).layer(signed_in),
        )
        .merge(document::routes())
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
}

/// Operations for those who have no token yet.
fn open() -> OpenApiRouter<Server> {
    auth::open()
}

/// Operations for those who signed in.
fn closed() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .merge(auth::closed())
        .merge(board::routes())
        .merge(directory::routes())
        .merge(patients::routes())
        .merge(access::routes())
        .merge(flags::routes())
        .merge(guests::routes())
        .merge(handovers::routes())
        .merge(notices::routes())
        .merge(recording::routes())
        .merge(story::routes())
        .merge(texts::routes())
        .merge(copy::routes())
        .merge(reports::routes())
        .merge(departures::routes())
        .merge(saved_reports::routes())
        .merge(departure_plans::routes())
        .merge(shift::routes())
        .merge(imports::routes())
        .merge(policy::routes())
        .merge(audit::routes())
}

async fn no_such_address() -> Problem {
    Problem::no_such_address()
}

async fn not_this_method() -> Problem {
    Problem::not_this_method()
}
