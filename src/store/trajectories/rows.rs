//! Rows to values: the columns each kind of record is read by, and how they become the domain's.

use std::collections::HashMap;

use sea_orm::QueryResult;

use crate::domain::ids::{PatientId, ProfessionalId, RecordId};
use crate::domain::intake::Leave;
use crate::domain::points::Points;
use crate::domain::time::Instant;
use crate::domain::trajectory::{
    AllianceScore, Contact, Decision, Handover, Holder, LegalPeriod, Measure, MeasureVisit,
    NarrativeEntry, NarrativeRead, Patient, Plan, RelationalReview, Relationship, Request, Rupture,
    ShiftAssignment, TreatmentPeriod,
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

impl<T> Default for Parts<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

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

    /// Adds a part to a record, in no order.
    pub(super) fn add(&mut self, patient: PatientId, record: RecordId, part: T) {
        self.0.entry((patient, record)).or_default().push(part);
    }

    /// The parts of a patient's record so far.
    pub(super) fn of(&self, patient: PatientId, record: RecordId) -> &[T] {
        self.0.get(&(patient, record)).map_or(&[], Vec::as_slice)
    }

    pub(super) fn take(&mut self, patient: PatientId, record: RecordId) -> Vec<T> {
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

pub(super) const LEGAL_PERIOD: &str =
    "patient_id, id, source_value, status, from_at, to_at, felt_forced";

pub(super) fn legal_period(row: &QueryResult) -> Result<LegalPeriod, StoreError> {
    Ok(LegalPeriod {
        id: sure_id(row, 1)?,
        source: sure(row, 2)?,
        status: sure(row, 3)?,
        from: sure(row, 4)?,
        to: cell(row, 5)?,
        felt_forced: cell(row, 6)?,
    })
}

pub(super) const MEASURE: &str = "patient_id, id, source_value, kind, from_at, to_at, unit_id, \
     decided_by_id, known_person_present, debrief_offered_at, debrief_outcome";

/// A measure, its visits apart.
pub(super) fn measure(row: &QueryResult) -> Result<Measure, StoreError> {
    Ok(Measure {
        id: sure_id(row, 1)?,
        source: sure(row, 2)?,
        kind: sure_code(row, 3)?,
        from: sure(row, 4)?,
        to: cell(row, 5)?,
        unit: id(row, 6)?,
        decided_by: id(row, 7)?,
        known_person_present: cell(row, 8)?,
        debrief_offered_at: cell(row, 9)?,
        debrief_outcome: code(row, 10)?,
        visits: Vec::new(),
    })
}

pub(super) const VISIT: &str = "patient_id, measure_id, id, professional_id, at";

impl Parts<(RecordId, MeasureVisit)> {
    pub(super) fn visits(rows: &[QueryResult]) -> Result<Self, StoreError> {
        Self::collect(rows, |row| {
            let visit = MeasureVisit {
                professional: sure_id(row, 3)?,
                at: sure(row, 4)?,
            };
            Ok((sure_id(row, 2)?, visit))
        })
    }
}

pub(super) const PLAN: &str = "patient_id, id, source_value, kind, agreed_on, edition, reviewed_on, \
     review_by_on, valid_to_on, max_nights, quarantine_days, unit_id";

pub(super) fn plan(row: &QueryResult) -> Result<Plan, StoreError> {
    Ok(Plan {
        id: sure_id(row, 1)?,
        source: sure(row, 2)?,
        kind: sure_code(row, 3)?,
        agreed_on: sure(row, 4)?,
        edition: sure(row, 5)?,
        reviewed_on: cell(row, 6)?,
        review_by: cell(row, 7)?,
        valid_to: cell(row, 8)?,
        max_nights: cell(row, 9)?,
        quarantine_days: cell(row, 10)?,
        unit: id(row, 11)?,
    })
}

pub(super) const REQUEST: &str = "patient_id, id, source_value, subject, text, asked_at, \
     received_by_id, decider_id, due_on, answered_at, answer";

pub(super) fn request(row: &QueryResult) -> Result<Request, StoreError> {
    Ok(Request {
        id: sure_id(row, 1)?,
        source: sure(row, 2)?,
        subject: sure(row, 3)?,
        text: sure(row, 4)?,
        asked_at: sure(row, 5)?,
        received_by: id(row, 6)?,
        decider: id(row, 7)?,
        due_on: cell(row, 8)?,
        answered_at: cell(row, 9)?,
        answer: code(row, 10)?,
    })
}

pub(super) const SCORE: &str = "patient_id, id, source_value, professional_id, instrument, \
     score_thousandths, at, min_thousandths, max_thousandths, cut_thousandths";

pub(super) fn score(row: &QueryResult) -> Result<AllianceScore, StoreError> {
    let points = |at| Ok::<_, StoreError>(cell(row, at)?.map(Points::from_thousandths));
    Ok(AllianceScore {
        id: sure_id(row, 1)?,
        source: sure(row, 2)?,
        professional: sure_id(row, 3)?,
        instrument: sure(row, 4)?,
        score: Points::from_thousandths(sure(row, 5)?),
        at: sure(row, 6)?,
        min: points(7)?,
        max: points(8)?,
        cut: points(9)?,
    })
}

pub(super) const RUPTURE: &str = "patient_id, id, source_value, professional_id, kind, noticed_on, \
     noticed_by, status, closed_on";

pub(super) fn rupture(row: &QueryResult) -> Result<Rupture, StoreError> {
    Ok(Rupture {
        id: sure_id(row, 1)?,
        source: sure(row, 2)?,
        professional: sure_id(row, 3)?,
        kind: sure_code(row, 4)?,
        noticed_on: sure(row, 5)?,
        noticed_by: code(row, 6)?,
        status: sure_code(row, 7)?,
        closed_on: cell(row, 8)?,
    })
}

pub(super) const ENTRY: &str = "patient_id, id, source_value, kind, authorship, written_at, level, \
     withdrawn_at";

/// A narrative entry, those who read it apart.
pub(super) fn entry(row: &QueryResult) -> Result<NarrativeEntry, StoreError> {
    Ok(NarrativeEntry {
        id: sure_id(row, 1)?,
        source: sure(row, 2)?,
        kind: sure_code(row, 3)?,
        authorship: sure_code(row, 4)?,
        written_at: sure(row, 5)?,
        level: level(sure(row, 6)?)?,
        withdrawn_at: cell(row, 7)?,
        reads: Vec::new(),
    })
}

/// The schema knows five levels.
pub(super) fn level(level: i32) -> Result<u8, StoreError> {
    u8::try_from(level).map_err(|_| StoreError::Unreadable("a level"))
}

pub(super) const READ: &str =
    "patient_id, entry_id, id, professional_id, opened_at, told_patient_at";

impl Parts<(RecordId, NarrativeRead)> {
    pub(super) fn reads(rows: &[QueryResult]) -> Result<Self, StoreError> {
        Self::collect(rows, |row| {
            let read = NarrativeRead {
                professional: sure_id(row, 3)?,
                opened_at: sure(row, 4)?,
                told_patient_at: cell(row, 5)?,
            };
            Ok((sure_id(row, 2)?, read))
        })
    }
}

pub(super) const REVIEW: &str = "patient_id, id, held_at";

pub(super) fn review(row: &QueryResult) -> Result<RelationalReview, StoreError> {
    Ok(RelationalReview {
        id: sure_id(row, 1)?,
        held_at: sure(row, 2)?,
    })
}
