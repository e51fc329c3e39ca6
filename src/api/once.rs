//! `Idempotency-Key`: a request that names one is done once. The same request again is given the same
//! answer for 24 hours; another request under the same key is refused, and so is the same one while the
//! first is under way, or where it was cut off so that nobody knows what became of it.
//!
//! It holds for every POST that names a key, of the addresses in [`KEPT`]. Only what succeeded is kept: whatever was
//! refused changed nothing and may be sent again under the same key.

use aws_lc_rs::digest::{Context, SHA256};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use utoipa::openapi::Required;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::{IntoParams, PartialSchema};

use super::{Caller, LARGEST_BODY};
use crate::app::idempotency::{self, Answer, Known};
use crate::domain::ids::AccountId;
use crate::http::{Problem, Server};

/// The header.
const HEADER: &str = "idempotency-key";

/// The addresses whose answers are kept. Others may do without, or keep what came of a request in the
/// transaction that did it.
const KEPT: [&str; 1] = ["/handovers"];

/// The header of answers that were given before.
const REPLAYED: &str = "idempotency-replayed";

/// The most characters of a key.
const LONGEST: usize = 200;

/// The largest answer that is kept.
const LARGEST_ANSWER: usize = 1024 * 1024;

/// The header, as operations describe it.
#[derive(Debug, Clone, Copy)]
pub struct OnceKey;

impl IntoParams for OnceKey {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![
            ParameterBuilder::new()
                .name(HEADER)
                .parameter_in(ParameterIn::Header)
                .required(Required::False)
                .description(Some(
                    "A name of your own for this request, 1 to 200 visible characters: sent again under it within 24 hours, it is done once and given the same answer.",
                ))
                .schema(Some(<String as PartialSchema>::schema()))
                .build(),
        ]
    }
}

/// Does a request that names a key once.
pub(super) async fn once(State(server): State<Server>, request: Request, next: Next) -> Response {
    let is_named = request.headers().contains_key(HEADER);
    if *request.method() != Method::POST || !is_named || !is_kept(&request) {
        return next.run(request).await;
    }
    let Some(key) = key_of(&request) else {
        return Problem::invalid(HEADER, "1 to 200 visible characters").into_response();
    };
    // Behind the sign-in there is a caller.
    let Some(account) = request
        .extensions()
        .get::<Caller>()
        .map(|caller| caller.viewer.account)
    else {
        return Problem::internal().into_response();
    };
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LARGEST_BODY).await else {
        return Problem::new(
            "payload_too_large",
            "The body is larger than this address reads.",
        )
        .into_response();
    };
    let digest = digest(&parts, &body);
    let app = &server.app;
    match idempotency::claim(app, (account, &key), &digest).await {
        Err(error) => Problem::from(error).into_response(),
        Ok(Known::Answered(answer)) => replay(answer),
        Ok(Known::Other) => Problem::new(
            "key_reused",
            "This key was used for another request; name a new one.",
        )
        .into_response(),
        Ok(Known::UnderWay) => Problem::new(
            "conflict",
            "A request under this key is under way, or was cut off: look whether it was done before you send it under another key.",
        )
        .into_response(),
        Ok(Known::Claimed) => {
            let request = Request::from_parts(parts, Body::from(body));
            let response = next.run(request).await;
            keep(&server, (account, &key), response).await
        }
    }
}

/// Whether answers of the address are kept here.
fn is_kept(request: &Request) -> bool {
    let path = request.extensions().get::<MatchedPath>();
    path.is_some_and(|path| KEPT.iter().any(|part| path.as_str().contains(part)))
}

fn key_of(request: &Request) -> Option<String> {
    let key = request.headers().get(HEADER)?.to_str().ok()?.trim();
    let fits =
        (1..=LONGEST).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
    fits.then(|| key.to_owned())
}

/// What tells one request from another: where it goes, the version it names, and its body.
fn digest(parts: &axum::http::request::Parts, body: &Bytes) -> String {
    let mut context = Context::new(&SHA256);
    let version = parts.headers.get(header::IF_MATCH);
    let address = parts.uri.to_string();
    let pieces: [&[u8]; 3] = [
        address.as_bytes(),
        version.map_or(&[], |version| version.as_bytes()),
        body,
    ];
    for piece in pieces {
        // With its length, so that two pieces cannot pass for two others.
        context.update(&piece.len().to_le_bytes());
        context.update(piece);
    }
    URL_SAFE_NO_PAD.encode(context.finish())
}

/// Keeps an answer that is a success; gives the key back otherwise. What is kept could not be read again:
/// it is passed on all the same.
async fn keep(server: &Server, key: (AccountId, &str), response: Response) -> Response {
    if !response.status().is_success() {
        if let Err(error) = idempotency::give_back(&server.app, key).await {
            tracing::warn!(code = error.code(), "an idempotency key was not given back");
        }
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, LARGEST_ANSWER).await else {
        return Problem::internal().into_response();
    };
    let etag = parts.headers.get(header::ETAG);
    let answer = Answer {
        status: i32::from(parts.status.as_u16()),
        etag: etag
            .and_then(|etag| etag.to_str().ok())
            .map(ToOwned::to_owned),
        body: String::from_utf8_lossy(&body).into_owned(),
    };
    if let Err(error) = idempotency::answer(&server.app, key, answer).await {
        tracing::warn!(
            code = error.code(),
            "an answer was not kept under its idempotency key"
        );
    }
    Response::from_parts(parts, Body::from(body))
}

fn replay(answer: Answer) -> Response {
    let status = u16::try_from(answer.status).ok();
    let status = status.and_then(|status| StatusCode::from_u16(status).ok());
    let mut response = (
        status.unwrap_or(StatusCode::OK),
        [(header::CONTENT_TYPE, "application/json")],
        answer.body,
    )
        .into_response();
    let headers = response.headers_mut();
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    if let Some(etag) = answer
        .etag
        .and_then(|etag| HeaderValue::from_str(&etag).ok())
    {
        headers.insert(header::ETAG, etag);
    }
    response
}
