//! Thresholds, for administrators: in words, with their history, changed with a reason, and what a
//! change would change before it is made.

mod found;
mod history;
mod previews;
mod show;
mod submit;
mod typed;
mod words;

pub(in crate::web) use words::sentence;

use axum::Router;
use axum::routing::get;
use uuid::Uuid;

use crate::domain::ids::UnitId;
use crate::http::Server;

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new()
        .route("/policy", get(show::show).post(submit::submit))
        .route("/policy/history", get(history::list))
        .route("/policy/previews/{preview}", get(previews::show))
}

/// The page of the service's thresholds, or of a unit's.
fn address(unit: Option<UnitId>) -> String {
    unit.map_or_else(
        || "/policy".to_owned(),
        |unit| format!("/policy?unit={}", unit.0),
    )
}

/// The unit of an address or form; empty is the service.
///
/// # Errors
/// Nothing is there under another text.
fn unit_of(text: &str) -> Result<Option<UnitId>, crate::web::Fault> {
    if text.is_empty() {
        return Ok(None);
    }
    let id = Uuid::parse_str(text).map_err(|_| crate::web::Fault::not_found())?;
    Ok(Some(UnitId(id)))
}

/// Every page about thresholds.
#[cfg(test)]
pub(in crate::web) fn samples(shell: &crate::web::Shell) -> Vec<String> {
    [show::samples, history::samples, previews::samples]
        .iter()
        .flat_map(|samples| samples(shell))
        .collect()
}
