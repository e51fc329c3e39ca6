//! A cohort's records as the rules see them: what the store would make of them, without a store.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use chrono_tz::Tz;
use redthread::app::generate::Cohort;
use redthread::domain::ids::{PatientId, ProfessionalId, RecordId, SourceId, UnitId};
use redthread::domain::intake::{self, Record};
use redthread::domain::trajectory::{
    AllianceScore, Contact, Decision, Directory, Employment, Handover, Holder, LegalPeriod,
    Measure, MeasureVisit, NarrativeEntry, NarrativeRead, Patient, Plan, Professional,
    RelationalReview, Relationship, Request, Rupture, ShiftAssignment, Trajectory, TreatmentPeriod,
    Unit,
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
            other => besides(&mut trajectory, other),
        }
    }
    trajectory.sort();
    trajectory
}

fn besides(trajectory: &mut Trajectory, record: &Record) {
    match record {
        Record::LegalPeriod(r) => trajectory.legal_periods.push(LegalPeriod {
            id: record_id(&r.id),
            source: r.id.clone(),
            status: r.status.clone(),
            from: r.from,
            to: r.to,
            felt_forced: r.felt_forced,
        }),
        Record::Measure(r) => trajectory.measures.push(Measure {
            id: record_id(&r.id),
            source: r.id.clone(),
            kind: r.kind,
            from: r.from,
            to: r.to,
            unit: r.unit_id.as_deref().map(unit_id),
            decided_by: r.decided_by_id.as_deref().map(professional_id),
            known_person_present: r.known_person_present,
            debrief_offered_at: r.debrief_offered_at,
            debrief_outcome: r.debrief_outcome,
            visits: Vec::new(),
        }),
        Record::MeasureVisit(r) => {
            let mut measures = trajectory.measures.iter_mut();
            let measure = measures.find(|measure| measure.source == r.measure_id);
            measure.unwrap().visits.push(MeasureVisit {
                professional: professional_id(&r.professional_id),
                at: r.at,
            });
        }
        Record::Plan(r) => trajectory.plans.push(Plan {
            id: record_id(&r.id),
            source: r.id.clone(),
            kind: r.kind,
            agreed_on: r.agreed_on,
            edition: r.edition,
            reviewed_on: r.reviewed_on,
            review_by: r.review_by,
            valid_to: r.valid_to,
            max_nights: r.max_nights,
            quarantine_days: r.quarantine_days,
            unit: r.unit_id.as_deref().map(unit_id),
        }),
        Record::Request(r) => trajectory.requests.push(Request {
            id: record_id(&r.id),
            source: r.id.clone(),
            subject: r.subject.clone(),
            text: r.text.clone(),
            asked_at: r.asked_at,
            received_by: r.received_by_id.as_deref().map(professional_id),
            decider: r.decider_id.as_deref().map(professional_id),
            due_on: r.due_on,
            answered_at: r.answered_at,
            answer: r.answer,
        }),
        Record::AllianceScore(r) => trajectory.alliance_scores.push(AllianceScore {
            id: record_id(&r.id),
            source: r.id.clone(),
            professional: professional_id(&r.professional_id),
            instrument: r.instrument.clone(),
            score: r.score,
            at: r.at,
            min: r.min,
            max: r.max,
            cut: r.cut,
        }),
        Record::Rupture(r) => trajectory.ruptures.push(Rupture {
            id: record_id(&r.id),
            source: r.id.clone(),
            professional: professional_id(&r.professional_id),
            kind: r.kind,
            noticed_on: r.noticed_on,
            noticed_by: r.noticed_by,
            status: r.status,
            closed_on: r.closed_on,
        }),
        Record::NarrativeEntry(r) => trajectory.narrative.push(NarrativeEntry {
            id: record_id(&r.id),
            source: r.id.clone(),
            kind: r.kind,
            authorship: r.authorship,
            written_at: r.written_at,
            level: r.level,
            withdrawn_at: r.withdrawn_at,
            reads: Vec::new(),
        }),
        Record::NarrativeRead(r) => {
            let mut entries = trajectory.narrative.iter_mut();
            let entry = entries.find(|entry| entry.source == r.entry_id);
            entry.unwrap().reads.push(NarrativeRead {
                professional: professional_id(&r.professional_id),
                opened_at: r.opened_at,
                told_patient_at: r.told_patient_at,
            });
        }
        _ => panic!("not a patient's record"),
    }
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
