//! Every record is one that an import would take: ids are unique, references resolve, nothing ends
//! before it begins, and nothing has happened that has not happened yet.

use std::collections::HashSet;

use chrono::NaiveDate;
use chrono_tz::Europe::Oslo;
use redthread::app::generate::Cohort;
use redthread::domain::intake::{Kind, Patient, Record};
use redthread::domain::key;
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

#[expect(clippy::too_many_lines, reason = "one arm a kind of record")]
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
        Record::LegalPeriod(r) => Facts {
            id: &r.id,
            patient: &r.patient_id,
            intervals: vec![(r.from, r.to)],
            recorded_at: r.recorded_at,
            ..Facts::default()
        },
        Record::Measure(r) => Facts {
            id: &r.id,
            patient: &r.patient_id,
            units: r.unit_id.iter().map(String::as_str).collect(),
            professionals: r.decided_by_id.iter().map(String::as_str).collect(),
            intervals: vec![(r.from, r.to)],
            moments: r.debrief_offered_at.into_iter().collect(),
            recorded_at: r.recorded_at,
            ..Facts::default()
        },
        Record::MeasureVisit(r) => Facts {
            id: &r.measure_id,
            patient: &r.patient_id,
            professionals: vec![&r.professional_id],
            moments: vec![r.at],
            recorded_at: r.recorded_at,
            ..Facts::default()
        },
        other => voice(other),
    }
}

fn voice(record: &Record) -> Facts<'_> {
    let midnight = |on: NaiveDate| start_of_day(on, Oslo);
    match record {
        Record::Plan(r) => Facts {
            id: &r.id,
            patient: &r.patient_id,
            units: r.unit_id.iter().map(String::as_str).collect(),
            moments: [Some(r.agreed_on), r.reviewed_on]
                .into_iter()
                .flatten()
                .map(midnight)
                .collect(),
            recorded_at: r.recorded_at,
            ..Facts::default()
        },
        Record::Request(r) => Facts {
            id: &r.id,
            patient: &r.patient_id,
            professionals: [&r.received_by_id, &r.decider_id]
                .into_iter()
                .flatten()
                .map(String::as_str)
                .collect(),
            moments: std::iter::once(r.asked_at).chain(r.answered_at).collect(),
            recorded_at: r.recorded_at,
            ..Facts::default()
        },
        Record::AllianceScore(r) => Facts {
            id: &r.id,
            patient: &r.patient_id,
            professionals: vec![&r.professional_id],
            moments: vec![r.at],
            recorded_at: r.recorded_at,
            ..Facts::default()
        },
        Record::Rupture(r) => Facts {
            id: &r.id,
            patient: &r.patient_id,
            professionals: vec![&r.professional_id],
            moments: std::iter::once(r.noticed_on)
                .chain(r.closed_on)
                .map(midnight)
                .collect(),
            recorded_at: r.recorded_at,
            ..Facts::default()
        },
        Record::NarrativeEntry(r) => Facts {
            id: &r.id,
            patient: &r.patient_id,
            professionals: r.author_id.iter().map(String::as_str).collect(),
            moments: std::iter::once(r.written_at)
                .chain(r.withdrawn_at)
                .collect(),
            recorded_at: r.recorded_at,
            ..Facts::default()
        },
        Record::NarrativeRead(r) => Facts {
            id: &r.entry_id,
            patient: &r.patient_id,
            professionals: vec![&r.professional_id],
            moments: std::iter::once(r.opened_at)
                .chain(r.told_patient_at)
                .collect(),
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
                ids.insert((record.kind(), key::of(record))),
                "twice: {}",
                facts.id
            );
            if let Some((_, whole)) = key::whole(record) {
                let kind = match record.kind() {
                    Kind::MeasureVisit => Kind::Measure,
                    _ => Kind::NarrativeEntry,
                };
                assert!(ids.contains(&(kind, whole.to_owned())), "{whole}");
            }
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
