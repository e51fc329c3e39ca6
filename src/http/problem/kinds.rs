//! The closed list of what may be answered instead of what was asked for: code, status, title, and
//! whether the same request may succeed later.

use axum::http::StatusCode;

/// One kind of problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// The stable code, for machines.
    pub code: &'static str,
    /// The HTTP status.
    pub status: StatusCode,
    /// What it is called, the same for every occurrence.
    pub title: &'static str,
    /// Whether the same request may succeed later without anybody changing anything.
    pub is_retryable: bool,
}

const fn kind(code: &'static str, status: StatusCode, title: &'static str) -> Kind {
    Kind {
        code,
        status,
        title,
        is_retryable: false,
    }
}

const fn later(code: &'static str, status: StatusCode, title: &'static str) -> Kind {
    Kind {
        code,
        status,
        title,
        is_retryable: true,
    }
}

/// A fault of ours, and the answer where a code is in no list.
pub const INTERNAL: Kind = kind(
    "internal",
    StatusCode::INTERNAL_SERVER_ERROR,
    "Something went wrong inside Red Thread",
);

/// Every kind, in order of status.
pub const KINDS: &[Kind] = &[
    kind(
        "invalid_input",
        StatusCode::BAD_REQUEST,
        "What was asked cannot be understood",
    ),
    kind(
        "invalid_json",
        StatusCode::BAD_REQUEST,
        "The body is not the JSON that is expected",
    ),
    kind(
        "unknown_field",
        StatusCode::BAD_REQUEST,
        "A field or parameter is not known",
    ),
    kind(
        "invalid_cursor",
        StatusCode::BAD_REQUEST,
        "The cursor is not one that this list gave",
    ),
    kind(
        "unauthenticated",
        StatusCode::UNAUTHORIZED,
        "Signing in is needed",
    ),
    kind(
        "wrong_credentials",
        StatusCode::UNAUTHORIZED,
        "The username or the password is wrong",
    ),
    kind(
        "forbidden",
        StatusCode::FORBIDDEN,
        "Not open to this account",
    ),
    kind("not_found", StatusCode::NOT_FOUND, "There is no such thing"),
    kind(
        "method_not_allowed",
        StatusCode::METHOD_NOT_ALLOWED,
        "This address does not answer this method",
    ),
    later(
        "request_timeout",
        StatusCode::REQUEST_TIMEOUT,
        "The request did not arrive in time",
    ),
    kind(
        "conflict",
        StatusCode::CONFLICT,
        "Somebody else changed it meanwhile",
    ),
    kind(
        "missing_reference",
        StatusCode::CONFLICT,
        "It refers to something that is not there",
    ),
    kind(
        "not_possible",
        StatusCode::CONFLICT,
        "It is not where this is possible",
    ),
    kind(
        "key_reused",
        StatusCode::CONFLICT,
        "Something else was recorded under this key",
    ),
    kind(
        "precondition_failed",
        StatusCode::PRECONDITION_FAILED,
        "It was changed since it was read",
    ),
    kind(
        "payload_too_large",
        StatusCode::PAYLOAD_TOO_LARGE,
        "The body is too large",
    ),
    kind(
        "unsupported_media_type",
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "The body is not of a type that is read here",
    ),
    kind(
        "bad_file",
        StatusCode::UNPROCESSABLE_ENTITY,
        "A file is not what it should be",
    ),
    kind(
        "precondition_required",
        StatusCode::PRECONDITION_REQUIRED,
        "Which version is meant has to be said",
    ),
    later(
        "too_many_requests",
        StatusCode::TOO_MANY_REQUESTS,
        "Too many attempts",
    ),
    kind(
        "unreadable",
        StatusCode::INTERNAL_SERVER_ERROR,
        "Something cannot be read",
    ),
    kind(
        "unwritable",
        StatusCode::INTERNAL_SERVER_ERROR,
        "Something cannot be written",
    ),
    kind(
        "schema_rule",
        StatusCode::INTERNAL_SERVER_ERROR,
        "The database refused what was to be stored",
    ),
    INTERNAL,
    kind(
        "database_url",
        StatusCode::SERVICE_UNAVAILABLE,
        "The database is not set up",
    ),
    later(
        "database_unavailable",
        StatusCode::SERVICE_UNAVAILABLE,
        "The database cannot be reached",
    ),
    later(
        "database_busy",
        StatusCode::SERVICE_UNAVAILABLE,
        "The database is busy",
    ),
    later(
        "database_timeout",
        StatusCode::SERVICE_UNAVAILABLE,
        "The database took too long",
    ),
    later(
        "busy",
        StatusCode::SERVICE_UNAVAILABLE,
        "The service is busy",
    ),
    later(
        "timed_out",
        StatusCode::SERVICE_UNAVAILABLE,
        "The answer took too long",
    ),
    kind(
        "migrations_pending",
        StatusCode::SERVICE_UNAVAILABLE,
        "The database is older than this program",
    ),
    kind(
        "schema_newer",
        StatusCode::SERVICE_UNAVAILABLE,
        "The database is newer than this program",
    ),
    kind(
        "audit_key",
        StatusCode::SERVICE_UNAVAILABLE,
        "The key of the audit log is missing",
    ),
    kind(
        "audit_broken",
        StatusCode::SERVICE_UNAVAILABLE,
        "The audit log was altered, or has another key",
    ),
    kind(
        "read_only",
        StatusCode::SERVICE_UNAVAILABLE,
        "The database can only be read",
    ),
    kind(
        "disk_full",
        StatusCode::INSUFFICIENT_STORAGE,
        "The database's disk is full",
    ),
];

