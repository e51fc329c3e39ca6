//! Forms that a script sends in place of the browser, so that what was typed outlives a connection that
//! breaks meanwhile (`assets/send.js`). The same handlers answer; a script is only told where an answer
//! leads, because browsers do not let it see.

use axum::extract::Request;
use axum::http::{HeaderName, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

/// What a script says of itself.
const BY_SCRIPT: HeaderName = HeaderName::from_static("x-sent-by-script");
/// Where the answer leads.
const LEADS_TO: HeaderName = HeaderName::from_static("x-leads-to");

/// Tells a script where a redirect leads; browsers are led there.
pub(super) async fn tell(request: Request, next: Next) -> Response {
    let is_by_script = request.headers().contains_key(BY_SCRIPT);
    let mut response = next.run(request).await;
    if is_by_script
        && response.status() == StatusCode::SEE_OTHER
        && let Some(place) = response.headers_mut().remove(header::LOCATION)
    {
        *response.status_mut() = StatusCode::NO_CONTENT;
        response.headers_mut().insert(LEADS_TO, place);
    }
    response
}
