//! Headers that every answer has, which tell a browser what it must not do with it.
//!
//! Pages and answers of the API are not compressed: they mix what a reader typed with the form token
//! and with patients' data, and the length of a compressed answer tells somebody on the network who
//! can make the reader send requests how much of the two is alike (BREACH). Style sheets and scripts
//! hold no secret and are compressed (`web::assets`). Where pages are too large for a slow line, the
//! cure is smaller pages.

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use super::Server;

/// Everything from here, nothing inline: a text that slips through the templates' escaping can
/// neither run nor draw nor send anything.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; \
    frame-ancestors 'none'; base-uri 'none'";

/// Nothing here asks for any of these.
const PERMISSIONS: &str = "accelerometer=(), camera=(), display-capture=(), geolocation=(), \
    gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

const ALWAYS: [(HeaderName, HeaderValue); 7] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(POLICY),
    ),
    // An address holds a patient's id; nobody else is told where a reader came from. `same-origin`
    // and not `no-referrer`, with which browsers send `Origin: null` and forms could not be told
    // from forged ones.
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("same-origin"),
    ),
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(PERMISSIONS),
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("x-frame-options"),
        HeaderValue::from_static("DENY"),
    ),
];

/// That browsers never ask without TLS again, where the service is behind it. Two years, the domain itself only: what else is served below it is not ours to decide.
const TRANSPORT: HeaderValue = HeaderValue::from_static("max-age=63072000");

/// Adds the headers, where a handler has not set its own.
pub(super) async fn guard(State(server): State<Server>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in ALWAYS {
        response.headers_mut().entry(name).or_insert(value);
    }
    if server.site.is_secure() {
        let transport = header::STRICT_TRANSPORT_SECURITY;
        response.headers_mut().insert(transport, TRANSPORT);
    }
    response
}
