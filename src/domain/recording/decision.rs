//! An offer and its answer. A no that is recorded is a valid end.

use super::desk::Desk;
use super::{Edit, Edits, Verb, Wrong};
use crate::domain::intake::{Decision, Record};
use crate::domain::vocabulary::{DecisionOutcome, DecisionSubject};

/// The verb.
pub(super) const VERB: Verb = Verb {
    code: "decision",
    action: "decision.record",
    changes: None,
    looks_at: &[],
    edits,
};

fn edits(mut desk: Desk<'_>) -> Edits {
    let zone = desk.zone(None);
    let subject = desk.code::<DecisionSubject>("subject");
    let subject = desk.need("subject", subject);
    let outcome = desk.code::<DecisionOutcome>("outcome");
    let outcome = desk.need("outcome", outcome);
    let decided_at = desk.time("decided_at", zone).value();
    let decided_at = decided_at.unwrap_or(desk.scene.now);
    desk.happened("decided_at", decided_at, zone);
    let reason = desk.words("reason").value();
    if outcome == Some(DecisionOutcome::NotOffered) && reason.is_none() {
        desk.fault("reason", Wrong::NoReason);
    }
    let (Some(subject), Some(outcome)) = (subject, outcome) else {
        return desk.refuse();
    };
    let decision = Decision {
        id: String::new(),
        patient_id: desk.scene.patient.id.clone(),
        subject,
        outcome,
        decided_at,
        reason,
        recorded_at: None,
    };
    desk.write(vec![Edit::Add(Record::Decision(decision))])
}
