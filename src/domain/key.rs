//! What identifies a record within its source, and what counts as its content.

use super::intake::{Employment, Record};
use super::time::Instant;

/// The separator of the parts of an employment's identity: no source id holds it.
const UNIT_SEPARATOR: char = '\u{1f}';

/// The identity of a record within its source and kind: its id, or (professional, unit, from) of
/// an employment.
pub fn of(record: &Record) -> String {
    match record {
        Record::Unit(r) => r.id.clone(),
        Record::Professional(r) => r.id.clone(),
        Record::Employment(r) => of_employment(r),
        Record::Patient(r) => r.id.clone(),
        Record::TreatmentPeriod(r) => r.id.clone(),
        Record::Contact(r) => r.id.clone(),
        Record::Relationship(r) => r.id.clone(),
        Record::ShiftAssignment(r) => r.id.clone(),
        Record::Handover(r) => r.id.clone(),
        Record::Decision(r) => r.id.clone(),
        Record::RelationalReview(r) => r.id.clone(),
    }
}

/// The identity of an employment as one text.
pub fn of_employment(employment: &Employment) -> String {
    format!(
        "{}{UNIT_SEPARATOR}{}{UNIT_SEPARATOR}{}",
        employment.professional_id, employment.unit_id, employment.from
    )
}

/// The patient that owns a record, by source id; `None` for the directory and for patients.
pub fn patient_of(record: &Record) -> Option<&str> {
    match record {
        Record::Unit(_) | Record::Professional(_) | Record::Employment(_) | Record::Patient(_) => {
            None
        }
        Record::TreatmentPeriod(r) => Some(&r.patient_id),
        Record::Contact(r) => Some(&r.patient_id),
        Record::Relationship(r) => Some(&r.patient_id),
        Record::ShiftAssignment(r) => Some(&r.patient_id),
        Record::Handover(r) => Some(&r.patient_id),
        Record::Decision(r) => Some(&r.patient_id),
        Record::RelationalReview(r) => Some(&r.patient_id),
    }
}

/// When the source recorded it, if it says.
pub fn recorded_at(record: &Record) -> Option<Instant> {
    match record {
        Record::Unit(_) | Record::Professional(_) | Record::Employment(_) => None,
        Record::Patient(r) => r.recorded_at,
        Record::TreatmentPeriod(r) => r.recorded_at,
        Record::Contact(r) => r.recorded_at,
        Record::Relationship(r) => r.recorded_at,
        Record::ShiftAssignment(r) => r.recorded_at,
        Record::Handover(r) => r.recorded_at,
        Record::Decision(r) => r.recorded_at,
        Record::RelationalReview(r) => r.recorded_at,
    }
}

/// Sets when the record was recorded; no effect on the directory, which has no such time.
pub fn set_recorded_at(record: &mut Record, at: Option<Instant>) {
    match record {
        Record::Unit(_) | Record::Professional(_) | Record::Employment(_) => {}
        Record::Patient(r) => r.recorded_at = at,
        Record::TreatmentPeriod(r) => r.recorded_at = at,
        Record::Contact(r) => r.recorded_at = at,
        Record::Relationship(r) => r.recorded_at = at,
        Record::ShiftAssignment(r) => r.recorded_at = at,
        Record::Handover(r) => r.recorded_at = at,
        Record::Decision(r) => r.recorded_at = at,
        Record::RelationalReview(r) => r.recorded_at = at,
    }
}

/// The record as content: when it was recorded does not make it another.
pub fn without_recorded_at(mut record: Record) -> Record {
    set_recorded_at(&mut record, None);
    record
}

/// Whether two records say the same, whenever each was recorded.
pub fn same_content(a: &Record, b: &Record) -> bool {
    recorded_at(a) == recorded_at(b) && a == b
        || without_recorded_at(a.clone()) == without_recorded_at(b.clone())
}

/// Says whose a record is; no effect on what no patient owns.
pub fn set_patient(record: &mut Record, patient: String) {
    match record {
        Record::Unit(_) | Record::Professional(_) | Record::Employment(_) | Record::Patient(_) => {}
        Record::TreatmentPeriod(r) => r.patient_id = patient,
        Record::Contact(r) => r.patient_id = patient,
        Record::Relationship(r) => r.patient_id = patient,
        Record::ShiftAssignment(r) => r.patient_id = patient,
        Record::Handover(r) => r.patient_id = patient,
        Record::Decision(r) => r.patient_id = patient,
        Record::RelationalReview(r) => r.patient_id = patient,
    }
}
