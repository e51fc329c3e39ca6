//! A small service and a patient to whom things happen, for tests.

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Europe::Oslo;
use chrono_tz::Tz;
use redthread::domain::admission::{Admission, admissions};
use redthread::domain::continuity::Window;
use redthread::domain::continuity::measures::Observed;
use redthread::domain::ids::{PatientId, ProfessionalId, RecordId, SourceId, UnitId};
use redthread::domain::time::{Instant, parse_time};
use redthread::domain::trajectory::{
    Contact, Directory, Holder, Patient, Relationship, Trajectory, TreatmentPeriod, Unit,
};
use redthread::domain::vocabulary::{
    AdmissionKind, ContactMode, ContactStatus, RelationshipKind, Setting,
};
use uuid::Uuid;

pub fn at(text: &str) -> Instant {
    parse_time(text, Oslo).unwrap()
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn who(letter: char) -> ProfessionalId {
    ProfessionalId(Uuid::from_u128(u128::from(u32::from(letter))))
}

pub fn unit(setting: Setting) -> UnitId {
    UnitId(Uuid::from_u128(setting as u128 + 1))
}

/// An outpatient clinic whose clock is in Sydney.
pub fn far_clinic() -> UnitId {
    UnitId(Uuid::from_u128(1000))
}

/// One unit for each setting, in Oslo's zone, and a clinic far away.
pub fn directory() -> Directory {
    let mut directory = Directory::empty(Oslo);
    for setting in Setting::ALL {
        add_unit(&mut directory, unit(*setting), *setting, Oslo);
    }
    add_unit(
        &mut directory,
        far_clinic(),
        Setting::OutpatientClinic,
        chrono_tz::Australia::Sydney,
    );
    directory
}

fn add_unit(directory: &mut Directory, id: UnitId, setting: Setting, zone: Tz) {
    let unit = Unit {
        id,
        source: SourceId::new("test", id.0.to_string()),
        name: setting.code().to_owned(),
        setting,
        zone,
        parent: None,
    };
    directory.units.insert(id, unit);
}

pub fn contact(source: &str, when: &str, main: char) -> Contact {
    Contact {
        id: RecordId(Uuid::nil()),
        source: source.to_owned(),
        unit: unit(Setting::OutpatientClinic),
        at: at(when),
        minutes: None,
        mode: Some(ContactMode::InPerson),
        status: ContactStatus::Attended,
        main: Some(who(main)),
        others: Vec::new(),
        patient_present: true,
        purpose: None,
    }
}

pub fn relationship(
    kind: RelationshipKind,
    holder: char,
    from: &str,
    to: Option<&str>,
) -> Relationship {
    Relationship {
        id: RecordId(Uuid::nil()),
        source: format!("{holder}{from}"),
        kind,
        holder: Holder::Professional(who(holder)),
        unit: None,
        from: at(from),
        to: to.map(at),
        planned_end: None,
        end_reason: None,
        told_in_time: None,
        goodbye: None,
        joint_meeting: None,
        successor_known: None,
        successor: None,
        agreed_interval_days: None,
        important_to_patient: false,
        mode: None,
        is_temporary_cover: false,
        deputy: None,
    }
}

/// A patient and what happened, seen at an instant.
pub struct Scene {
    pub directory: Directory,
    pub trajectory: Trajectory,
    pub as_of: Instant,
    pub window: Window,
}

impl Scene {
    pub fn at(as_of: &str) -> Self {
        let patient = Patient {
            id: PatientId(Uuid::nil()),
            in_service_from: None,
            in_service_to: None,
            deceased_at: None,
        };
        Self {
            directory: directory(),
            trajectory: Trajectory::of(patient),
            as_of: at(as_of),
            window: Window::EVERYTHING,
        }
    }

    pub fn in_service(mut self, from: &str) -> Self {
        self.trajectory.patient.in_service_from = Some(day(from));
        self
    }

    pub fn died(mut self, when: &str) -> Self {
        self.trajectory.patient.deceased_at = Some(at(when));
        self
    }

    pub fn within(mut self, from: &str, to: &str) -> Self {
        self.window = Window::between(day(from), day(to));
        self
    }

    pub fn period(self, setting: Setting, from: &str, to: Option<&str>) -> Self {
        self.period_of_kind(setting, from, to, None)
    }

    pub fn period_of_kind(
        mut self,
        setting: Setting,
        from: &str,
        to: Option<&str>,
        kind: Option<AdmissionKind>,
    ) -> Self {
        self.trajectory.periods.push(TreatmentPeriod {
            id: RecordId(Uuid::nil()),
            source: format!("{setting}{from}"),
            unit: unit(setting),
            from: at(from),
            to: to.map(at),
            admission_kind: kind,
            leave: Vec::new(),
        });
        self
    }

    /// A stay on the acute ward.
    pub fn stay(self, from: &str, to: &str) -> Self {
        self.period(Setting::AcuteWard, from, Some(to))
    }

    /// A contact at the outpatient clinic.
    pub fn met(self, main: char, when: &str) -> Self {
        self.met_at(Setting::OutpatientClinic, main, when)
    }

    pub fn met_at(mut self, setting: Setting, main: char, when: &str) -> Self {
        let mut contact = contact(&format!("{main}{when}"), when, main);
        contact.unit = unit(setting);
        self.trajectory.contacts.push(contact);
        self
    }

    pub fn with(mut self, contact: Contact) -> Self {
        self.trajectory.contacts.push(contact);
        self
    }

    pub fn tie(mut self, relationship: Relationship) -> Self {
        self.trajectory.relationships.push(relationship);
        self
    }

    pub fn named(self, holder: char, from: &str, to: Option<&str>) -> Self {
        self.tie(relationship(
            RelationshipKind::ContactPerson,
            holder,
            from,
            to,
        ))
    }

    /// The scene through a measure's eyes.
    pub fn see<T>(self, look: impl FnOnce(&Observed<'_>) -> T) -> T {
        let mut trajectory = self
            .trajectory
            .as_of(self.as_of, self.directory.service_zone);
        trajectory.sort();
        let admissions: Vec<Admission> =
            admissions(&trajectory.periods, &self.directory, TimeDelta::hours(24));
        look(&Observed {
            trajectory: &trajectory,
            directory: &self.directory,
            admissions: &admissions,
            as_of: self.as_of,
            window: self.window,
            count_messages: false,
        })
    }
}
