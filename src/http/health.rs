//! `/healthz`: the process is alive. `/readyz`: it can do its work.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::json;

use super::Server;
use crate::app::{self, App, AppError};

/// Routes that need no account and reveal nothing.
pub(super) fn routes() -> Router<Server> {
    Router::new()
        .route("/healthz", get(alive))
        .route("/readyz", get(ready))
}

async fn alive() -> Response {
    answer(StatusCode::OK, "alive")
}

/// Ready when the database answers and its schema is up to date; else 503 with a word for why.
async fn ready(State(app): State<App>) -> Response {
    match app::check_ready(&app).await {
        Ok(()) => answer(StatusCode::OK, "ready"),
        Err(error) => {
            tracing::warn!(code = error.code(), "not ready");
            let mut response = answer(StatusCode::SERVICE_UNAVAILABLE, status_word(&error));
            let retry = header::HeaderValue::from_static("5");
            response.headers_mut().insert(header::RETRY_AFTER, retry);
            response
        }
    }
}

fn status_word(error: &AppError) -> &'static str {
    match error {
        AppError::MigrationsPending(_) | AppError::SchemaNewer => "schema_differs",
        _ => "database_unavailable",
    }
}

fn answer(status: StatusCode, word: &str) -> Response {
    let headers = [(header::CACHE_CONTROL, "no-store")];
    (status, headers, Json(json!({ "status": word }))).into_response()
}
