//! Outcomes of patients. Two records are never taken for one person: an identifier that belongs to
//! another patient is a reason to reject, not to merge.

use std::collections::HashMap;

use super::{Candidate, Outcome, Plan, compare};
use crate::app::import::duplicates::Fingerprints;
use crate::domain::ids::{PatientId, SourceId};
use crate::domain::intake::{Patient, Reason, Record, Rejection};
use crate::domain::time::local_date;
use crate::runtime::IdGen;
use crate::store::records::Stored;

/// Plans patients. `stored` is by source id; `owners` tells whose the identifiers named in the
/// chunk are.
pub fn patients(
    candidates: Vec<Candidate>,
    system: &str,
    stored: &HashMap<String, Stored>,
    mut owners: HashMap<SourceId, PatientId>,
    service_zone: chrono_tz::Tz,
    prints: &Fingerprints,
    ids: &dyn IdGen,
) -> Plan {
    let mut plan = Plan::default();
    for mut candidate in candidates {
        if let Record::Patient(patient) = &mut candidate.record {
            tidy_identifiers(system, patient);
        }
        plan.add(candidate, prints, |record| {
            let Record::Patient(patient) = record else {
                return Outcome::Unchanged;
            };
            let known = stored.get(&patient.id);
            check_death(patient, service_zone)
                .and_then(|()| claim(system, patient, known, &mut owners, ids))
                .map_or_else(Outcome::Reject, |id| {
                    compare(known, record, || Outcome::Create {
                        id: id.0,
                        patient: Some(id),
                    })
                })
        });
    }
    plan
}

/// Further identifiers: without the first one, and each once.
fn tidy_identifiers(system: &str, patient: &mut Patient) {
    let first = SourceId::new(system, patient.id.as_str());
    let mut seen = std::collections::HashSet::new();
    patient
        .identifiers
        .retain(|identifier| *identifier != first && seen.insert(identifier.clone()));
}

fn check_death(patient: &Patient, zone: chrono_tz::Tz) -> Result<(), Rejection> {
    let is_reversed = patient
        .birth_date
        .zip(patient.deceased_at)
        .is_some_and(|(birth, death)| local_date(death, zone) < birth);
    if is_reversed {
        return Err(Rejection::field(
            Reason::EndBeforeStart,
            "deceased_at",
            "the death lies before the birth; the day of birth or later is accepted",
        ));
    }
    Ok(())
}

/// Makes all of a patient's identifiers theirs, or none when one belongs to someone else.
fn claim(
    system: &str,
    patient: &Patient,
    known: Option<&Stored>,
    owners: &mut HashMap<SourceId, PatientId>,
    ids: &dyn IdGen,
) -> Result<PatientId, Rejection> {
    let first = SourceId::new(system, patient.id.as_str());
    let id = known.and_then(|stored| stored.patient);
    if owners.get(&first).is_some_and(|owner| Some(*owner) != id) {
        return Err(Rejection::field(
            Reason::DuplicateId,
            "id",
            "the id is a further identifier of another patient; patients are never merged here",
        ));
    }
    let is_taken = |identifier| {
        owners
            .get(identifier)
            .is_some_and(|owner| Some(*owner) != id)
    };
    if patient.identifiers.iter().any(is_taken) {
        return Err(Rejection::field(
            Reason::DuplicateId,
            "identifiers",
            "an identifier belongs to another patient; patients are never merged here",
        ));
    }
    if let Some(Record::Patient(before)) = known.map(|stored| &stored.record) {
        for identifier in &before.identifiers {
            owners.remove(identifier);
        }
    }
    let id = id.unwrap_or_else(|| PatientId(ids.next()));
    owners.insert(first, id);
    for identifier in &patient.identifiers {
        owners.insert(identifier.clone(), id);
    }
    Ok(id)
}
