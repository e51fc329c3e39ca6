//! Every record is one that an import would take: ids are unique, references resolve, nothing ends
//! before it begins, and nothing has happened that has not happened yet.

use std::collections::HashSet;

use redthread::app::generate::Cohort;
use redthread::domain::intake::{Kind, Patient, Record};
use redthread::domain::time::{Instant, start_of_day};
use redthread::domain::vocabulary::ContactStatus;

use super::cohort;

/// What a record says of itself, for checks that are the same for all kinds.
#[derive(Default)]
struct Facts<'a> {
    id: &'a str,
    patient: &'a str,
    units: Vec<&'a str>,
    professionals: Vec<&'a str>,
    /// Intervals; an open one has no end.
    intervals: Vec<(Instant, Option<Instant>)>,
    /// Further moments at which something happened.
    moments: Vec<Instant>,
    recorded_at: Option<Instant>,
    is_booking: bool,
}

fn facts(record: &Record) -> Facts<'_> {
    match record {
        Record::TreatmentPeriod(r) => Facts {
            id: &r.id,
            patient: &r.patient_id,
            units: vec![&r.unit_id],
            intervals: std::iter::once((r.from, r.to))
                .chain(r.leave.iter().map(|leave| (leave.from, leave.to)))
                .collect(),
            recorded_at: r.recorded_at,
            ..Facts::default()
        },
        Record::Contact(r) => Facts {
            id: &r.id,
            patient: &r.patient_id,
            units: vec![&r.unit_id],
            professionals: r
                .main_professional_id
                .iter()
                .chain(&r.other_professional_ids)
                .map(String::as_str)
                .collect(),
            moments: vec![r.at],
            recorded_at: r.recorded_at,
            is_booking: r.status == ContactStatus::Planned,
            ..Facts::default()
        },
        Record::Relationship(r) => Facts {
            id: &r.id,
            patient: &r.patient_id,
            units: r.unit_id.iter().map(String::as_str).collect(),
            professionals: [&r.professional_id, &r.successor_id, &r.deputy_id]
                .into_iter()
                .flatten()
                .map(String::as_str)
                .collect(),
            intervals: vec![(r.from, r.to)],
            recorded_at: r.recorded_at,
            ..Facts::default()
        },
        Record::ShiftAssignment(r) => Facts {
            id: &r.id,
            patient: &r.patient_id,
            units: vec![&r.unit_id],
            professionals: vec![&r.professional_id],
            intervals: vec![(r.from, r.to)],
            recorded_at: r.recorded_at,
            ..Facts::default()
        },
        Record::Handover(r) => Facts {
            id: &r.id,
            patient: &r.patient_id,
            units: [&r.from_unit_id, &r.to_unit_id]
                .into_iter()
                .flatten()
                .map(String::as_str)
                .collect(),
            professionals: [
                &r.from_professional_id,
                &r.to_professional_id,
                &r.accepted_by_id,
            ]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect(),
            intervals: vec![(r.offered_at, r.accepted_at)],
            recorded_at: r.recorded_at,
            ..Facts::default()
        },
        Record::Decision(r) => Facts {
            id: &r.id,
            patient: &r.patient_id,
            moments: vec![r.decided_at],
            recorded_at: r.recorded_at,
            ..Facts::default()
        },
        Record::RelationalReview(r) => Facts {
            id: &r.id,
            patient: &r.patient_id,
            professionals: r.professional_id.iter().map(String::as_str).collect(),
            moments: vec![r.held_at],
            recorded_at: r.recorded_at,
            ..Facts::default()
        },
        _ => panic!("not a patient's record"),
    }
}

/// Checks a whole cohort.
pub fn check(cohort: &Cohort) {
    let mut ids: HashSet<(Kind, String)> = HashSet::new();
    for record in cohort.directory() {
        match &record {
            Record::Unit(r) => assert!(ids.insert((Kind::Unit, r.id.clone()))),
            Record::Professional(r) => {
                assert!(ids.insert((Kind::Professional, r.id.clone())));
                assert!(!r.name.trim().is_empty());
            }
            Record::Employment(r) => {
                let identity = format!("{}|{}|{}", r.professional_id, r.unit_id, r.from);
                assert!(ids.insert((Kind::Employment, identity)));
                assert!(ids.contains(&(Kind::Professional, r.professional_id.clone())));
                assert!(ids.contains(&(Kind::Unit, r.unit_id.clone())));
                assert!(r.to.is_none_or(|to| r.from < to));
            }
            _ => panic!("not a record of the directory"),
        }
    }
    for records in cohort.patients() {
        let Some(Record::Patient(patient)) = records.first() else {
            panic!("the patient comes first");
        };
        assert!(ids.insert((Kind::Patient, patient.id.clone())));
        for record in &records[1..] {
            let facts = facts(record);
            assert!(
                ids.insert((record.kind(), facts.id.to_owned())),
                "twice: {}",
                facts.id
            );
            for unit in &facts.units {
                assert!(ids.contains(&(Kind::Unit, (*unit).to_owned())), "{unit}");
            }
            for person in &facts.professionals {
                let known = ids.contains(&(Kind::Professional, (*person).to_owned()));
                assert!(known, "{person}");
            }
            check_times(cohort, patient, &facts);
        }
    }
}

fn check_times(cohort: &Cohort, patient: &Patient, facts: &Facts<'_>) {
    let parameters = cohort.parameters();
    let id = facts.id;
    assert_eq!(facts.patient, patient.id);
    let born = start_of_day(patient.birth_date.unwrap(), parameters.zone);
    let last = patient.deceased_at.unwrap_or(parameters.as_of);
    assert!(facts.recorded_at.unwrap() <= parameters.as_of, "{id}");
    if facts.is_booking {
        assert!(
            facts.moments.iter().all(|at| *at > parameters.as_of),
            "{id}"
        );
        assert_eq!(patient.deceased_at, None, "{id}");
        return;
    }
    for at in &facts.moments {
        assert!(born < *at && *at <= last, "{id}");
    }
    for (from, to) in &facts.intervals {
        assert!(born < *from && *from <= last, "{id}");
        assert!(to.is_none_or(|to| *from <= to && to <= last), "{id}");
        let lasts = patient.deceased_at.is_some() && to.is_none();
        assert!(!lasts || id.contains("-h"), "{id} outlasts the patient");
    }
}

#[test]
fn every_record_is_one_that_an_import_would_take() {
    check(&cohort(700, 11));
}

#[test]
fn story_professionals_and_units_have_their_names() {
    let names: HashSet<String> = cohort(8, 1)
        .directory()
        .filter_map(|record| match record {
            Record::Unit(r) => Some(r.name),
            Record::Professional(r) => Some(r.name),
            _ => None,
        })
        .collect();
    for name in ["psykolog Brekke", "FACT Eide", "Sikkerhetspost", "akutt C"] {
        assert!(names.contains(name), "{name}");
    }
}
