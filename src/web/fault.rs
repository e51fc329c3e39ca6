//! What a page's handler returns when it cannot answer: a problem, which [`super::error`] shows as
//! a page in the reader's language.

use axum::response::{IntoResponse, Response};

use crate::app::AppError;
use crate::http::Problem;

/// Why a page cannot be shown. Handlers return `Result<Response, Fault>` and use `?` on use cases.
#[derive(Debug, Clone)]
pub struct Fault(pub Problem);

impl Fault {
    /// There is nothing at this address, or nothing that this account may know of.
    pub fn not_found() -> Self {
        Self(Problem::no_such_address())
    }

    /// A kind of problem by its code (`src/http/problem/kinds.rs`). The page says what it is in the
    /// reader's language; `detail` is only seen by programs.
    pub fn of(code: &str, detail: &'static str) -> Self {
        Self(Problem::new(code, detail))
    }
}

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

impl From<AppError> for Fault {
    fn from(error: AppError) -> Self {
        Self(error.into())
    }
}

impl From<askama::Error> for Fault {
    fn from(error: askama::Error) -> Self {
        tracing::error!(cause = %error, "a page cannot be rendered");
        Self(Problem::internal())
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        self.0.into_response()
    }
}
