//! What opens and closes a record besides care: planned arrivals, broken glasses, bars.

mod arrivals;
mod bars;
mod glass;
mod own;
mod reviews;

use axum::http::{HeaderName, HeaderValue};
use utoipa_axum::router::OpenApiRouter;

use super::precondition::etag;
use crate::http::Server;

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .merge(glass::routes())
        .merge(reviews::routes())
        .merge(bars::routes())
        .merge(arrivals::routes())
        .merge(own::routes())
}

/// The header with the version that the next change names.
fn tag(version: i32) -> [(HeaderName, HeaderValue); 1] {
    etag(u64::try_from(version).unwrap_or(0))
}

/// The version that a change is for. One that is no version of ours is of nothing there was.
fn version_of(state: u64) -> i32 {
    i32::try_from(state).unwrap_or(-1)
}
