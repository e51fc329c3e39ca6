//! Which requests are one: a create that is sent again under its key is not done again.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use utoipa::openapi::Required;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::{IntoParams, PartialSchema};

use crate::app::recording::Once;
use crate::http::Problem;

/// The header.
const HEADER: &str = "idempotency-key";

/// The key of a create, where one was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey(pub Option<Once>);

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let Some(sent) = parts.headers.get(HEADER) else {
            return Ok(Self(None));
        };
        let key = sent.to_str().ok().and_then(Once::of);
        key.map(|key| Self(Some(key))).ok_or_else(|| {
            Problem::invalid(HEADER, "1 to 200 visible ASCII characters, such as a UUID")
        })
    }
}

impl IntoParams for IdempotencyKey {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![
            ParameterBuilder::new()
                .name(HEADER)
                .parameter_in(ParameterIn::Header)
                .required(Required::False)
                .description(Some(
                    "A key of your own, such as a UUID: under it the same is done once, however often it is sent within a week.",
                ))
                .schema(Some(<String as PartialSchema>::schema()))
                .build(),
        ]
    }
}
