//! What became of a booked contact: attended, not turned up to, cancelled.

use super::{booked, of};
use crate::domain::intake::{Contact, Kind, Record};
use crate::domain::recording::desk::Desk;
use crate::domain::recording::{Edit, Edits, Verb};
use crate::domain::vocabulary::ContactStatus;

/// It was attended.
pub const ATTENDED: Verb = Verb {
    code: "attended",
    action: "contact.attended",
    changes: Some(Kind::Contact),
    looks_at: &[],
    edits: |desk| edits(desk, ContactStatus::Attended),
};

/// The patient did not turn up.
pub const NO_SHOW: Verb = Verb {
    code: "no-show",
    action: "contact.no_show",
    edits: |desk| edits(desk, ContactStatus::NoShow),
    ..ATTENDED
};

/// It is off.
pub const CANCELLED: Verb = Verb {
    code: "cancelled",
    action: "contact.cancelled",
    edits: |desk| edits(desk, ContactStatus::Cancelled),
    ..ATTENDED
};

fn edits(mut desk: Desk<'_>, status: ContactStatus) -> Edits {
    let Some((held, contact)) = of(desk.about()) else {
        return desk.refuse();
    };
    if let Some(wrong) = booked(contact) {
        desk.fault("status", wrong);
    }
    let zone = desk.zone(desk.scene.unit_of(&contact.unit_id));
    let at = desk.time("at", zone).value().unwrap_or(contact.at);
    desk.fits(at, status, zone);
    let minutes = desk.number("minutes").over(contact.minutes);
    let settled = Contact {
        at,
        status,
        minutes,
        patient_present: (status == ContactStatus::Attended).then_some(true),
        ..contact.clone()
    };
    desk.write(vec![Edit::Replace(held.id, Record::Contact(settled))])
}
