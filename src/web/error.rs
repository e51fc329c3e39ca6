//! Answers that went wrong, as pages: what happened, why, and what to do, in the reader's language,
//! with the status it has and the id under which the log knows it.
//!
//! This is a layer and not a template that handlers call, because many errors come from places that
//! know no reader: an extractor, a body that is too large, a panic, an address nobody answers.

use std::sync::{Arc, OnceLock};

use askama::Template;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

use super::glass_banner;
use super::preferences::Preferences;
use super::shell::Shell;
use crate::http::{Problem, problem};

/// Where the extractors leave the frame of whoever is signed in, so that an error does not look as
/// if they were signed out: among the extensions of every request for a page.
#[derive(Debug, Clone, Default)]
pub struct Frame(Arc<OnceLock<Shell>>);

impl Frame {
    /// Notes the frame of this request. A second one changes nothing.
    pub fn is(&self, shell: &Shell) {
        let _ = self.0.set(shell.clone());
    }
}

/// A page that says what went wrong.
#[derive(Debug, Template)]
#[template(path = "error.html")]
pub struct ErrorPage {
    /// The frame.
    pub shell: Shell,
    /// The group of problems it belongs to: `errors.ftl` has three sentences for each.
    pub group: &'static str,
    /// The status, for those who report it.
    pub status: u16,
    /// The id under which the log has the request; empty where nobody gave it one.
    pub request_id: String,
}

/// Turns what went wrong on the way to a page into a page. Answers of the API stay as they are.
pub async fn dress(mut request: Request, next: Next) -> Response {
    if is_for_programs(request.uri().path()) {
        return next.run(request).await;
    }
    let preferences = Preferences::of(request.headers());
    // A form's own address may hold nothing to return to, and a long one is somebody's experiment.
    let here = request
        .uri()
        .path_and_query()
        .map_or("/", |address| address.as_str())
        .to_owned();
    let frame = Frame::default();
    request.extensions_mut().insert(frame.clone());
    let response = next.run(request).await;
    let Some((kind, sentences)) = what_of(&response) else {
        return response;
    };
    let shell = frame.0.get().cloned();
    let mut shell = shell.unwrap_or_else(|| Shell::guest(preferences, here));
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        // Nothing to come back to after a change of language.
        "/".clone_into(&mut shell.here);
    }
    page(response, kind, sentences, shell)
}

fn is_for_programs(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/") || matches!(path, "/healthz" | "/readyz")
}

/// What went wrong and with which sentences that is said, where something did and no page says so yet.
fn what_of(response: &Response) -> Option<(problem::Kind, &'static str)> {
    if let Some(problem) = response.extensions().get::<Problem>() {
        let kind = problem.kind;
        let sentences = problem.sentences.unwrap_or_else(|| group_of(kind.code));
        return Some((kind, sentences));
    }
    let status = response.status();
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if is_page || !(status.is_client_error() || status.is_server_error()) {
        return None;
    }
    let code = match status {
        StatusCode::UNAUTHORIZED => "unauthenticated",
        StatusCode::FORBIDDEN => "forbidden",
        StatusCode::NOT_FOUND => "not_found",
        StatusCode::METHOD_NOT_ALLOWED => "method_not_allowed",
        StatusCode::REQUEST_TIMEOUT => "request_timeout",
        StatusCode::CONFLICT => "conflict",
        StatusCode::PAYLOAD_TOO_LARGE => "payload_too_large",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "unsupported_media_type",
        StatusCode::TOO_MANY_REQUESTS => "too_many_requests",
        status if status.is_client_error() => "invalid_input",
        _ => "internal",
    };
    Some((problem::of(code), group_of(code)))
}

/// The same answer with a page for a body. Headers that say more (`allow`, `retry-after`, a cookie
/// that is taken back) stay.
fn page(response: Response, kind: problem::Kind, group: &'static str, shell: Shell) -> Response {
    let (mut parts, _) = response.into_parts();
    let request_id = parts
        .headers
        .get(crate::http::REQUEST_ID)
        .and_then(|id| id.to_str().ok())
        .unwrap_or_default();
    let page = ErrorPage {
        shell,
        group,
        status: parts.status.as_u16(),
        request_id: request_id.to_owned(),
    };
    let html = page.render().unwrap_or_else(|error| {
        tracing::error!(cause = %error, "the page of an error cannot be rendered");
        kind.title.to_owned()
    });
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    Response::from_parts(parts, Body::from(html))
}

