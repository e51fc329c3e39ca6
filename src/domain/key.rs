//! What identifies a record within its source, and what counts as its content.

use super::intake::{Employment, MeasureVisit, NarrativeRead, Record};
use super::time::{Instant, to_rfc3339};

/// The separator of the parts of an identity that has several: no source id holds it.
const UNIT_SEPARATOR: char = '\u{1f}';

/// The identity of a record within its source and kind: its id; of an employment (professional,
/// unit, from), of a visit during a measure (measure, professional, at), of the reading of a narrative
/// entry (entry, professional, opened).
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
        Record::LegalPeriod(r) => r.id.clone(),
        Record::Measure(r) => r.id.clone(),
        Record::MeasureVisit(r) => of_visit(r),
        Record::Plan(r) => r.id.clone(),
        Record::Request(r) => r.id.clone(),
        Record::AllianceScore(r) => r.id.clone(),
        Record::Rupture(r) => r.id.clone(),
        Record::NarrativeEntry(r) => r.id.clone(),
        Record::NarrativeRead(r) => of_read(r),
    }
}

/// The identity of an employment as one text.
pub fn of_employment(employment: &Employment) -> String {
    format!(
        "{}{UNIT_SEPARATOR}{}{UNIT_SEPARATOR}{}",
        employment.professional_id, employment.unit_id, employment.from
    )
}

fn of_visit(visit: &MeasureVisit) -> String {
    of_part(&visit.measure_id, &visit.professional_id, visit.at)
}

fn of_read(read: &NarrativeRead) -> String {
    of_part(&read.entry_id, &read.professional_id, read.opened_at)
}

/// The identity of what belongs to another record, as one text that begins with the other's.
fn of_part(whole: &str, professional: &str, at: Instant) -> String {
    let at = to_rfc3339(at, chrono_tz::Tz::UTC);
    format!("{whole}{UNIT_SEPARATOR}{professional}{UNIT_SEPARATOR}{at}")
}

/// The identity of the record to which another of this identity belongs.
pub fn whole_of(part: &str) -> &str {
    part.split(UNIT_SEPARATOR).next().unwrap_or(part)
}

/// The record to which a record belongs as a part: the field that names it, and its source id.
pub fn whole(record: &Record) -> Option<(&'static str, &str)> {
    match record {
        Record::MeasureVisit(r) => Some(("measure_id", &r.measure_id)),
        Record::NarrativeRead(r) => Some(("entry_id", &r.entry_id)),
        _ => None,
    }
}

/// The field by which a record is told from others: of an identity of several parts the last.
pub fn field(record: &Record) -> &'static str {
    match record {
        Record::Employment(_) => "from",
        Record::MeasureVisit(_) => "at",
        Record::NarrativeRead(_) => "opened_at",
        _ => "id",
    }
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
        Record::LegalPeriod(r) => Some(&r.patient_id),
        Record::Measure(r) => Some(&r.patient_id),
        Record::MeasureVisit(r) => Some(&r.patient_id),
        Record::Plan(r) => Some(&r.patient_id),
        Record::Request(r) => Some(&r.patient_id),
        Record::AllianceScore(r) => Some(&r.patient_id),
        Record::Rupture(r) => Some(&r.patient_id),
        Record::NarrativeEntry(r) => Some(&r.patient_id),
        Record::NarrativeRead(r) => Some(&r.patient_id),
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
        Record::LegalPeriod(r) => r.recorded_at,
        Record::Measure(r) => r.recorded_at,
        Record::MeasureVisit(r) => r.recorded_at,
        Record::Plan(r) => r.recorded_at,
        Record::Request(r) => r.recorded_at,
        Record::AllianceScore(r) => r.recorded_at,
        Record::Rupture(r) => r.recorded_at,
        Record::NarrativeEntry(r) => r.recorded_at,
        Record::NarrativeRead(r) => r.recorded_at,
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
        Record::LegalPeriod(r) => r.recorded_at = at,
        Record::Measure(r) => r.recorded_at = at,
        Record::MeasureVisit(r) => r.recorded_at = at,
        Record::Plan(r) => r.recorded_at = at,
        Record::Request(r) => r.recorded_at = at,
        Record::AllianceScore(r) => r.recorded_at = at,
        Record::Rupture(r) => r.recorded_at = at,
        Record::NarrativeEntry(r) => r.recorded_at = at,
        Record::NarrativeRead(r) => r.recorded_at = at,
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
        Record::LegalPeriod(r) => r.patient_id = patient,
        Record::Measure(r) => r.patient_id = patient,
        Record::MeasureVisit(r) => r.patient_id = patient,
        Record::Plan(r) => r.patient_id = patient,
        Record::Request(r) => r.patient_id = patient,
        Record::AllianceScore(r) => r.patient_id = patient,
        Record::Rupture(r) => r.patient_id = patient,
        Record::NarrativeEntry(r) => r.patient_id = patient,
        Record::NarrativeRead(r) => r.patient_id = patient,
    }
}

/// Says what a record of a patient is called in its source; no effect on what has no id of its own.
pub fn set_id(record: &mut Record, id: String) {
    match record {
        Record::Patient(r) => r.id = id,
        Record::TreatmentPeriod(r) => r.id = id,
        Record::Contact(r) => r.id = id,
        Record::Relationship(r) => r.id = id,
        Record::ShiftAssignment(r) => r.id = id,
        Record::Handover(r) => r.id = id,
        Record::Decision(r) => r.id = id,
        Record::RelationalReview(r) => r.id = id,
        Record::Unit(r) => r.id = id,
        Record::Professional(r) => r.id = id,
        Record::LegalPeriod(r) => r.id = id,
        Record::Measure(r) => r.id = id,
        Record::Plan(r) => r.id = id,
        Record::Request(r) => r.id = id,
        Record::AllianceScore(r) => r.id = id,
        Record::Rupture(r) => r.id = id,
        Record::NarrativeEntry(r) => r.id = id,
        Record::Employment(_) | Record::MeasureVisit(_) | Record::NarrativeRead(_) => {}
    }
}
