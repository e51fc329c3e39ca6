//! What is answered instead of what was asked for: problem details (RFC 9457) with a stable code.
//!
//! A [`Problem`] rides along in the response's extensions, so that the layers outside can add the
//! request's id, write it to the log once, or answer with a page instead of JSON.

mod kinds;

use std::borrow::Cow;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

pub use kinds::{INTERNAL, KINDS, Kind, of};

use crate::app::policy::Wrong;
use crate::app::{AppError, Refusal};

/// Seconds after which trying again is worth it.
const RETRY_AFTER_S: u32 = 2;

/// What is said of every fault of ours: the cause is in the log, found by the request's id.
const OURS: &str = "This is a fault of the service, not of the request. The log has its cause under the request's id.";

/// What is said when trying again helps.
const AGAIN: &str = "Nothing was lost. Try again in a moment.";

/// What is answered instead of what was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Which of the closed list.
    pub kind: Kind,
    /// What happened this time and what to do about it; never with a value that was sent.
    pub detail: Cow<'static, str>,
    /// The fields or parameters at fault, where it is about some.
    pub errors: Vec<FieldError>,
    /// Seconds after which trying again is worth it.
    pub retry_after_s: Option<u32>,
    /// The sentences of `errors.ftl` with which a page says it, where those of the kind say too little.
    pub sentences: Option<&'static str>,
}

/// A field or parameter at fault. It never repeats the value that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldError {
    /// Its name.
    #[schema(example = "limit")]
    pub field: String,
    /// What would be accepted.
    #[schema(example = "a whole number from 1 to 200")]
    pub expected: String,
}

/// Problem details (RFC 9457), as sent.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct Body<'a> {
    /// A name for the kind of problem: `urn:redthread:problem:` and the code.
    #[serde(rename = "type")]
    #[schema(example = "urn:redthread:problem:invalid_input")]
    uri: String,
    /// What the kind of problem is called.
    #[schema(example = "What was asked cannot be understood")]
    title: &'a str,
    /// The HTTP status.
    #[schema(example = 400)]
    status: u16,
    /// The stable code; `docs/api.md` lists all.
    #[schema(example = "invalid_input")]
    code: &'a str,
    /// What happened this time and what to do about it.
    #[schema(example = "limit cannot be used; expected is a whole number from 1 to 200.")]
    detail: &'a str,
    /// The id under which the log has this request; also in the header `x-request-id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "0199f0c2-6f6e-7cc3-98c4-dc0c0c07398f")]
    request_id: Option<&'a str>,
    /// The fields or parameters at fault, where it is about some.
    #[serde(skip_serializing_if = "<[FieldError]>::is_empty")]
    errors: &'a [FieldError],
}

impl Problem {
    /// A problem of a code, with what happened this time.
    pub fn new(code: &str, detail: impl Into<Cow<'static, str>>) -> Self {
        let kind = of(code);
        Self {
            kind,
            detail: detail.into(),
            errors: Vec::new(),
            retry_after_s: kind.is_retryable.then_some(RETRY_AFTER_S),
            sentences: None,
        }
    }

    /// A field or parameter that cannot be used.
    pub fn invalid(field: impl Into<String>, expected: impl Into<String>) -> Self {
        let (field, expected) = (field.into(), expected.into());
        let detail = format!("{field} cannot be used; expected is {expected}.");
        let mut problem = Self::new("invalid_input", detail);
        problem.errors.push(FieldError { field, expected });
        problem
    }

    /// Nobody is signed in, or the token is not one that opens anything.
    pub fn unauthenticated(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new("unauthenticated", detail)
    }

    /// There is nothing at this address.
    pub fn no_such_address() -> Self {
        Self::new("not_found", "There is nothing at this address.")
    }

    /// There is something at this address, but not for this method.
    pub fn not_this_method() -> Self {
        Self::new(
            "method_not_allowed",
            "This address is there, but not for this method. The header allow has those it answers.",
        )
    }

    /// A fault of ours. The cause is for the log, not for the answer.
    pub fn internal() -> Self {
        Self::new("internal", OURS)
    }

    /// Names the seconds after which trying again is worth it.
    #[must_use]
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after_s = Some(seconds);
        self
    }

    /// The same, said on a page with other sentences of `errors.ftl` than those of the kind.
    #[must_use]
    pub const fn said_as(mut self, sentences: &'static str) -> Self {
        self.sentences = Some(sentences);
        self
    }

    /// The status it is answered with.
    pub fn status(&self) -> StatusCode {
        self.kind.status
    }

    /// The body as sent, with the id of the request where it is known.
    pub fn body(&self, request_id: Option<&str>) -> Vec<u8> {
        let body = Body {
            uri: format!("urn:redthread:problem:{}", self.kind.code),
            title: self.kind.title,
            status: self.kind.status.as_u16(),
            code: self.kind.code,
            detail: &self.detail,
            request_id,
            errors: &self.errors,
        };
        // Strings and numbers only: there is nothing in it that cannot be written.
        serde_json::to_vec(&body).unwrap_or_default()
    }

    /// The answer, with the id of the request where it is known.
    pub fn respond(self, request_id: Option<&str>) -> Response {
        let mut response = (self.kind.status, self.body(request_id)).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.retry_after_s {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.kind.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response.extensions_mut().insert(self);
        response
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        self.respond(None)
    }
}

