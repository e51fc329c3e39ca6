//! Rows to values: the columns each kind of record is read by, and how they become the domain's.

use std::collections::HashMap;

use sea_orm::QueryResult;

use crate::domain::ids::{PatientId, ProfessionalId, RecordId};
use crate::domain::intake::Leave;
use crate::domain::time::Instant;
use crate::domain::trajectory::{
    Contact, Decision, Handover, Holder, Patient, RelationalReview, Relationship, ShiftAssignment,
    TreatmentPeriod,
};
use crate::domain::vocabulary::{ContactStatus, HandoverState};
use crate::store::error::StoreError;
use crate::store::sql::{cell, code, id, sure, sure_code, sure_id};

pub(super) const PATIENT: &str = "id, in_service_from_on, in_service_to_on, deceased_at";

pub(super) fn patient(row: &QueryResult) -> Result<Patient, StoreError> {
    Ok(Patient {
        id: sure_id(row, 0)?,
        in_service_from: cell(row, 1)?,
        in_service_to: cell(row, 2)?,
        deceased_at: cell(row, 3)?,
    })
}

/// Parts of records, by patient and record, until their record is read.
pub(super) struct Parts<T>(HashMap<(PatientId, RecordId), Vec<T>>);

impl<T> Parts<T> {
    fn collect(
        rows: &[QueryResult],
        read: impl Fn(&QueryResult) -> Result<T, StoreError>,
    ) -> Result<Self, StoreError> {
        let mut parts: HashMap<_, Vec<T>> = HashMap::new();
        for row in rows {
            parts
                .entry((sure_id(row, 0)?, sure_id(row, 1)?))
                .or_default()
                .push(read(row)?);
        }
        Ok(Self(parts))
    }

    fn take(&mut self, patient: PatientId, record: RecordId) -> Vec<T> {
        if self.0.is_empty() {
            return Vec::new();
        }
        self.0.remove(&(patient, record)).unwrap_or_default()
    }
}

pub(super) const LEAVE: &str = "patient_id, treatment_period_id, from_at, to_at";

impl Parts<Leave> {
    pub(super) fn leave(rows: &[QueryResult]) -> Result<Self, StoreError> {
        Self::collect(rows, |row| {
            Ok(Leave {
                from: sure(row, 2)?,
                to: cell(row, 3)?,
            })
        })
    }
}

pub(super) const OTHERS: &str = "patient_id, contact_id, professional_id";

impl Parts<ProfessionalId> {
    pub(super) fn others(rows: &[QueryResult]) -> Result<Self, StoreError> {
        Self::collect(rows, |row| sure_id(row, 2))
    }
}

pub(super) const PERIOD: &str = "patient_id, id, source_value, unit_id, from_at, to_at, \
     admission_kind";

pub(super) fn period(
    patient: PatientId,
    row: &QueryResult,
    leave: &mut Parts<Leave>,
) -> Result<TreatmentPeriod, StoreError> {
    let id = sure_id(row, 1)?;
    let mut leave = leave.take(patient, id);
    leave.sort_unstable();
    Ok(TreatmentPeriod {
        id,
        source: sure(row, 2)?,
        unit: sure_id(row, 3)?,
        from: sure(row, 4)?,
        to: cell(row, 5)?,
        admission_kind: code(row, 6)?,
        leave,
    })
}

pub(super) const CONTACT: &str = "patient_id, id, source_value, unit_id, at, minutes, mode, \
     status, main_professional_id, patient_present, purpose";

pub(super) fn contact(
    patient: PatientId,
    row: &QueryResult,
    others: &mut Parts<ProfessionalId>,
) -> Result<Contact, StoreError> {
    let record = sure_id(row, 1)?;
    let status = sure_code(row, 7)?;
    Ok(Contact {
        id: record,
        source: sure(row, 2)?,
        unit: sure_id(row, 3)?,
        at: sure(row, 4)?,
        minutes: cell(row, 5)?,
        mode: code(row, 6)?,
        status,
        main: id(row, 8)?,
        others: others.take(patient, record),
        patient_present: present(cell(row, 9)?, status),
        purpose: code(row, 10)?,
    })
}

