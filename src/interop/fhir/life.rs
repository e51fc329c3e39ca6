//! Beginnings and ends: what began, what is over, and what never happened.

use super::Note;
use super::element::{Period, missing};
use crate::domain::intake::{Reason, Rejection};
use crate::domain::time::Instant;

/// The rejection of a resource that its source has withdrawn.
pub(super) fn entered_in_error() -> Rejection {
    Rejection::field(
        Reason::Unmappable,
        "status",
        "entered in error: the source itself says that this did not happen",
    )
}

/// The rejection of something that was only intended.
pub(super) fn not_begun() -> Rejection {
    Rejection::field(
        Reason::Unmappable,
        "status",
        "planned, proposed or cancelled: it did not begin, and only what began is kept",
    )
}

/// The end of something, by whether it is over. What is over must tell when.
pub(super) fn end(
    period: Period,
    is_over: bool,
    notes: &mut Vec<Note>,
) -> Result<Option<Instant>, Rejection> {
    match (is_over, period.to) {
        (true, None) => Err(missing(
            "period.end",
            "it is over, but not since when; give the end, or it would count as lasting",
        )),
        (true, to) => Ok(to),
        (false, None) => Ok(None),
        (false, Some(_)) => {
            notes.push(Note::EndOfOpen);
            Ok(None)
        }
    }
}