impl From<AppError> for Problem {
    /// What may be told of an error. The cause of a fault of ours goes to the log here, and nowhere
    /// else.
    fn from(error: AppError) -> Self {
        let kind = of(error.code());
        if kind.status.is_server_error() {
            if kind.is_retryable {
                tracing::warn!(code = kind.code, cause = %error, "the request cannot be answered now");
                return Self::new(kind.code, AGAIN);
            }
            tracing::error!(code = kind.code, cause = %error, "the request failed");
            return Self::new(kind.code, OURS);
        }
        if let AppError::InvalidInput { field, expected } = error {
            return Self::invalid(field, expected);
        }
        let problem = Self::new(kind.code, sentence(&error.to_string()));
        match error {
            AppError::Policy(wrong) => Self {
                errors: wrong.iter().map(field_error).collect(),
                ..problem
            },
            AppError::Fields(faults) => Self {
                errors: faults
                    .iter()
                    .map(|fault| FieldError {
                        field: fault.field.to_owned(),
                        expected: fault.expected.to_string(),
                    })
                    .collect(),
                ..problem
            },
            AppError::Handover(faults) => Self {
                errors: faults
                    .iter()
                    .map(|fault| FieldError {
                        field: fault.field.to_owned(),
                        expected: fault.expected.to_string(),
                    })
                    .collect(),
                ..problem
            },
            AppError::Unfit(faults) => Self {
                errors: faults
                    .iter()
                    .map(|fault| FieldError {
                        field: fault.field.to_owned(),
                        expected: fault.wrong.expected().to_owned(),
                    })
                    .collect(),
                ..problem
            },
            AppError::LockedOut { seconds } => {
                problem.retry_after(u32::try_from(seconds).unwrap_or(u32::MAX))
            }
            AppError::Forbidden(refusal) => Self {
                sentences: sentences_of(refusal),
                ..problem
            },
            _ => problem,
        }
    }
}

fn field_error(wrong: &Wrong) -> FieldError {
    FieldError {
        field: wrong.field().to_owned(),
        expected: wrong.expected(),
    }
}

/// The sentences of `errors.ftl` about a refusal that pages meet.
const fn sentences_of(refusal: Refusal) -> Option<&'static str> {
    match refusal {
        Refusal::NoCareRole => Some("no-care-role"),
        Refusal::NoPartInCare => Some("no-part-in-care"),
        Refusal::NotYourUnit => Some("not-your-unit"),
        Refusal::RecordClosed => Some("record-closed"),
        Refusal::ReadOnly => Some("read-only-record"),
        Refusal::BehindGlass => Some("behind-glass"),
        Refusal::NotShared => Some("not-shared"),
        Refusal::NotYoursToReword => Some("not-yours-to-reword"),
        Refusal::HandTheScreenOver => Some("hand-the-screen-over"),
        Refusal::KinsOwnWords => Some("kins-own-words"),
        Refusal::NoAnswersTaken => Some("no-answers-taken"),
        Refusal::ReviewsAreForPrivacyOfficers => Some("privacy-officers"),
        Refusal::OwnGlass => Some("own-glass"),
        Refusal::GuestsLetNobodyIn | Refusal::GuestsBreakNoGlass => Some("guests"),
        Refusal::ImportsAreForAdministrators
        | Refusal::PolicyIsForAdministrators
        | Refusal::WordingsAreForAdministrators
        | Refusal::OwnRecordsAreForAdministrators
        | Refusal::DirectoryIsForAdministrators
        | Refusal::AccountsAreForAdministrators => Some("administrators"),
        Refusal::PlansAreForManagers => Some("planners"),
        Refusal::ReportsAreForManagers
        | Refusal::EmploymentsAreForManagers
        | Refusal::RoutesAreForManagers => Some("managers"),
        Refusal::AuditIsForPrivacyOfficers => Some("overseers"),
        Refusal::UploadsAreForAccounts | Refusal::Disabled => None,
    }
}

/// An error's message as a sentence.
fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    let first = letters.next().map(char::to_uppercase);
    let mut sentence: String = first.into_iter().flatten().chain(letters).collect();
    if !sentence.ends_with('.') {
        sentence.push('.');
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::StoreError;

    fn body(problem: &Problem) -> serde_json::Value {
        serde_json::from_slice(&problem.body(Some("r-1"))).unwrap()
    }

    #[test]
    fn a_fault_of_ours_reveals_nothing() {
        let error = AppError::unreadable(
            std::path::Path::new("/srv/secret"),
            &std::io::ErrorKind::NotFound.into(),
        );
        let text = body(&Problem::from(error)).to_string();
        assert!(!text.contains("secret"), "{text}");
        let error = AppError::Internal("in the cellar");
        assert!(!body(&Problem::from(error)).to_string().contains("cellar"));
    }

    #[test]
    fn what_may_succeed_later_says_when() {
        let response = Problem::from(AppError::Store(StoreError::Busy)).into_response();
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(response.headers()[header::RETRY_AFTER], "2");
    }

    #[test]
    fn a_problem_names_the_field_and_what_is_expected() {
        let problem = Problem::from(AppError::InvalidInput {
            field: "limit",
            expected: "a number".to_owned(),
        });
        assert_eq!(
            body(&problem),
            serde_json::json!({
                "type": "urn:redthread:problem:invalid_input",
                "title": "What was asked cannot be understood",
                "status": 400,
                "code": "invalid_input",
                "detail": "limit cannot be used; expected is a number.",
                "request_id": "r-1",
                "errors": [{"field": "limit", "expected": "a number"}],
            })
        );
    }

    #[test]
    fn nobody_signed_in_is_told_how() {
        let response = Problem::unauthenticated("Send a token.").into_response();
        assert_eq!(response.headers()[header::WWW_AUTHENTICATE], "Bearer");
        assert_eq!(
            response.headers()[header::CONTENT_TYPE],
            "application/problem+json"
        );
    }
}
