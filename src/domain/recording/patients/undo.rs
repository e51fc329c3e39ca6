//! The patient did not die: it was recorded of the wrong person, or at the wrong time. What ended with it
//! goes on as it was, unless somebody has changed it since.

use super::of;
use crate::domain::intake::{
    Contact, Kind, Patient, Record, Relationship, ShiftAssignment, TreatmentPeriod,
};
use crate::domain::recording::desk::Desk;
use crate::domain::recording::{Before, Edit, Edits, Held, Verb, Wrong};
use crate::domain::vocabulary::{ContactStatus, EndReason, PeriodEndReason};

/// The verb.
pub const VERB: Verb = Verb {
    code: "death-undo",
    action: "patient.death_undo",
    changes: Some(Kind::Patient),
    looks_at: super::death::VERB.looks_at,
    edits,
};

fn edits(mut desk: Desk<'_>) -> Edits {
    let Some((held, was)) = of(desk.about()) else {
        return desk.refuse();
    };
    if was.deceased_at.is_none() {
        desk.fault("reason", Wrong::NotDead);
    }
    if desk.words("reason").value().is_none() {
        desk.fault("reason", Wrong::NoReason);
    }
    let lives = Patient {
        deceased_at: None,
        ..was.clone()
    };
    let mut edits = vec![Edit::Replace(held.id, Record::Patient(lives))];
    for before in desk.scene.before {
        let mut records = desk.scene.records.iter();
        // What was changed since says what somebody meant.
        let untouched = |held: &&Held| held.id == before.id && held.version == before.version + 1;
        edits.extend(
            records
                .find(untouched)
                .and_then(|held| restored(held, before)),
        );
    }
    desk.write(edits)
}

/// A record as it was before the death, where the death ended it.
fn restored(held: &Held, before: &Before) -> Option<Edit> {
    let record = match &held.record {
        Record::TreatmentPeriod(period) if period.end_reason == Some(PeriodEndReason::Died) => {
            Record::TreatmentPeriod(TreatmentPeriod {
                to: before.to,
                end_reason: None,
                leave: before.leave.clone(),
                ..period.clone()
            })
        }
        Record::Relationship(tie) if tie.end_reason == Some(EndReason::PatientDied) => {
            Record::Relationship(Relationship {
                to: before.to,
                end_reason: None,
                ..tie.clone()
            })
        }
        Record::ShiftAssignment(shift) => Record::ShiftAssignment(ShiftAssignment {
            to: before.to,
            ..shift.clone()
        }),
        Record::Contact(contact) if contact.status == ContactStatus::Cancelled => {
            Record::Contact(Contact {
                status: ContactStatus::Planned,
                ..contact.clone()
            })
        }
        _ => return None,
    };
    Some(Edit::Replace(held.id, record))
}
