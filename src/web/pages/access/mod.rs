//! What opens and closes a record besides care: broken glasses and their review, bars, and own or family
//! records.

mod arrivals;
mod bars;
mod find;
mod glass;
mod own;
mod reviews;
pub(in crate::web) mod whom;

use axum::Router;
use axum::routing::get;

use crate::http::Server;

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new()
        .route("/break-glass", get(find::ask).post(find::find))
        .route(
            "/patients/{id}/break-glass",
            get(glass::ask).post(glass::act),
        )
        .route(
            "/patients/{id}/arrivals",
            get(arrivals::show).post(arrivals::act),
        )
        .route("/patients/{id}/bars", get(bars::show).post(bars::act))
        .route("/own-records", get(own::show).post(own::act))
        .route("/glass-reviews", get(reviews::show).post(reviews::act))
}

#[cfg(test)]
pub(in crate::web) fn samples(shell: &crate::web::Shell) -> Vec<String> {
    let mut samples = find::samples(shell);
    samples.extend(glass::samples(shell));
    samples.extend(arrivals::samples(shell));
    samples.extend(bars::samples(shell));
    samples.extend(own::samples(shell));
    samples.extend(reviews::samples(shell));
    samples
}
