//! `handover_unacknowledged`: a handover was offered and not acknowledged in time: 2 hours between
//! shifts, 24 between wards and for temporary cover, 72 to the community, 7 days from one
//! professional to the next (elapsed hours; this project's numbers).
//!
//! | case | fires |
//! |---|---|
//! | offered, the time exactly up | no |
//! | offered, a moment later | yes |
//! | expired | yes: nobody read it |
//! | questioned, accepted, done, withdrawn, returned, draft | no |

use chrono::TimeDelta;

use crate::domain::flags::{Case, Evidence, Subject, Value, Verdict};
use crate::domain::ids::RecordId;
use crate::domain::vocabulary::{HandoverState, Severity};

/// Judges a case.
pub fn judge(case: &Case<'_>) -> Verdict {
    let mut verdict = Verdict::on(case);
    for handover in &case.trajectory.handovers {
        let is_waiting = handover.accepted_at.is_none()
            && matches!(
                handover.state,
                HandoverState::Offered | HandoverState::Expired
            );
        if !is_waiting {
            continue;
        }
        let due = handover.offered_at + TimeDelta::hours(case.policy.ack_hours.of(handover.kind));
        verdict.again_at(due + TimeDelta::microseconds(1));
        if case.as_of > due {
            let zone = case.directory.zone(handover.from_unit.or(handover.to_unit));
            let evidence = Evidence::new()
                .with("kind", handover.kind.code())
                .with("sent", Value::At(handover.offered_at, zone))
                .with("from", handover.from_professional)
                .with("to", handover.to_professional)
                .with("to_unit", handover.to_unit.map(Value::Unit));
            verdict.find(
                Subject::Handover(handover.id),
                Severity::Attention,
                evidence,
            );
        }
    }
    verdict
}

/// Nothing besides the handover.
pub fn basis(_: Subject, _: &Case<'_>) -> Vec<RecordId> {
    Vec::new()
}
