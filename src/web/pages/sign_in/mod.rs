//! Signing in and out, and who I am.

use axum::response::{IntoResponse, Redirect, Response};

/// Sends a browser without a living session to the sign-in page, which leads back.
pub(in crate::web) fn ask(_here: &str) -> Response {
    Redirect::to("/sign-in").into_response()
}
