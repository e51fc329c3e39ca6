//! What happens to every request, whoever answers it: an id, a time limit, a caught panic, one line
//! in the log.

use std::panic::AssertUnwindSafe;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use futures_util::FutureExt;
use tracing::Instrument;

use super::{Problem, Server};

/// The header that names a request, so that its lines in the log can be found.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// How long an answer may take to begin.
const LIMIT: Duration = Duration::from_secs(30);

/// How long it may take where files are sent.
const UPLOAD_LIMIT: Duration = Duration::from_mins(10);

/// The id of a request: among the extensions of every request.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

/// Who asks, once that is known: among the extensions of every request, for the line in the log.
#[derive(Debug, Clone, Default)]
pub struct Asker(Arc<OnceLock<String>>);

impl Asker {
    /// Notes who asks, as the audit trail calls them. A second name changes nothing.
    pub fn is(&self, actor: &crate::app::Actor) {
        let _ = self.0.set(actor.to_string());
    }

    fn name(&self) -> &str {
        self.0.get().map_or("-", String::as_str)
    }
}

/// Attends to a request from its arrival to the beginning of its answer.
pub(super) async fn attend(
    State(server): State<Server>,
    mut request: Request,
    next: Next,
) -> Response {
    let began = Instant::now();
    let id = server.app.ids.next().to_string();
    let asker = Asker::default();
    request.extensions_mut().insert(RequestId(id.clone()));
    request.extensions_mut().insert(asker.clone());
    let method = request.method().clone();
    // The pattern of the route, never the address: that may hold what somebody typed.
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "-".to_owned(), |path| path.as_str().to_owned());
    let span = tracing::info_span!("request", id = %id);
    let limit = limit_of(&request);
    let mut response = answer(request, next, limit).instrument(span).await;
    name(&mut response, &id);
    let code = response
        .extensions()
        .get::<Problem>()
        .map_or("-", |problem| problem.kind.code);
    let (status, took) = (response.status().as_u16(), began.elapsed());
    let (actor, method, ms) = (asker.name(), called(&method), took.as_millis());
    server.app.metrics.answered(method, &route, status, took);
    if matches!(route.as_str(), "/healthz" | "/readyz" | "/metrics") {
        tracing::debug!(request.id = %id, method, route, status, code, ms, actor, "answered");
    } else {
        tracing::info!(request.id = %id, method, route, status, code, ms, actor, "answered");
    }
    response
}

/// A method by name: one that nobody knows is whatever somebody typed.
fn called(method: &Method) -> &str {
    match *method {
        Method::GET
        | Method::HEAD
        | Method::POST
        | Method::PUT
        | Method::PATCH
        | Method::DELETE
        | Method::OPTIONS => method.as_str(),
        _ => "-",
    }
}

async fn answer(request: Request, next: Next, limit: Duration) -> Response {
    // A panic unwinds out of what belongs to this request alone; locks that others share are held
    // by tokio or mended where they are taken.
    let answer = AssertUnwindSafe(next.run(request)).catch_unwind();
    match tokio::time::timeout(limit, answer).await {
        Ok(Ok(response)) => response,
        Ok(Err(_)) => {
            // The panic's own words may hold a value: where it happened is told by the hook.
            tracing::error!("a handler panicked");
            Problem::internal().respond(None)
        }
        Err(_) => {
            tracing::warn!(limit_s = limit.as_secs(), "no answer within the limit");
            Problem::new(
                "timed_out",
                "The answer took too long and was given up. Try again.",
            )
            .respond(None)
        }
    }
}

fn limit_of(request: &Request) -> Duration {
    let is_upload = request
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"));
    if is_upload { UPLOAD_LIMIT } else { LIMIT }
}

/// Puts the id into the headers, and into the body of a problem.
fn name(response: &mut Response, id: &str) {
    let is_json = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind == "application/problem+json");
    let body = response
        .extensions()
        .get::<Problem>()
        .filter(|_| is_json)
        .map(|problem| problem.body(Some(id)));
    if let Some(body) = body {
        response.headers_mut().remove(header::CONTENT_LENGTH);
        *response.body_mut() = Body::from(body);
    }
    if let Ok(id) = HeaderValue::from_str(id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
}

/// Nothing is kept by a browser or a proxy unless its handler says so: nearly everything here is
/// about a patient.
pub(super) async fn keep_nothing(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response
        .headers_mut()
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::http::StatusCode;
    use axum::routing::get;
    use tower::ServiceExt;

    use super::*;

    async fn answered(address: &str) -> Response {
        async fn panics() {
            panic!("a value that nobody should read");
        }
        let limit = Duration::from_millis(1);
        Router::new()
            .route("/panics", get(panics))
            .route("/never", get(std::future::pending::<()>))
            .layer(axum::middleware::from_fn(move |request, next| {
                answer(request, next, limit)
            }))
            .oneshot(Request::get(address).body(Body::empty()).unwrap())
            .await
            .unwrap()
    }

    #[tokio::test]
    async fn a_panic_is_a_fault_of_ours_that_says_nothing() {
        let response = answered("/panics").await;
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        let problem = response.extensions().get::<Problem>().unwrap();
        assert_eq!(problem, &Problem::internal());
    }

    #[tokio::test]
    async fn an_answer_that_does_not_come_is_given_up() {
        let response = answered("/never").await;
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert!(response.headers().contains_key(header::RETRY_AFTER));
    }
}
