//! Builds small services and patients in a few words.

mod records;

use chrono::NaiveDate;
use chrono_tz::{Europe::Oslo, Tz};
use redthread::domain::flags::{self, Evaluation, Evidence, Flag, Names, Policy};
use redthread::domain::ids::{PatientId, ProfessionalId, RecordId, SourceId, UnitId};
use redthread::domain::time::{self, Instant};
use redthread::domain::trajectory::{
    Contact, Decision, Directory, Employment, Handover, Holder, Patient, Professional,
    RelationalReview, Relationship, Trajectory, TreatmentPeriod, Unit,
};
use redthread::domain::vocabulary::{
    ContactStatus, DecisionOutcome, DecisionSubject, HandoverState, HandoverType, Profession,
    RelationshipKind, Setting,
};
use uuid::Uuid;

/// A local time in Oslo.
pub fn at(text: &str) -> Instant {
    time::parse_time(text, Oslo).unwrap_or_else(|e| panic!("{text}: {e}"))
}

/// A date.
pub fn on(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The same name always gives the same id.
fn id(kind: &str, name: &str) -> Uuid {
    let mut hash: u128 = 0xcbf2_9ce4_8422_2325;
    for byte in kind.bytes().chain([b'/']).chain(name.bytes()) {
        hash = (hash ^ u128::from(byte)).wrapping_mul(0x0001_0000_0001_b300_0000_01b3);
    }
    Uuid::from_u128(hash)
}

/// The id of a record by its source id.
pub fn record(name: &str) -> RecordId {
    RecordId(id("record", name))
}

/// The id of a professional by name.
pub fn who(name: &str) -> ProfessionalId {
    ProfessionalId(id("professional", name))
}

/// One patient and the service around.
#[derive(Clone)]
pub struct World {
    pub directory: Directory,
    pub patient: Trajectory,
    pub policy: Policy,
}

impl World {
    /// A patient in service since 2020, about whom nothing is known.
    pub fn new() -> Self {
        Self::with_zone(Oslo)
    }

    pub fn with_zone(zone: Tz) -> Self {
        let patient = Patient {
            id: PatientId(id("patient", "p")),
            in_service_from: Some(on("2020-01-01")),
            in_service_to: None,
            deceased_at: None,
        };
        Self {
            directory: Directory::empty(zone),
            patient: Trajectory::of(patient),
            policy: Policy::default(),
        }
    }

    /// The unit of a name, made when new.
    pub fn unit(&mut self, name: &str, setting: Setting) -> UnitId {
        let unit = UnitId(id("unit", name));
        self.directory.units.entry(unit).or_insert_with(|| Unit {
            id: unit,
            source: SourceId::new("test", name),
            name: name.to_owned(),
            setting,
            zone: self.directory.service_zone,
            parent: None,
        });
        unit
    }

    /// The professional of a name, made when new.
    pub fn professional(&mut self, name: &str) -> ProfessionalId {
        let professional = who(name);
        self.directory
            .professionals
            .entry(professional)
            .or_insert_with(|| Professional {
                id: professional,
                source: SourceId::new("test", name),
                name: name.to_owned(),
                profession: Profession::Other,
            });
        professional
    }

    pub fn employ(&mut self, name: &str, unit: &str, planned_end: Option<&str>) {
        self.employ_from(name, unit, "2010-01-01", None).planned_end = planned_end.map(on);
    }

    pub fn employ_from(
        &mut self,
        name: &str,
        unit: &str,
        from: &str,
        to: Option<&str>,
    ) -> &mut Employment {
        let professional = self.professional(name);
        let employment = Employment {
            professional,
            unit: UnitId(id("unit", unit)),
            from: on(from),
            to: to.map(on),
            planned_end: None,
        };
        let employments = self.directory.employments.entry(professional).or_default();
        employments.push(employment);
        employments.last_mut().unwrap()
    }

    /// A treatment period; the unit is named by its setting.
    pub fn stay(&mut self, setting: Setting, from: &str, to: Option<&str>) -> &mut TreatmentPeriod {
        self.stay_at(setting.code(), setting, from, to)
    }

    pub fn stay_at(
        &mut self,
        unit: &str,
        setting: Setting,
        from: &str,
        to: Option<&str>,
    ) -> &mut TreatmentPeriod {
        let unit = self.unit(unit, setting);
        let name = format!("t{:03}", self.patient.periods.len());
        self.patient.periods.push(TreatmentPeriod {
            id: record(&name),
            source: name,
            unit,
            from: at(from),
            to: to.map(at),
            admission_kind: None,
            leave: Vec::new(),
        });
        self.patient.periods.last_mut().unwrap()
    }

    /// An attended contact with a main professional at an outpatient clinic.
    pub fn met(&mut self, name: &str, when: &str) -> &mut Contact {
        self.met_at("clinic", Setting::OutpatientClinic, name, when)
    }

    pub fn met_at(&mut self, unit: &str, setting: Setting, name: &str, when: &str) -> &mut Contact {
        let unit = self.unit(unit, setting);
        let main = self.professional(name);
        let source = format!("c{:04}", self.patient.contacts.len());
        self.patient.contacts.push(Contact {
            id: record(&source),
            source,
            unit,
            at: at(when),
            minutes: Some(45),
            mode: None,
            status: ContactStatus::Attended,
            main: Some(main),
            others: Vec::new(),
            patient_present: true,
            purpose: None,
        });
        self.patient.contacts.last_mut().unwrap()
    }

    pub fn relation(
        &mut self,
        name: &str,
        kind: RelationshipKind,
        from: &str,
        to: Option<&str>,
    ) -> &mut Relationship {
        let professional = self.professional(name);
        let unit = self.unit("clinic", Setting::OutpatientClinic);
        let source = format!("r{:03}", self.patient.relationships.len());
        self.patient.relationships.push(Relationship {
            id: record(&source),
            source,
            kind,
            holder: Holder::Professional(professional),
            unit: Some(unit),
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
        });
        self.patient.relationships.last_mut().unwrap()
    }

    pub fn handover(&mut self, kind: HandoverType, offered: &str) -> &mut Handover {
        let source = format!("h{:03}", self.patient.handovers.len());
        self.patient.handovers.push(Handover {
            id: record(&source),
            source,
            kind,
            offered_at: at(offered),
            accepted_at: None,
            state: HandoverState::Offered,
            grade: None,
            from_professional: None,
            to_professional: None,
            from_unit: None,
            to_unit: None,
        });
        self.patient.handovers.last_mut().unwrap()
    }

    pub fn decide(&mut self, subject: DecisionSubject, outcome: DecisionOutcome, when: &str) {
        let source = format!("d{:03}", self.patient.decisions.len());
        self.patient.decisions.push(Decision {
            id: record(&source),
            subject,
            outcome,
            decided_at: at(when),
        });
    }

    pub fn review(&mut self, when: &str) {
        let source = format!("v{:03}", self.patient.reviews.len());
        self.patient.reviews.push(RelationalReview {
            id: record(&source),
            held_at: at(when),
        });
    }

    /// Judges the patient at an instant.
    pub fn judge_at(&self, when: Instant) -> Evaluation {
        let mut trajectory = self.patient.clone();
        trajectory.sort();
        flags::evaluate(trajectory, &self.directory, &self.policy, when)
    }

    /// The flags at a local time.
    pub fn flags(&self, when: &str) -> Vec<Flag> {
        self.judge_at(at(when)).flags
    }

    /// The one flag of a code at a local time.
    pub fn flag(&self, code: &str, when: &str) -> Option<Flag> {
        let mut flags = self.flags(when).into_iter().filter(|f| f.code == code);
        let flag = flags.next();
        assert!(flags.next().is_none(), "{code} was raised twice");
        flag
    }

    /// Whether a code is raised at a local time.
    pub fn fires(&self, code: &str, when: &str) -> bool {
        self.flags(when).iter().any(|f| f.code == code)
    }

    /// Evidence as it reads at a local time.
    pub fn read(&self, evidence: &Evidence, when: &str) -> serde_json::Value {
        let today = time::local_date(at(when), self.directory.service_zone);
        evidence.read(today, &SourceNames(&self.directory))
    }
}

/// Names by source id.
pub struct SourceNames<'a>(pub &'a Directory);

impl Names for SourceNames<'_> {
    fn professional(&self, id: ProfessionalId) -> Option<String> {
        self.0
            .professionals
            .get(&id)
            .map(|p| p.source.value.clone())
    }

    fn unit(&self, id: UnitId) -> Option<String> {
        self.0.units.get(&id).map(|u| u.source.value.clone())
    }
}
