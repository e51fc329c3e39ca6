//! Meetings with the patient.

pub mod add;
pub mod book;
pub mod correct;
pub mod met;
pub mod settle;

use chrono_tz::Tz;

use super::desk::{Desk, Told};
use super::{Held, Wrong};
use crate::domain::ids::{ProfessionalId, UnitId};
use crate::domain::intake::{Contact, Record};
use crate::domain::time::Instant;
use crate::domain::vocabulary::{ContactMode, ContactPurpose, ContactStatus};

/// What every form of a contact asks for.
struct Typed {
    minutes: Told<i32>,
    mode: Told<ContactMode>,
    purpose: Told<ContactPurpose>,
    others: Told<Vec<ProfessionalId>>,
}

impl Desk<'_> {
    fn contact(&mut self) -> Typed {
        Typed {
            minutes: self.number("minutes"),
            mode: self.code("mode"),
            purpose: self.code("purpose"),
            others: self.people("others"),
        }
    }

    /// The names of others than the main professional.
    fn others(&self, others: Vec<ProfessionalId>, main: Option<&str>) -> Vec<String> {
        let names = others.into_iter().map(|id| self.scene.person_name(id));
        names.filter(|name| Some(name.as_str()) != main).collect()
    }

    /// A new contact.
    fn new_contact(
        &self,
        (unit, main): (UnitId, ProfessionalId),
        (at, status): (Instant, ContactStatus),
        typed: Typed,
    ) -> Contact {
        let main = self.scene.person_name(main);
        Contact {
            id: String::new(),
            patient_id: self.scene.patient.id.clone(),
            unit_id: self.scene.unit_name(unit),
            at,
            minutes: typed.minutes.value(),
            mode: typed.mode.value(),
            status,
            other_professional_ids: self
                .others(typed.others.value().unwrap_or_default(), Some(&main)),
            main_professional_id: Some(main),
            patient_present: (status == ContactStatus::Attended).then_some(true),
            purpose: typed.purpose.value(),
            recorded_at: None,
        }
    }

    /// What is wrong with when a contact is said to be, for what became of it.
    fn fits(&mut self, at: Instant, status: ContactStatus, zone: Tz) {
        match status {
            ContactStatus::Attended | ContactStatus::NoShow => self.happened("at", at, zone),
            ContactStatus::Planned => self.is_to_come("at", at, zone),
            // One that is off may lie ahead or behind, and outlive the patient.
            ContactStatus::Cancelled => self.is_near("at", at, zone),
        }
    }
}

/// The contact that a verb is about.
fn of(held: Option<&Held>) -> Option<(&Held, &Contact)> {
    held.and_then(|held| match &held.record {
        Record::Contact(contact) => Some((held, contact)),
        _ => None,
    })
}

/// What is said of a contact that is no booking.
const fn booked(contact: &Contact) -> Option<Wrong> {
    match contact.status {
        ContactStatus::Planned => None,
        _ => Some(Wrong::NotBooked),
    }
}
