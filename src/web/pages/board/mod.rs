//! A ward's board: whole, one card of it, and the stream that tells an open one what changed.

mod events;
mod show;
mod view;

use axum::Router;
use axum::routing::get;

use crate::http::Server;

#[cfg(test)]
pub(in crate::web) use view::samples;

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new()
        .route("/board", get(show::first))
        .route("/units/{id}/board", get(show::show))
        .route("/units/{id}/board/cards/{patient}", get(show::card))
        .route("/units/{id}/board/events", get(events::events))
}

/// Whether an address is asked by an open board itself, without anybody touching it: that keeps no
/// session alive.
pub(in crate::web) fn is_by_itself(path: &str) -> bool {
    path.starts_with("/units/")
        && (path.ends_with("/board/events") || path.contains("/board/cards/"))
}