/// Whether the patient was there: not recorded is yes when attended.
pub(super) fn present(recorded: Option<bool>, status: ContactStatus) -> bool {
    recorded.unwrap_or(status == ContactStatus::Attended)
}

pub(super) const RELATIONSHIP: &str = "patient_id, id, source_value, kind, professional_id, \
     unit_id, from_at, to_at, planned_end_on, end_reason, told_in_time, goodbye, joint_meeting, \
     successor_known, successor_id, agreed_interval_days, important_to_patient, mode, \
     is_temporary_cover, deputy_id, person_name";

pub(super) fn relationship(row: &QueryResult) -> Result<Relationship, StoreError> {
    Ok(Relationship {
        id: sure_id(row, 1)?,
        source: sure(row, 2)?,
        kind: sure_code(row, 3)?,
        holder: holder(id(row, 4)?, cell(row, 20)?),
        unit: id(row, 5)?,
        from: sure(row, 6)?,
        to: cell(row, 7)?,
        planned_end: cell(row, 8)?,
        end_reason: code(row, 9)?,
        told_in_time: cell(row, 10)?,
        goodbye: cell(row, 11)?,
        joint_meeting: cell(row, 12)?,
        successor_known: cell(row, 13)?,
        successor: id(row, 14)?,
        agreed_interval_days: cell(row, 15)?,
        important_to_patient: sure(row, 16)?,
        mode: code(row, 17)?,
        is_temporary_cover: sure(row, 18)?,
        deputy: id(row, 19)?,
    })
}

/// The schema lets a relationship have a professional or a person's name, never both or neither.
pub(super) fn holder(professional: Option<ProfessionalId>, person: Option<String>) -> Holder {
    match professional {
        Some(professional) => Holder::Professional(professional),
        None => Holder::Person(person.unwrap_or_default()),
    }
}

pub(super) const HANDOVER: &str = "patient_id, id, source_value, kind, offered_at, accepted_at, \
     state, from_professional_id, to_professional_id, from_unit_id, to_unit_id, grade";

pub(super) fn handover(row: &QueryResult) -> Result<Handover, StoreError> {
    let accepted_at = cell(row, 5)?;
    Ok(Handover {
        id: sure_id(row, 1)?,
        source: sure(row, 2)?,
        kind: sure_code(row, 3)?,
        offered_at: sure(row, 4)?,
        accepted_at,
        state: state(code(row, 6)?, accepted_at),
        grade: code(row, 11)?,
        from_professional: id(row, 7)?,
        to_professional: id(row, 8)?,
        from_unit: id(row, 9)?,
        to_unit: id(row, 10)?,
    })
}

/// The state of a handover: not recorded is accepted when an acceptance is, offered otherwise.
pub(super) fn state(
    recorded: Option<HandoverState>,
    accepted_at: Option<Instant>,
) -> HandoverState {
    recorded.unwrap_or(if accepted_at.is_some() {
        HandoverState::Accepted
    } else {
        HandoverState::Offered
    })
}

pub(super) const SHIFT: &str = "patient_id, id, professional_id, unit_id, from_at, to_at";

pub(super) fn shift(row: &QueryResult) -> Result<ShiftAssignment, StoreError> {
    Ok(ShiftAssignment {
        id: sure_id(row, 1)?,
        professional: sure_id(row, 2)?,
        unit: sure_id(row, 3)?,
        from: sure(row, 4)?,
        to: cell(row, 5)?,
    })
}

pub(super) const DECISION: &str = "patient_id, id, subject, outcome, decided_at";

pub(super) fn decision(row: &QueryResult) -> Result<Decision, StoreError> {
    Ok(Decision {
        id: sure_id(row, 1)?,
        subject: sure_code(row, 2)?,
        outcome: sure_code(row, 3)?,
        decided_at: sure(row, 4)?,
    })
}

pub(super) const REVIEW: &str = "patient_id, id, held_at";

pub(super) fn review(row: &QueryResult) -> Result<RelationalReview, StoreError> {
    Ok(RelationalReview {
        id: sure_id(row, 1)?,
        held_at: sure(row, 2)?,
    })
}
