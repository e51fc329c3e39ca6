//! Outcomes of what a patient owns: treatment periods, contacts, relationships and the rest.

use std::collections::HashMap;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::{Candidate, Outcome, Plan, compare, missing_reference};
use crate::app::import::duplicates::Fingerprints;
use crate::domain::intake::{Reason, Record, Rejection};
use crate::domain::key;
use crate::domain::time::{add_days, local_date};
use crate::domain::vocabulary::{Authorship, ContactStatus};
use crate::runtime::IdGen;
use crate::store::records::{Directory, KnownPatient, KnownWhole, Stored};

/// What records of patients meet.
#[derive(Debug, Clone, Copy)]
pub struct Meets<'a> {
    /// Patients by source id.
    pub patients: &'a HashMap<String, KnownPatient>,
    /// What is stored, by source id.
    pub stored: &'a HashMap<String, Stored>,
    /// The records to which some of them belong as parts, by source id.
    pub wholes: &'a HashMap<String, KnownWhole>,
    /// Units and professionals.
    pub directory: &'a Directory,
    /// By how many days a local date may be off.
    pub uncertain_days: i64,
}

/// Plans records that patients own.
pub fn owned(
    candidates: Vec<Candidate>,
    meets: Meets<'_>,
    prints: &Fingerprints,
    ids: &dyn IdGen,
) -> Plan {
    let mut plan = Plan::default();
    for mut candidate in candidates {
        let patient = key::patient_of(&candidate.record).and_then(|id| meets.patients.get(id));
        // A patient may be referred to by any identifier of the source; what is stored knows the
        // first.
        if let Some(patient) = patient {
            key::set_patient(&mut candidate.record, patient.name.clone());
        }
        plan.add(candidate, prints, |record| {
            decide(record, patient, meets, ids).unwrap_or_else(Outcome::Reject)
        });
    }
    plan
}

fn decide(
    record: &Record,
    patient: Option<&KnownPatient>,
    meets: Meets<'_>,
    ids: &dyn IdGen,
) -> Result<Outcome, Rejection> {
    let patient = patient.ok_or_else(|| {
        Rejection::field(
            Reason::UnknownReference,
            "patient_id",
            "no such patient in this source; import the patient's row first",
        )
    })?;
    if let Some(rejection) = missing_reference(record, meets.directory) {
        return Err(rejection);
    }
    belongs(record, patient, meets)?;
    let stored = meets.stored.get(&key::of(record));
    if stored.is_some_and(|stored| stored.patient != Some(patient.id)) {
        return Err(Rejection::field(
            Reason::DuplicateId,
            key::field(record),
            "the id belongs to a record of another patient; an id names one record of its source",
        ));
    }
    let outcome = compare(stored, record, || Outcome::Create {
        id: ids.next(),
        patient: Some(patient.id),
    });
    // What is stored already stays, even where a later death would now forbid it.
    if !matches!(outcome, Outcome::Unchanged | Outcome::Kept) {
        within_life(record, patient, meets)?;
    }
    Ok(outcome)
}

/// What belongs to another record belongs to one of the same patient.
fn belongs(record: &Record, patient: &KnownPatient, meets: Meets<'_>) -> Result<(), Rejection> {
    let Some((field, whole)) = key::whole(record) else {
        return Ok(());
    };
    match meets.wholes.get(whole) {
        Some(known) if known.patient == patient.id => Ok(()),
        Some(_) => Err(Rejection::field(
            Reason::UnknownReference,
            field,
            "belongs to another patient; write the patient whose it is",
        )),
        None => {
            let (word, file) = match record {
                Record::MeasureVisit(_) => ("measure", "measures"),
                _ => ("narrative entry", "narrative"),
            };
            Err(Rejection::field(
                Reason::UnknownReference,
                field,
                format!("no such {word} in this source; import its row of {file} first"),
            ))
        }
    }
}

/// The day on which a record starts, its field, and the zone of its days; `None` where that says
/// nothing about the patient's life.
fn start<'r>(record: &'r Record, directory: &Directory) -> Option<(&'static str, NaiveDate, Tz)> {
    let zone = |unit: Option<&'r String>| directory.zone(unit.map(String::as_str));
    let (field, at, zone) = match record {
        Record::Plan(r) => return Some(("agreed_on", r.agreed_on, zone(None))),
        Record::Rupture(r) => return Some(("noticed_on", r.noticed_on, zone(None))),
        Record::TreatmentPeriod(r) => ("from", r.from, zone(Some(&r.unit_id))),
        Record::Contact(r) => ("at", r.at, zone(Some(&r.unit_id))),
        Record::Relationship(r) => ("from", r.from, zone(r.unit_id.as_ref())),
        Record::ShiftAssignment(r) => ("from", r.from, zone(Some(&r.unit_id))),
        Record::Handover(r) => ("offered_at", r.offered_at, zone(r.from_unit_id.as_ref())),
        Record::Decision(r) => ("decided_at", r.decided_at, zone(None)),
        Record::RelationalReview(r) => ("held_at", r.held_at, zone(None)),
        Record::LegalPeriod(r) => ("from", r.from, zone(None)),
        Record::Measure(r) => ("from", r.from, zone(r.unit_id.as_ref())),
        Record::MeasureVisit(r) => ("at", r.at, zone(None)),
        Record::Request(r) => ("asked_at", r.asked_at, zone(None)),
        Record::AllianceScore(r) => ("at", r.at, zone(None)),
        Record::NarrativeEntry(r) => ("written_at", r.written_at, zone(None)),
        Record::Unit(_)
        | Record::Professional(_)
        | Record::Employment(_)
        | Record::Patient(_)
        | Record::NarrativeRead(_) => return None,
    };
    Some((field, local_date(at, zone), zone))
}

/// Nothing starts before the day of birth or after the day of death. A meeting that did not take
/// place may lie after it, for appointments outlive the patient, and so may the words of next of kin.
fn within_life(record: &Record, patient: &KnownPatient, meets: Meets<'_>) -> Result<(), Rejection> {
    let Some((field, day, zone)) = start(record, meets.directory) else {
        return Ok(());
    };
    let surely = add_days(day, meets.uncertain_days);
    if patient.birth_date.is_some_and(|birth| surely < birth) {
        return Err(Rejection::field(
            Reason::BeforeBirth,
            field,
            "before the patient's date of birth; that day or later is accepted",
        ));
    }
    let needs_life = match record {
        Record::Contact(contact) => contact.status == ContactStatus::Attended,
        Record::NarrativeEntry(entry) => entry.authorship != Authorship::NextOfKin,
        _ => true,
    };
    let is_after_death = patient
        .deceased_at
        .is_some_and(|death| day > local_date(death, zone));
    if needs_life && is_after_death {
        return Err(Rejection::field(
            Reason::AfterDeath,
            field,
            "after the day of the patient's death; that day or earlier is accepted",
        ));
    }
    Ok(())
}
