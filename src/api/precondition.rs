//! Which state a change is for: answers carry an `etag`, and a change sends it back as `if-match`.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use utoipa::openapi::Required;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::{IntoParams, PartialSchema};

use crate::http::Problem;

/// The state that a change is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IfMatch(pub u64);

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let sent = parts.headers.get(header::IF_MATCH).ok_or_else(|| {
            Problem::new(
                "precondition_required",
                "Send the etag of what was read in the header if-match: the change is for that, and for nothing newer.",
            )
        })?;
        let number = sent
            .to_str()
            .ok()
            .map(str::trim)
            .and_then(|sent| sent.strip_prefix('"')?.strip_suffix('"'))
            .and_then(|number| number.parse().ok());
        // One that we never gave is of no state there was.
        Ok(Self(number.unwrap_or(u64::MAX)))
    }
}

/// The header of a state.
pub fn etag(state: u64) -> [(header::HeaderName, HeaderValue); 1] {
    let value = HeaderValue::from_str(&format!("\"{state}\""));
    // Digits and quotes: there is nothing in it that a header cannot have.
    let value = value.unwrap_or(HeaderValue::from_static("\"\""));
    [(header::ETAG, value)]
}

impl IntoParams for IfMatch {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![
            ParameterBuilder::new()
                .name("if-match")
                .parameter_in(ParameterIn::Header)
                .required(Required::True)
                .description(Some("The etag of what was looked at."))
                .schema(Some(<String as PartialSchema>::schema()))
                .build(),
        ]
    }
}
