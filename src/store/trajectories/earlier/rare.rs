//! Versions of records of which most patients have none.

use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use super::super::rows::{Parts, level};
use crate::domain::ids::{PatientId, ProfessionalId, RecordId, UnitId};
use crate::domain::points::Points;
use crate::domain::time::Instant;
use crate::domain::trajectory::{
    AllianceScore, LegalPeriod, Measure, MeasureVisit, NarrativeEntry, NarrativeRead, Plan,
    Request, Rupture,
};
use crate::domain::vocabulary::{
    Authorship, DebriefOutcome, MeasureKind, NarrativeKind, NoticedBy, PlanKind, RequestAnswer,
    RuptureStatus, RuptureType,
};
use crate::store::error::StoreError;

#[derive(Deserialize)]
pub(super) struct LegalPeriodRow {
    source_value: String,
    status: String,
    from_at: Instant,
    to_at: Option<Instant>,
    felt_forced: Option<bool>,
}

pub(super) fn legal_period(id: RecordId, row: LegalPeriodRow) -> LegalPeriod {
    LegalPeriod {
        id,
        source: row.source_value,
        status: row.status,
        from: row.from_at,
        to: row.to_at,
        felt_forced: row.felt_forced,
    }
}

#[derive(Deserialize)]
pub(super) struct MeasureRow {
    source_value: String,
    kind: MeasureKind,
    from_at: Instant,
    to_at: Option<Instant>,
    unit_id: Option<Uuid>,
    decided_by_id: Option<Uuid>,
    known_person_present: Option<bool>,
    debrief_offered_at: Option<Instant>,
    debrief_outcome: Option<DebriefOutcome>,
}

pub(super) fn measure(id: RecordId, row: MeasureRow) -> Measure {
    Measure {
        id,
        source: row.source_value,
        kind: row.kind,
        from: row.from_at,
        to: row.to_at,
        unit: row.unit_id.map(UnitId),
        decided_by: row.decided_by_id.map(ProfessionalId),
        known_person_present: row.known_person_present,
        debrief_offered_at: row.debrief_offered_at,
        debrief_outcome: row.debrief_outcome,
        visits: Vec::new(),
    }
}

#[derive(Clone, Copy, Deserialize)]
pub(super) struct VisitRow {
    measure_id: Uuid,
    professional_id: Uuid,
    at: Instant,
}

/// Adds a visit as it stood to its measure, unless the present one was known already.
pub(super) fn add_visit(
    visits: &mut Parts<(RecordId, MeasureVisit)>,
    patient: PatientId,
    id: RecordId,
    row: VisitRow,
) {
    let measure = RecordId(row.measure_id);
    if visits.of(patient, measure).iter().all(|(it, _)| *it != id) {
        let visit = MeasureVisit {
            professional: ProfessionalId(row.professional_id),
            at: row.at,
        };
        visits.add(patient, measure, (id, visit));
    }
}

#[derive(Deserialize)]
pub(super) struct PlanRow {
    source_value: String,
    kind: PlanKind,
    agreed_on: NaiveDate,
    edition: i32,
    reviewed_on: Option<NaiveDate>,
    review_by_on: Option<NaiveDate>,
    valid_to_on: Option<NaiveDate>,
    max_nights: Option<i32>,
    quarantine_days: Option<i32>,
    unit_id: Option<Uuid>,
}

pub(super) fn plan(id: RecordId, row: PlanRow) -> Plan {
    Plan {
        id,
        source: row.source_value,
        kind: row.kind,
        agreed_on: row.agreed_on,
        edition: row.edition,
        reviewed_on: row.reviewed_on,
        review_by: row.review_by_on,
        valid_to: row.valid_to_on,
        max_nights: row.max_nights,
        quarantine_days: row.quarantine_days,
        unit: row.unit_id.map(UnitId),
    }
}

#[derive(Deserialize)]
pub(super) struct RequestRow {
    source_value: String,
    subject: String,
    text: String,
    asked_at: Instant,
    received_by_id: Option<Uuid>,
    decider_id: Option<Uuid>,
    due_on: Option<NaiveDate>,
    answered_at: Option<Instant>,
    answer: Option<RequestAnswer>,
}

pub(super) fn request(id: RecordId, row: RequestRow) -> Request {
    Request {
        id,
        source: row.source_value,
        subject: row.subject,
        text: row.text,
        asked_at: row.asked_at,
        received_by: row.received_by_id.map(ProfessionalId),
        decider: row.decider_id.map(ProfessionalId),
        due_on: row.due_on,
        answered_at: row.answered_at,
        answer: row.answer,
    }
}

#[derive(Deserialize)]
pub(super) struct ScoreRow {
    source_value: String,
    professional_id: Uuid,
    instrument: String,
    score_thousandths: i64,
    at: Instant,
    min_thousandths: Option<i64>,
    max_thousandths: Option<i64>,
    cut_thousandths: Option<i64>,
}

pub(super) fn score(id: RecordId, row: ScoreRow) -> AllianceScore {
    AllianceScore {
        id,
        source: row.source_value,
        professional: ProfessionalId(row.professional_id),
        instrument: row.instrument,
        score: Points::from_thousandths(row.score_thousandths),
        at: row.at,
        min: row.min_thousandths.map(Points::from_thousandths),
        max: row.max_thousandths.map(Points::from_thousandths),
        cut: row.cut_thousandths.map(Points::from_thousandths),
    }
}

#[derive(Deserialize)]
pub(super) struct RuptureRow {
    source_value: String,
    professional_id: Uuid,
    kind: RuptureType,
    noticed_on: NaiveDate,
    noticed_by: Option<NoticedBy>,
    status: RuptureStatus,
    closed_on: Option<NaiveDate>,
}

pub(super) fn rupture(id: RecordId, row: RuptureRow) -> Rupture {
    Rupture {
        id,
        source: row.source_value,
        professional: ProfessionalId(row.professional_id),
        kind: row.kind,
        noticed_on: row.noticed_on,
        noticed_by: row.noticed_by,
        status: row.status,
        closed_on: row.closed_on,
    }
}

#[derive(Deserialize)]
pub(super) struct EntryRow {
    source_value: String,
    kind: NarrativeKind,
    authorship: Authorship,
    written_at: Instant,
    level: i32,
    withdrawn_at: Option<Instant>,
}

pub(super) fn entry(id: RecordId, row: EntryRow) -> Result<NarrativeEntry, StoreError> {
    Ok(NarrativeEntry {
        id,
        source: row.source_value,
        kind: row.kind,
        authorship: row.authorship,
        written_at: row.written_at,
        level: level(row.level)?,
        withdrawn_at: row.withdrawn_at,
        reads: Vec::new(),
    })
}

#[derive(Clone, Copy, Deserialize)]
pub(super) struct ReadRow {
    entry_id: Uuid,
    professional_id: Uuid,
    opened_at: Instant,
    told_patient_at: Option<Instant>,
}

/// Adds who read an entry as it stood, unless the present state was known already.
pub(super) fn add_read(
    reads: &mut Parts<(RecordId, NarrativeRead)>,
    patient: PatientId,
    id: RecordId,
    row: ReadRow,
) {
    let entry = RecordId(row.entry_id);
    if reads.of(patient, entry).iter().all(|(it, _)| *it != id) {
        let read = NarrativeRead {
            professional: ProfessionalId(row.professional_id),
            opened_at: row.opened_at,
            told_patient_at: row.told_patient_at,
        };
        reads.add(patient, entry, (id, read));
    }
}
