//! What every list shares: how many there are, and where the next page begins.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::AppError;

/// How many there are, counted up to a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// So many.
    Exactly(u64),
    /// More than so many.
    MoreThan(u64),
}

impl Count {
    /// How many a query that stops one after `limit` found.
    pub const fn up_to(limit: u64, found: u64) -> Self {
        if found > limit {
            Self::MoreThan(limit)
        } else {
            Self::Exactly(found)
        }
    }
}

/// The words of a cursor, made opaque: it is handed out and taken back, never read by others.
pub(super) fn sealed(words: &str) -> String {
    URL_SAFE_NO_PAD.encode(words)
}

/// The words of a cursor that was handed out.
pub(super) fn opened(cursor: &str) -> Result<String, AppError> {
    URL_SAFE_NO_PAD
        .decode(cursor)
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .ok_or_else(not_a_cursor)
}

/// What is said of a cursor that was not handed out.
pub(super) fn not_a_cursor() -> AppError {
    AppError::InvalidInput {
        field: "after",
        expected: "the mark of a page that was handed out; begin at the first page".to_owned(),
    }
}