/// Problems that a reader need not tell apart share their sentences.
fn group_of(code: &str) -> &'static str {
    match code {
        "not_found" => "not-found",
        "forbidden" => "forbidden",
        "unauthenticated" | "wrong_credentials" => "signed-out",
        "invalid_input"
        | "invalid_json"
        | "unknown_field"
        | "invalid_cursor"
        | "precondition_required"
        | "unsupported_media_type"
        | "missing_reference" => "not-understood",
        "bad_file" => "bad-file",
        "method_not_allowed" => "method",
        "conflict" | "key_reused" | "not_possible" | "precondition_failed" => "conflict",
        "payload_too_large" => "too-large",
        "too_many_requests" => "too-many",
        "request_timeout" | "timed_out" | "database_timeout" => "too-slow",
        "busy" | "database_busy" | "database_unavailable" => "busy",
        "read_only" | "disk_full" => "not-stored",
        "migrations_pending" | "schema_newer" | "database_url" => "upkeep",
        "audit_key" | "audit_broken" => "audit",
        _ => "ours",
    }
}

impl ErrorPage {
    /// A fault of ours, which has every part.
    #[cfg(test)]
    pub(super) fn sample(shell: Shell) -> Self {
        Self {
            shell,
            group: "ours",
            status: 500,
            request_id: "0199f0c2-6f6e-7cc3-98c4-dc0c0c07398f".to_owned(),
        }
    }

    /// A sentence of the group: `what`, `why` or `do`.
    fn say(&self, part: &str) -> String {
        self.shell.text.say(&format!("error-{}-{part}", self.group))
    }

    /// Whether it is for the reader to sign in.
    fn wants_sign_in(&self) -> bool {
        self.group == "signed-out"
    }

    /// The way to break the glass, where that would open what was asked for.
    fn way_in(&self) -> Option<String> {
        if self.group != "no-part-in-care" {
            return None;
        }
        let patient = glass_banner::patient_of(&self.shell.here)?;
        Some(format!("/patients/{}/break-glass", patient.0))
    }

    /// What to tell those who can look into the log, where somebody has to.
    fn report(&self) -> Option<String> {
        let is_ours = self.status >= 500 && !self.request_id.is_empty();
        let id = || [("id", self.request_id.as_str().into())];
        is_ours.then(|| self.shell.text.with("error-report", id()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::{Language, Text, Theme};

    #[test]
    fn every_refusal_has_its_sentences_in_both_languages() {
        for language in Language::ALL {
            for group in [
                "no-care-role",
                "no-part-in-care",
                "record-closed",
                "read-only-record",
                "behind-glass",
                "not-shared",
                "hand-the-screen-over",
                "kins-own-words",
                "no-answers-taken",
                "in-hands",
                "privacy-officers",
                "own-glass",
                "administrators",
                "managers",
                "planners",
                "overseers",
                "old-form",
                "other-site",
            ] {
                for part in ["what", "why", "do"] {
                    let key = format!("error-{group}-{part}");
                    assert_ne!(Text(language).say(&key), key);
                }
            }
        }
    }

    #[test]
    fn every_kind_of_problem_has_its_sentences_in_both_languages() {
        for language in Language::ALL {
            for kind in problem::KINDS {
                let shell = Shell::guest(
                    Preferences {
                        language,
                        theme: Theme::Auto,
                    },
                    "/",
                );
                let page = ErrorPage {
                    shell,
                    group: group_of(kind.code),
                    status: kind.status.as_u16(),
                    request_id: "r-1".to_owned(),
                };
                for part in ["what", "why", "do"] {
                    let sentence = page.say(part);
                    assert!(!sentence.starts_with("error-"), "{sentence}");
                }
                let html = page.render().unwrap();
                assert!(html.contains(&format!("lang=\"{}\"", language.code())));
                let says_so = html.contains(&Text(language).say("error-ours-what"));
                assert_eq!(says_so, page.group == "ours", "{}", kind.code);
            }
        }
    }
}
