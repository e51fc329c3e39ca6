//! What reports ask of a handover.

use chrono::NaiveDate;

use crate::domain::ids::UnitId;
use crate::domain::time::Instant;
use crate::domain::vocabulary::HandoverType;

/// A handover that was offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a question of its own, and none follows from another"
)]
pub struct HandoverFact {
    /// The unit that it comes from.
    pub unit: Option<UnitId>,
    /// What is passed on.
    pub kind: HandoverType,
    /// The day on which it was offered, last where it was more than once.
    pub day: NaiveDate,
    /// Whether it was accepted before its time was up.
    pub is_in_time: bool,
    /// Whether the pool had to be told of it, or it expired.
    pub is_late: bool,
    /// Whether the receiver asked something.
    pub is_questioned: bool,
    /// Whether it was given back.
    pub is_returned: bool,
    /// Whether it was made together with the patient.
    pub is_warm: bool,
}

/// Whether a handover was accepted in time, by when it was due. What still waits was not.
pub fn is_in_time(accepted_at: Option<Instant>, due_at: Instant) -> bool {
    accepted_at.is_some_and(|accepted| accepted <= due_at)
}
