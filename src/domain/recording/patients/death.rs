//! The patient has died. What was open ends with it, in one step: treatment periods, relationships and
//! shifts; what was agreed for afterwards is off. What had ended before stays as it is.

use chrono_tz::Tz;

use super::of;
use crate::domain::intake::{
    Contact, Kind, Patient, Record, Relationship, ShiftAssignment, TreatmentPeriod,
};
use crate::domain::recording::desk::Desk;
use crate::domain::recording::{Edit, Edits, Verb, Wrong};
use crate::domain::time::{self, Instant};
use crate::domain::vocabulary::{ContactStatus, EndReason, PeriodEndReason};

/// The verb.
pub const VERB: Verb = Verb {
    code: "death",
    action: ACTION,
    changes: Some(Kind::Patient),
    looks_at: &[
        Kind::TreatmentPeriod,
        Kind::Contact,
        Kind::Relationship,
        Kind::ShiftAssignment,
    ],
    edits,
};

/// What the audit trail calls it.
pub const ACTION: &str = "patient.death";

fn edits(mut desk: Desk<'_>) -> Edits {
    let Some((held, was)) = of(desk.about()) else {
        return desk.refuse();
    };
    let zone = desk.scene.directory.service_zone;
    let at = desk.time("at", zone);
    let at = desk.need("at", at);
    if was.deceased_at.is_some() {
        desk.fault("at", Wrong::AlreadyThere);
    }
    if desk.yes("confirmed").value() != Some(true) {
        desk.fault("confirmed", Wrong::NotConfirmed);
    }
    let Some(at) = at else {
        return desk.refuse();
    };
    desk.happened("at", at, zone);
    let died = Patient {
        deceased_at: Some(at),
        ..was.clone()
    };
    let mut edits = vec![Edit::Replace(held.id, Record::Patient(died))];
    for held in desk.scene.records {
        let ended = match &held.record {
            Record::TreatmentPeriod(period) if period.to.is_none() => {
                Record::TreatmentPeriod(desk.left(period, at, zone))
            }
            Record::Relationship(tie) if tie.to.is_none() => Record::Relationship(Relationship {
                to: Some(at.max(tie.from)),
                end_reason: Some(EndReason::PatientDied),
                ..tie.clone()
            }),
            Record::ShiftAssignment(shift) if shift.to.is_none_or(|to| to > at) => {
                Record::ShiftAssignment(ShiftAssignment {
                    to: Some(at.max(shift.from)),
                    ..shift.clone()
                })
            }
            Record::Contact(contact) => {
                desk.is_possible(contact.at, at, contact.status, zone);
                let is_off = contact.status == ContactStatus::Planned && contact.at >= at;
                if !is_off {
                    continue;
                }
                Record::Contact(Contact {
                    status: ContactStatus::Cancelled,
                    ..contact.clone()
                })
            }
            _ => continue,
        };
        edits.push(Edit::Replace(held.id, ended));
    }
    desk.write(edits)
}

impl Desk<'_> {
    /// The period as it ends, with whoever was on leave. Within a day, somebody may have written down
    /// later when it began than when it ended: the day is what counts.
    fn left(&mut self, period: &TreatmentPeriod, at: Instant, zone: Tz) -> TreatmentPeriod {
        let known = period
            .leave
            .iter()
            .flat_map(|leave| [Some(leave.from), leave.to]);
        let last = known.flatten().fold(period.from, Instant::max);
        self.is_possible(last, at, ContactStatus::Attended, zone);
        let end = at.max(last);
        let mut left = TreatmentPeriod {
            to: Some(end),
            end_reason: Some(PeriodEndReason::Died),
            ..period.clone()
        };
        for leave in &mut left.leave {
            leave.to = leave.to.or(Some(end));
        }
        left
    }

    /// Nobody who had died was met on a later day, or came to a ward.
    fn is_possible(&mut self, seen: Instant, died: Instant, status: ContactStatus, zone: Tz) {
        let is_later = time::local_date(seen, zone) > time::local_date(died, zone);
        if status == ContactStatus::Attended && is_later {
            self.fault("at", Wrong::SeenSince);
        }
    }
}
