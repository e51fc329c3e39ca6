//! What every request for a page passes first: a form that another site sent is refused, and behind
//! the sign-in nobody comes without a living session, whatever the page itself asks for.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::fault::Fault;
use super::form::{self, MOST_BYTES};
use super::pages::sign_in;
use super::reader::{Reader, here};
use crate::http::{Problem, Server};

/// The header in which a script gives the form token.
const TOKEN_HEADER: &str = "x-form-token";

/// The routes that take an [`super::form::Upload`], and look for the token in it themselves.
const TAKES_FILES: [&str; 1] = ["/imports/new"];

/// Refuses what changes something and was not sent by a page of ours.
///
/// Browsers say where a request comes from: in `Sec-Fetch-Site`, and where that is missing (older
/// ones, and plain HTTP on another machine) in `Origin`. What says neither is no browser with a
/// session. Beside it every form carries its session's token, see [`signed_in`].
pub(super) async fn own_origin(
    State(server): State<Server>,
    request: Request,
    next: Next,
) -> Response {
    if is_safe(request.method()) || is_ours(&server, request.headers()) {
        return next.run(request).await;
    }
    tracing::warn!("a form of another site, or of no site, was refused");
    Problem::new(
        "forbidden",
        "This was not sent by a page of this service. Open the page here and send it from there.",
    )
    .said_as("other-site")
    .into_response()
}

fn is_ours(server: &Server, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if headers.contains_key("sec-fetch-site") {
        return matches!(text("sec-fetch-site"), Some("same-origin" | "none"));
    }
    text("origin").is_some_and(|origin| server.site.is_own(origin, headers))
}

/// Lets nobody past without a living session, and nothing that changes something without the
/// session's form token. Who was signed out in the middle of a form finds it on the sign-in page.
pub(super) async fn signed_in(
    State(server): State<Server>,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let reader = match Reader::find(&mut parts, &server).await {
        Ok(reader) => reader,
        Err(error) => return Fault::from(error).into_response(),
    };
    if is_safe(&parts.method) {
        return match reader {
            Some(_) => next.run(Request::from_parts(parts, body)).await,
            None => sign_in::ask(&server, &parts, &here(&parts)).await,
        };
    }
    let read = async |body| to_bytes(body, MOST_BYTES).await.map_err(|_| too_large());
    match (reader, kind_of(&parts)) {
        (Some(reader), Kind::Form) => match read(body).await {
            Ok(typed) => match form::token_of(&typed) {
                Some(token) if reader.is_form_token(&token) => {
                    next.run(Request::from_parts(parts, Body::from(typed)))
                        .await
                }
                _ => form::wrong_token().into_response(),
            },
            Err(fault) => fault.into_response(),
        },
        // Its parts come one after the other: see [`super::form::Upload`].
        (Some(_), Kind::Upload) if takes_files(&parts) => {
            next.run(Request::from_parts(parts, body)).await
        }
        (Some(_), Kind::Upload) => form::wrong_token().into_response(),
        (Some(reader), Kind::Other) => {
            let token = parts.headers.get(TOKEN_HEADER);
            if token.is_some_and(|token| {
                reader.is_form_token(&String::from_utf8_lossy(token.as_bytes()))
            }) {
                next.run(Request::from_parts(parts, body)).await
            } else {
                form::wrong_token().into_response()
            }
        }
        (None, Kind::Form) => {
            // What is too long to be kept is told so there.
            let typed = read(body).await.unwrap_or_else(|_| Bytes::new());
            sign_in::keep(&server, &parts, &typed).await
        }
        (None, Kind::Upload | Kind::Other) => sign_in::keep(&server, &parts, &Bytes::new()).await,
    }
}

/// Whether the page reads files. What is sent elsewhere in their form would get past unread, token
/// and all.
fn takes_files(parts: &Parts) -> bool {
    let path = parts.extensions.get::<MatchedPath>();
    path.is_some_and(|path| TAKES_FILES.contains(&path.as_str()))
}

enum Kind {
    Form,
    Upload,
    Other,
}

fn kind_of(parts: &Parts) -> Kind {
    let kind = parts
        .headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .and_then(|kind| kind.split(';').next())
        .map(|kind| kind.trim().to_ascii_lowercase());
    match kind.as_deref() {
        Some("application/x-www-form-urlencoded") => Kind::Form,
        Some("multipart/form-data") => Kind::Upload,
        _ => Kind::Other,
    }
}

fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

fn too_large() -> Fault {
    Problem::new(
        "payload_too_large",
        "The form is larger than this address reads.",
    )
    .into()
}
