//! When a handover is overdue, when the pool of the receiving unit is told, and when it expires.
//!
//! The time to acknowledge one is that of the flag `handover_unacknowledged`
//! (`ack_hours` of the thresholds in force). When it is up, the handover escalates: once, to the pool of
//! the receiving unit. At [`EXPIRES_AFTER`] times that time it expires: 8 hours between shifts, 4 days
//! between wards and for cover, 12 days to the community, 28 days between professionals. An expired one
//! is not gone: it can still be accepted, returned, offered anew or withdrawn, and its flag goes on.

use chrono::TimeDelta;

use super::life::{Offer, State};
use crate::domain::flags::Policy;
use crate::domain::time::Instant;
use crate::domain::vocabulary::HandoverType;

/// An offer expires after so many times the time to acknowledge it.
pub const EXPIRES_AFTER: i32 = 4;

/// How long the receiver has to acknowledge a handover.
pub fn time_to_acknowledge(policy: &Policy, kind: HandoverType) -> TimeDelta {
    TimeDelta::hours(policy.ack_hours.of(kind))
}

/// What time does to a handover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lapse {
    /// It is overdue: the pool is told.
    Escalates,
    /// It was offered too long ago.
    Expires,
}

impl Offer {
    /// When it expires.
    pub fn expires_at(&self) -> Instant {
        self.at + (self.due_at - self.at) * EXPIRES_AFTER
    }

    /// Whether the time to acknowledge it is up.
    pub fn is_overdue(&self, now: Instant) -> bool {
        now > self.due_at
    }
}

/// What time has done to a handover by `now`, one thing at a time: who was away for long is told before
/// it expires. A questioned one was read, and waits for whoever offered it.
pub fn lapse(state: &State, now: Instant) -> Option<Lapse> {
    let State::Offered(offer) = state else {
        return None;
    };
    if offer.is_overdue(now) && offer.escalated_at.is_none() {
        return Some(Lapse::Escalates);
    }
    (now > offer.expires_at()).then_some(Lapse::Expires)
}
