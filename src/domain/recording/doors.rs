//! What follows from edits for others: whom they open the record to, and who receives the patient.

use super::{Edit, FOLLOW_UP_HOURS, Held, Scene};
use crate::domain::access::Door;
use crate::domain::handover::Receiver;
use crate::domain::ids::{RecordId, UnitId};
use crate::domain::intake::{Contact, Record, Relationship, TreatmentPeriod};
use crate::domain::time::Instant;
use crate::domain::vocabulary::{ContactStatus, SettingClass};

impl Scene<'_> {
    /// What the edits open that was not open before them.
    pub fn doors(&self, edits: &[Edit]) -> Vec<Door> {
        let doors = edits.iter().filter_map(|edit| match edit {
            Edit::Add(Record::Relationship(is)) => self.tie_door(None, is),
            Edit::Replace(id, Record::Relationship(is)) => self.tie_door(self.before(*id), is),
            Edit::Replace(id, Record::TreatmentPeriod(is)) => {
                self.period_door(self.before(*id), is)
            }
            _ => None,
        });
        doors.collect()
    }

    /// The units at which a treatment period begins with the edits, and lasts.
    pub fn admits(&self, edits: &[Edit]) -> Vec<UnitId> {
        let begun = edits.iter().filter_map(|edit| match edit {
            Edit::Add(Record::TreatmentPeriod(period)) if period.to.is_none() => {
                self.unit_of(&period.unit_id)
            }
            _ => None,
        });
        begun.collect()
    }

    /// Who receives the patient whom the edits send on: the staff of the next unit; else whoever meets
    /// them first, within 72 hours; else the staff of a team that has them besides.
    pub fn receives(&self, edits: &[Edit]) -> Receiver {
        if let Some(unit) = self.admits(edits).first() {
            return staff(*unit);
        }
        let left = edits.iter().find_map(|edit| match edit {
            Edit::Replace(id, Record::TreatmentPeriod(period)) => period.to.map(|to| (*id, to)),
            _ => None,
        });
        let Some((left, at)) = left else {
            return Receiver::default();
        };
        let booked = edits.iter().filter_map(|edit| match edit {
            Edit::Add(Record::Contact(contact)) => Some(contact),
            _ => None,
        });
        let first = booked
            .chain(self.contacts())
            .filter(|contact| self.follows(contact, at))
            .min_by_key(|contact| contact.at);
        if let Some(contact) = first {
            return Receiver {
                professional: contact
                    .main_professional_id
                    .as_deref()
                    .and_then(|name| self.person_of(name)),
                unit: self.unit_of(&contact.unit_id),
            };
        }
        let besides = self
            .periods()
            .filter(|(held, period)| held.id != left && period.to.is_none())
            .find_map(|(_, period)| self.unit_of(&period.unit_id));
        besides.map(staff).unwrap_or_default()
    }

    /// Whether a contact is one to come in the community, within 72 hours after an instant.
    fn follows(&self, contact: &Contact, at: Instant) -> bool {
        let last = at + chrono::TimeDelta::hours(FOLLOW_UP_HOURS);
        let unit = self.unit_of(&contact.unit_id);
        contact.status == ContactStatus::Planned
            && contact.at > self.now
            && contact.at <= last
            && unit.is_some_and(|unit| self.directory.class(unit) == SettingClass::Community)
    }

    fn before(&self, id: RecordId) -> Option<&Held> {
        let mut all = self.about.into_iter().chain(self.records);
        all.find(|held| held.id == id)
    }

    fn tie_door(&self, before: Option<&Held>, is: &Relationship) -> Option<Door> {
        let with = |tie: &Relationship| {
            let lasts = tie.to.is_none_or(|to| to > self.now);
            lasts.then(|| tie.professional_id.clone()).flatten()
        };
        let was = before.and_then(|held| match &held.record {
            Record::Relationship(tie) => with(tie),
            _ => None,
        });
        let now = with(is).filter(|now| Some(now) != was.as_ref())?;
        self.person_of(&now).map(Door::Relationship)
    }

    fn period_door(&self, before: Option<&Held>, is: &TreatmentPeriod) -> Option<Door> {
        let at = |period: &TreatmentPeriod| {
            let lasts = period.to.is_none_or(|to| to > self.now);
            lasts.then(|| period.unit_id.clone())
        };
        let was = before.and_then(|held| match &held.record {
            Record::TreatmentPeriod(period) => at(period),
            _ => None,
        });
        let now = at(is).filter(|now| Some(now) != was.as_ref())?;
        self.unit_of(&now).map(Door::Reopened)
    }
}

const fn staff(unit: UnitId) -> Receiver {
    Receiver {
        professional: None,
        unit: Some(unit),
    }
}