/// The kind of a code; [`INTERNAL`] for a code that is in no list.
pub fn of(code: &str) -> Kind {
    KINDS
        .iter()
        .copied()
        .find(|kind| kind.code == code)
        .unwrap_or(INTERNAL)
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::path::PathBuf;

    use super::*;
    use crate::app::AppError;
    use crate::store::StoreError;

    /// One of every kind of error. The matches have no arm for the rest, so that a new variant
    /// does not compile before it is put here.
    #[expect(clippy::too_many_lines, reason = "one of each")]
    fn every() -> Vec<AppError> {
        let path = PathBuf::from("p");
        let errors = vec![
            AppError::InvalidInput {
                field: "f",
                expected: String::new(),
            },
            AppError::Policy(vec![crate::app::policy::Wrong::Reason]),
            AppError::Fields(Vec::new()),
            AppError::Illegal(crate::app::flags::Illegal::Over),
            AppError::Handover(Vec::new()),
            AppError::HandoverIllegal(crate::domain::handover::Illegal::Over),
            AppError::NotFound("n"),
            AppError::Forbidden(crate::app::Refusal::NoCareRole),
            AppError::NotSignedIn,
            AppError::InvalidToken,
            AppError::WrongCredentials,
            AppError::LockedOut { seconds: 1 },
            AppError::Overloaded,
            AppError::Conflict("c"),
            AppError::Outdated("o"),
            AppError::MigrationsPending(1),
            AppError::SchemaNewer,
            AppError::Unreadable {
                path: path.clone(),
                kind: io::ErrorKind::Other,
            },
            AppError::BadFile(String::new()),
            AppError::Unwritable {
                path,
                kind: io::ErrorKind::Other,
            },
            AppError::Internal("i"),
            AppError::Unfit(Vec::new()),
            AppError::KeyReused,
        ];
        let stored = vec![
            StoreError::BadUrl(""),
            StoreError::Unavailable(""),
            StoreError::Busy,
            StoreError::TimedOut,
            StoreError::Conflict {
                constraint: "".into(),
            },
            StoreError::MissingReference { constraint: None },
            StoreError::Check {
                constraint: String::new(),
            },
            StoreError::DiskFull,
            StoreError::ReadOnly,
            StoreError::NotMigrated,
            StoreError::NoAuditKey,
            StoreError::AuditBroken,
            StoreError::NoEntry,
            StoreError::Unreadable(""),
            StoreError::Other { code: "".into() },
        ];
        for error in &errors {
            match error {
                AppError::InvalidInput { .. }
                | AppError::Policy(_)
                | AppError::Fields(_)
                | AppError::Illegal(_)
                | AppError::Handover(_)
                | AppError::HandoverIllegal(_)
                | AppError::Unfit(_)
                | AppError::KeyReused
                | AppError::NotFound(_)
                | AppError::Forbidden(_)
                | AppError::NotSignedIn
                | AppError::InvalidToken
                | AppError::WrongCredentials
                | AppError::LockedOut { .. }
                | AppError::Overloaded
                | AppError::Conflict(_)
                | AppError::Outdated(_)
                | AppError::Store(_)
                | AppError::MigrationsPending(_)
                | AppError::SchemaNewer
                | AppError::Unreadable { .. }
                | AppError::BadFile(_)
                | AppError::Unwritable { .. }
                | AppError::Internal(_) => (),
            }
        }
        for error in &stored {
            match error {
                StoreError::BadUrl(_)
                | StoreError::Unavailable(_)
                | StoreError::Busy
                | StoreError::TimedOut
                | StoreError::Conflict { .. }
                | StoreError::MissingReference { .. }
                | StoreError::Check { .. }
                | StoreError::DiskFull
                | StoreError::ReadOnly
                | StoreError::NotMigrated
                | StoreError::NoAuditKey
                | StoreError::AuditBroken
                | StoreError::NoEntry
                | StoreError::Unreadable(_)
                | StoreError::Other { .. } => (),
            }
        }
        errors
            .into_iter()
            .chain(stored.into_iter().map(AppError::Store))
            .collect()
    }

    #[test]
    fn every_error_has_its_kind() {
        for error in every() {
            let kind = of(error.code());
            assert_eq!(kind.code, error.code());
            assert_eq!(kind.is_retryable, error.is_retryable(), "{}", kind.code);
        }
    }

    #[test]
    fn codes_are_unique_and_in_order_of_status() {
        for pair in KINDS.windows(2) {
            assert!(pair[0].status <= pair[1].status, "{}", pair[1].code);
        }
        let mut codes: Vec<_> = KINDS.iter().map(|kind| kind.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), KINDS.len());
    }

    #[test]
    fn the_documents_list_every_kind() {
        let document = include_str!("../../../docs/api.md");
        for kind in KINDS {
            let (code, status, title) = (kind.code, kind.status.as_u16(), kind.title);
            let later = if kind.is_retryable { "yes" } else { "" };
            let row = format!("| `{code}` | {status} | {title} | {later} |");
            assert!(document.contains(&row), "{row}");
        }
    }
}
