//! A cohort's records as the rules see them: what the store would make of them, without a store.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use chrono_tz::Tz;
use redthread::app::generate::Cohort;
use redthread::domain::ids::{PatientId, ProfessionalId, RecordId, SourceId, UnitId};
use redthread::domain::intake::{self, Record};
use redthread::domain::trajectory::{
    Contact, Decision, Directory, Employment, Handover, Holder, Patient, Professional,
    RelationalReview, Relationship, ShiftAssignment, Trajectory, TreatmentPeriod, Unit,
};
use redthread::domain::vocabulary::{ContactStatus, HandoverState};
use uuid::Uuid;

/// Ids that follow from the source's.
pub fn uuid(source: &str) -> Uuid {
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        (salt, source).hash(&mut hasher);
        hasher.finish()
    };
    Uuid::from_u64_pair(half(0), half(1))
}

pub fn professional_id(source: &str) -> ProfessionalId {
    ProfessionalId(uuid(source))
}

fn unit_id(source: &str) -> UnitId {
    UnitId(uuid(source))
}

fn record_id(source: &str) -> RecordId {
    RecordId(uuid(source))
}

fn source(id: &str) -> SourceId {
    SourceId::new("local", id)
}

pub fn directory(cohort: &Cohort, zone: Tz) -> Directory {
    let mut directory = Directory::empty(zone);
    for record in cohort.directory() {
        match record {
            Record::Unit(unit) => {
                let known = Unit {
                    id: unit_id(&unit.id),
                    source: source(&unit.id),
                    name: unit.name,
                    setting: unit.setting,
                    zone: unit.time_zone.unwrap(),
                    parent: None,
                };
                directory.units.insert(known.id, known);
            }
            Record::Professional(professional) => {
                let known = Professional {
                    id: professional_id(&professional.id),
                    source: source(&professional.id),
                    name: professional.name,
                    profession: professional.profession,
                };
                directory.professionals.insert(known.id, known);
            }
            Record::Employment(employment) => {
                let known = Employment {
                    professional: professional_id(&employment.professional_id),
                    unit: unit_id(&employment.unit_id),
                    from: employment.from,
                    to: employment.to,
                    planned_end: employment.planned_end,
                };
                directory
                    .employments
                    .entry(known.professional)
                    .or_default()
                    .push(known);
            }
            _ => panic!("not a record of the directory"),
        }
    }
    let employments: &mut HashMap<_, Vec<Employment>> = &mut directory.employments;
    for list in employments.values_mut() {
        list.sort_by_key(|employment| employment.from);
    }
    directory
}

pub fn trajectory(records: &[Record]) -> Trajectory {
    let Some(Record::Patient(patient)) = records.first() else {
        panic!("the patient comes first");
    };
    let mut trajectory = Trajectory::of(Patient {
        id: PatientId(uuid(&patient.id)),
        in_service_from: patient.in_service_from,
        in_service_to: patient.in_service_to,
        deceased_at: patient.deceased_at,
    });
    for record in &records[1..] {
        match record {
            Record::TreatmentPeriod(r) => trajectory.periods.push(TreatmentPeriod {
                id: record_id(&r.id),
                source: r.id.clone(),
                unit: unit_id(&r.unit_id),
                from: r.from,
                to: r.to,
                admission_kind: r.admission_kind,
                leave: r.leave.clone(),
            }),
            Record::Contact(r) => trajectory.contacts.push(contact(r)),
            Record::Relationship(r) => trajectory.relationships.push(relationship(r)),
            Record::ShiftAssignment(r) => trajectory.shifts.push(ShiftAssignment {
                id: record_id(&r.id),
                professional: professional_id(&r.professional_id),
                unit: unit_id(&r.unit_id),
                from: r.from,
                to: r.to,
            }),
            Record::Handover(r) => trajectory.handovers.push(handover(r)),
            Record::Decision(r) => trajectory.decisions.push(Decision {
                id: record_id(&r.id),
                subject: r.subject,
                outcome: r.outcome,
                decided_at: r.decided_at,
            }),
            Record::RelationalReview(r) => trajectory.reviews.push(RelationalReview {
                id: record_id(&r.id),
                held_at: r.held_at,
            }),
            _ => panic!("not a patient's record"),
        }
    }
    trajectory.sort();
    trajectory
}

fn contact(r: &intake::Contact) -> Contact {
    Contact {
        id: record_id(&r.id),
        source: r.id.clone(),
        unit: unit_id(&r.unit_id),
        at: r.at,
        minutes: r.minutes,
        mode: r.mode,
        status: r.status,
        main: r.main_professional_id.as_deref().map(professional_id),
        others: r
            .other_professional_ids
            .iter()
            .map(|id| professional_id(id))
            .collect(),
        patient_present: r
            .patient_present
            .unwrap_or(r.status == ContactStatus::Attended),
        purpose: r.purpose,
    }
}

fn relationship(r: &intake::Relationship) -> Relationship {
    Relationship {
        id: record_id(&r.id),
        source: r.id.clone(),
        kind: r.kind,
        holder: r.professional_id.as_deref().map_or_else(
            || Holder::Person(r.person_name.clone().unwrap_or_default()),
            |id| Holder::Professional(professional_id(id)),
        ),
        unit: r.unit_id.as_deref().map(unit_id),
        from: r.from,
        to: r.to,
        planned_end: r.planned_end,
        end_reason: r.end_reason,
        told_in_time: r.told_in_time,
        goodbye: r.goodbye,
        joint_meeting: r.joint_meeting,
        successor_known: r.successor_known,
        successor: r.successor_id.as_deref().map(professional_id),
        agreed_interval_days: r.agreed_interval_days,
        important_to_patient: r.important_to_patient,
        mode: r.mode,
        is_temporary_cover: r.is_temporary_cover,
        deputy: r.deputy_id.as_deref().map(professional_id),
    }
}

fn handover(r: &intake::Handover) -> Handover {
    Handover {
        id: record_id(&r.id),
        source: r.id.clone(),
        kind: r.kind,
        offered_at: r.offered_at,
        accepted_at: r.accepted_at,
        state: r.state.unwrap_or(match r.accepted_at {
            Some(_) => HandoverState::Accepted,
            None => HandoverState::Offered,
        }),
        grade: r.grade,
        from_professional: r.from_professional_id.as_deref().map(professional_id),
        to_professional: r.to_professional_id.as_deref().map(professional_id),
        from_unit: r.from_unit_id.as_deref().map(unit_id),
        to_unit: r.to_unit_id.as_deref().map(unit_id),
    }
}
