//! From a typed page to a response.

use askama::Template;
use axum::response::{Html, IntoResponse, Response};

use super::Fault;

/// The page as a response, with status 200; `(status, render(&page))` gives another.
pub fn render(page: &impl Template) -> Response {
    match page.render() {
        Ok(html) => Html(html).into_response(),
        Err(error) => Fault::from(error).into_response(),
    }
}
