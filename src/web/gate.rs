//! What every request for a page passes first: a form that another site sent is refused, and behind
//! the sign-in nobody comes without a living session, whatever the page itself asks for. A session whose screen
//! is in a patient's hands is none there; for it there are the patient's own pages, and nothing else.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;

use super::fault::Fault;
use super::form::{self, MOST_BYTES};
use super::pages::own::{self, OwnReader};
use super::pages::sign_in;
use super::reader::{Reader, here};
use crate::http::{Problem, Server};

/// The header in which a script gives the form token.
const TOKEN_HEADER: &str = "x-form-token";

/// The largest form of a patient's: an entry of the greatest length, in any script as forms write it.
const MOST_OWN_BYTES: usize = 192 * 1024;

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

/// Lets onto the patient's own pages nobody but the patient whom a screen was handed over to, beyond the first of
/// them only once they have given their code, and nothing that changes something without the form token.
pub(super) async fn in_own_hands(
    State(server): State<Server>,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let is_safe = is_safe(&parts.method);
    let reader = match OwnReader::find(&mut parts, &server).await {
        Ok(Some(reader)) => reader,
        Ok(None) if is_safe => {
            // Staff, who have no business here, or nobody.
            return match Reader::find(&mut parts, &server).await {
                Ok(Some(_)) => Redirect::to("/").into_response(),
                Ok(None) => sign_in::ask(&server, &parts, "/").await,
                Err(error) => Fault::from(error).into_response(),
            };
        }
        // Given back, or closed by itself: what was written must not be shown to whoever signs in next.
        Ok(None) => return form::wrong_token().into_response(),
        Err(error) => return Fault::from(error).into_response(),
    };
    if !reader.own.is_open && !own::is_before_the_code(parts.uri.path()) {
        return Redirect::to(own::ADDRESS).into_response();
    }
    if is_safe {
        return next.run(Request::from_parts(parts, body)).await;
    }
    let Kind::Form = kind_of(&parts) else {
        return form::wrong_token().into_response();
    };
    match to_bytes(body, MOST_OWN_BYTES).await {
        Err(_) => too_large().into_response(),
        Ok(typed) => match form::token_of(&typed) {
            Some(token) if reader.is_form_token(&token) => {
                next.run(Request::from_parts(parts, Body::from(typed)))
                    .await
            }
            _ => form::wrong_token().into_response(),
        },
    }
}

/// Lets nobody sign in or out on a screen that is in a patient's hands. That it is so is no secret to open pages
/// of the browser, which are covered by it.
pub(super) async fn in_no_hands(
    State(server): State<Server>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let path = parts.uri.path();
    if path != "/lock/state" && !(path == "/lock" && parts.method == Method::POST) {
        let jar = CookieJar::from_headers(&parts.headers);
        if let Some(way) = sign_in::own_pages(&server, &parts, &jar).await {
            return way;
        }
    }
    next.run(Request::from_parts(parts, body)).await
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
