//! Relationships as FHIR tells them: who, what, from when to when.

use crate::domain::intake::Relationship;
use crate::domain::time::Instant;
use crate::domain::vocabulary::RelationshipKind;

/// A relationship that tells only who, what and since when. Its id is made of those, so that the
/// same resource always makes the same relationship.
pub(super) fn tie(
    owner: &str,
    patient_id: &str,
    kind: RelationshipKind,
    professional_id: String,
    from: Instant,
) -> Relationship {
    Relationship {
        id: format!("{owner}/{}/{professional_id}", kind.code()),
        patient_id: patient_id.to_owned(),
        kind,
        from,
        professional_id: Some(professional_id),
        person_name: None,
        unit_id: None,
        to: None,
        planned_end: None,
        end_reason: None,
        told_in_time: None,
        goodbye: None,
        joint_meeting: None,
        successor_known: None,
        successor_id: None,
        agreed_interval_days: None,
        important_to_patient: false,
        mode: None,
        is_temporary_cover: false,
        deputy_id: None,
        recorded_at: None,
    }
}

/// Adds a relationship. The same holder in the same kind at the same time is one; at another time
/// it is a further one, numbered from 2 in the resource's order.
pub(super) fn push_tie(all: &mut Vec<Relationship>, mut tie: Relationship) {
    let base = tie.id.clone();
    let mut number = 1;
    loop {
        match all.iter().find(|other| other.id == tie.id) {
            None => break all.push(tie),
            Some(other) if (other.from, other.to) == (tie.from, tie.to) => break,
            Some(_) => {
                number += 1;
                tie.id = format!("{base}/{number}");
            }
        }
    }
}
