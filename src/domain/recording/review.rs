//! A conversation about who the patient trusts and what should stay the same.

use super::desk::Desk;
use super::{Edit, Edits, Verb};
use crate::domain::intake::{Record, RelationalReview};

/// The verb.
pub(super) const VERB: Verb = Verb {
    code: "review",
    action: "relational_review.record",
    changes: None,
    looks_at: &[],
    edits,
};

fn edits(mut desk: Desk<'_>) -> Edits {
    let zone = desk.zone(None);
    let held_at = desk.time("held_at", zone).value();
    let held_at = held_at.unwrap_or(desk.scene.now);
    desk.happened("held_at", held_at, zone);
    let Some(professional) = desk.person_or_self("professional") else {
        return desk.refuse();
    };
    let review = RelationalReview {
        id: String::new(),
        patient_id: desk.scene.patient.id.clone(),
        held_at,
        professional_id: Some(desk.scene.person_name(professional)),
        recorded_at: None,
    };
    desk.write(vec![Edit::Add(Record::RelationalReview(review))])
}
