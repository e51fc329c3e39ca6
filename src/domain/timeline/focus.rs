//! What a flag in view points at.

use crate::domain::ids::RecordId;
use crate::domain::time::Instant;

/// Records to mark, and the time to tint.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Focus {
    /// Records that the flag rests on.
    pub records: Vec<RecordId>,
    /// Time that the flag is about; `None` is the time that the records span.
    pub span: Option<(Instant, Instant)>,
}

impl Focus {
    /// A focus on some records, and on the time that they span.
    pub fn on(records: impl IntoIterator<Item = RecordId>) -> Self {
        Self {
            records: records.into_iter().collect(),
            span: None,
        }
    }
}
