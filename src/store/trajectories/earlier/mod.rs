//! Records as they stood: versions that stand in for what was corrected after a moment.

mod rare;

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, QueryResult};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use super::Book;
use super::rows::{holder, present, state};
use crate::domain::ids::{PatientId, ProfessionalId, RecordId, UnitId};
use crate::domain::intake::{Kind, Leave};
use crate::domain::time::Instant;
use crate::domain::trajectory::{
    Contact, Decision, Handover, RelationalReview, Relationship, ShiftAssignment, Trajectory,
    TreatmentPeriod,
};
use crate::domain::vocabulary::{
    AdmissionKind, ContactMode, ContactPurpose, ContactStatus, DecisionOutcome, DecisionSubject,
    EndReason, HandoverGrade, HandoverState, HandoverType, RelationshipKind, RelationshipMode,
};
use crate::store::error::StoreError;
use crate::store::sql::{Narrow, Scope, sure, sure_id};
use crate::store::versions::read;

/// Adds the records whose present version was recorded after `known_at` as they stood then, and
/// puts patients' own rows back likewise. The book holds what was recorded by then already.
pub(super) async fn fill<C: ConnectionTrait>(
    conn: &C,
    book: &mut Book,
    scope: Scope<'_>,
    known_at: Instant,
) -> Result<(), StoreError> {
    let versions = Narrow {
        columns: "patient_id, record_id, kind, recorded_at, payload",
        table: "record_version",
        patient: "patient_id",
        scope,
        known_at: None,
        ending: "ORDER BY patient_id, kind, record_id, version",
    };
    let rows = versions.rows(conn).await?;
    if rows.is_empty() {
        return Ok(());
    }
    let patients = known_patients(conn, scope, known_at).await?;
    for ((patient, record, kind), payload) in in_force(&rows, known_at)? {
        let Some(trajectory) = book.trajectory(patient) else {
            continue;
        };
        if kind == Kind::Patient.code() {
            if !patients.contains(&patient) {
                put_back(trajectory, read(payload)?);
            }
        } else if kind == Kind::MeasureVisit.code() {
            rare::add_visit(&mut book.visits, patient, record, read(payload)?);
        } else if kind == Kind::NarrativeRead.code() {
            rare::add_read(&mut book.reads, patient, record, read(payload)?);
        } else if !is_there(trajectory, &kind, record) {
            add(trajectory, &kind, record, payload)?;
        }
    }
    Ok(())
}

/// The patients whose present row was recorded by then.
async fn known_patients<C: ConnectionTrait>(
    conn: &C,
    scope: Scope<'_>,
    known_at: Instant,
) -> Result<HashSet<PatientId>, StoreError> {
    let known = Narrow {
        columns: "id",
        table: "patient",
        patient: "id",
        scope,
        known_at: Some(known_at),
        ending: "",
    };
    known
        .rows(conn)
        .await?
        .iter()
        .map(|row| sure_id(row, 0))
        .collect()
}

type Subject = (PatientId, RecordId, String);

/// The newest version of each record recorded by then; of a patient's own row, else the earliest.
/// `rows` are in order of version.
fn in_force(
    rows: &[QueryResult],
    known_at: Instant,
) -> Result<HashMap<Subject, Value>, StoreError> {
    let mut newest = HashMap::new();
    for row in rows {
        let subject = (sure_id(row, 0)?, sure_id(row, 1)?, sure(row, 2)?);
        let is_known = sure::<Instant>(row, 3)? <= known_at;
        let is_first_of_patient =
            subject.2 == Kind::Patient.code() && !newest.contains_key(&subject);
        if is_known || is_first_of_patient {
            newest.insert(subject, row.try_get_by_index(4)?);
        }
    }
    Ok(newest)
}

fn is_there(trajectory: &Trajectory, kind: &str, record: RecordId) -> bool {
    match kind {
        "treatment_period" => trajectory.periods.iter().any(|it| it.id == record),
        "contact" => trajectory.contacts.iter().any(|it| it.id == record),
        "relationship" => trajectory.relationships.iter().any(|it| it.id == record),
        "handover" => trajectory.handovers.iter().any(|it| it.id == record),
        "shift_assignment" => trajectory.shifts.iter().any(|it| it.id == record),
        "decision" => trajectory.decisions.iter().any(|it| it.id == record),
        "relational_review" => trajectory.reviews.iter().any(|it| it.id == record),
        "legal_period" => trajectory.legal_periods.iter().any(|it| it.id == record),
        "measure" => trajectory.measures.iter().any(|it| it.id == record),
        "plan" => trajectory.plans.iter().any(|it| it.id == record),
        "request" => trajectory.requests.iter().any(|it| it.id == record),
        "alliance_score" => trajectory.alliance_scores.iter().any(|it| it.id == record),
        "rupture" => trajectory.ruptures.iter().any(|it| it.id == record),
        "narrative_entry" => trajectory.narrative.iter().any(|it| it.id == record),
        _ => true,
    }
}

fn add(
    trajectory: &mut Trajectory,
    kind: &str,
    id: RecordId,
    payload: Value,
) -> Result<(), StoreError> {
    match kind {
        "treatment_period" => trajectory.periods.push(period(id, read(payload)?)),
        "contact" => trajectory.contacts.push(contact(id, read(payload)?)),
        "relationship" => trajectory
            .relationships
            .push(relationship(id, read(payload)?)),
        "handover" => trajectory.handovers.push(handover(id, read(payload)?)),
        "shift_assignment" => trajectory.shifts.push(shift(id, read(payload)?)),
        "decision" => trajectory.decisions.push(decision(id, read(payload)?)),
        "relational_review" => trajectory.reviews.push(review(id, read(payload)?)),
        "legal_period" => {
            let row = read(payload)?;
            trajectory.legal_periods.push(rare::legal_period(id, row));
        }
        "measure" => trajectory.measures.push(rare::measure(id, read(payload)?)),
        "plan" => trajectory.plans.push(rare::plan(id, read(payload)?)),
        "request" => trajectory.requests.push(rare::request(id, read(payload)?)),
        "alliance_score" => {
            let row = read(payload)?;
            trajectory.alliance_scores.push(rare::score(id, row));
        }
        "rupture" => trajectory.ruptures.push(rare::rupture(id, read(payload)?)),
        "narrative_entry" => trajectory.narrative.push(rare::entry(id, read(payload)?)?),
        _ => return Err(StoreError::Unreadable("record_version.kind")),
    }
    Ok(())
}

#[derive(Clone, Copy, Deserialize)]
struct PatientRow {
    in_service_from_on: Option<NaiveDate>,
    in_service_to_on: Option<NaiveDate>,
    deceased_at: Option<Instant>,
}

fn put_back(trajectory: &mut Trajectory, row: PatientRow) {
    trajectory.patient.in_service_from = row.in_service_from_on;
    trajectory.patient.in_service_to = row.in_service_to_on;
    trajectory.patient.deceased_at = row.deceased_at;
}

#[derive(Deserialize)]
struct LeaveRow {
    from_at: Instant,
    to_at: Option<Instant>,
}

#[derive(Deserialize)]
struct PeriodRow {
    source_value: String,
    unit_id: Uuid,
    from_at: Instant,
    to_at: Option<Instant>,
    admission_kind: Option<AdmissionKind>,
    #[serde(default)]
    leave: Vec<LeaveRow>,
}

fn period(id: RecordId, row: PeriodRow) -> TreatmentPeriod {
    TreatmentPeriod {
        id,
        source: row.source_value,
        unit: UnitId(row.unit_id),
        from: row.from_at,
        to: row.to_at,
        admission_kind: row.admission_kind,
        leave: row
            .leave
            .into_iter()
            .map(|leave| Leave {
                from: leave.from_at,
                to: leave.to_at,
            })
            .collect(),
    }
}

#[derive(Deserialize)]
struct ContactRow {
    source_value: String,
    unit_id: Uuid,
    at: Instant,
    minutes: Option<i32>,
    mode: Option<ContactMode>,
    status: ContactStatus,
    main_professional_id: Option<Uuid>,
    patient_present: Option<bool>,
    purpose: Option<ContactPurpose>,
    #[serde(default)]
    others: Vec<Uuid>,
}

fn contact(id: RecordId, row: ContactRow) -> Contact {
    Contact {
        id,
        source: row.source_value,
        unit: UnitId(row.unit_id),
        at: row.at,
        minutes: row.minutes,
        mode: row.mode,
        status: row.status,
        main: row.main_professional_id.map(ProfessionalId),
        others: row.others.into_iter().map(ProfessionalId).collect(),
        patient_present: present(row.patient_present, row.status),
        purpose: row.purpose,
    }
}

#[derive(Deserialize)]
struct RelationshipRow {
    source_value: String,
    kind: RelationshipKind,
    professional_id: Option<Uuid>,
    person_name: Option<String>,
    unit_id: Option<Uuid>,
    from_at: Instant,
    to_at: Option<Instant>,
    planned_end_on: Option<NaiveDate>,
    end_reason: Option<EndReason>,
    told_in_time: Option<bool>,
    goodbye: Option<bool>,
    joint_meeting: Option<bool>,
    successor_known: Option<bool>,
    successor_id: Option<Uuid>,
    agreed_interval_days: Option<i32>,
    important_to_patient: bool,
    mode: Option<RelationshipMode>,
    is_temporary_cover: bool,
    deputy_id: Option<Uuid>,
}

fn relationship(id: RecordId, row: RelationshipRow) -> Relationship {
    Relationship {
        id,
        source: row.source_value,
        kind: row.kind,
        holder: holder(row.professional_id.map(ProfessionalId), row.person_name),
        unit: row.unit_id.map(UnitId),
        from: row.from_at,
        to: row.to_at,
        planned_end: row.planned_end_on,
        end_reason: row.end_reason,
        told_in_time: row.told_in_time,
        goodbye: row.goodbye,
        joint_meeting: row.joint_meeting,
        successor_known: row.successor_known,
        successor: row.successor_id.map(ProfessionalId),
        agreed_interval_days: row.agreed_interval_days,
        important_to_patient: row.important_to_patient,
        mode: row.mode,
        is_temporary_cover: row.is_temporary_cover,
        deputy: row.deputy_id.map(ProfessionalId),
    }
}

#[derive(Deserialize)]
struct HandoverRow {
    source_value: String,
    kind: HandoverType,
    offered_at: Instant,
    accepted_at: Option<Instant>,
    state: Option<HandoverState>,
    grade: Option<HandoverGrade>,
    from_professional_id: Option<Uuid>,
    to_professional_id: Option<Uuid>,
    from_unit_id: Option<Uuid>,
    to_unit_id: Option<Uuid>,
}

fn handover(id: RecordId, row: HandoverRow) -> Handover {
    Handover {
        id,
        source: row.source_value,
        kind: row.kind,
        offered_at: row.offered_at,
        accepted_at: row.accepted_at,
        state: state(row.state, row.accepted_at),
        grade: row.grade,
        from_professional: row.from_professional_id.map(ProfessionalId),
        to_professional: row.to_professional_id.map(ProfessionalId),
        from_unit: row.from_unit_id.map(UnitId),
        to_unit: row.to_unit_id.map(UnitId),
    }
}

#[derive(Clone, Copy, Deserialize)]
struct ShiftRow {
    professional_id: Uuid,
    unit_id: Uuid,
    from_at: Instant,
    to_at: Option<Instant>,
}

fn shift(id: RecordId, row: ShiftRow) -> ShiftAssignment {
    ShiftAssignment {
        id,
        professional: ProfessionalId(row.professional_id),
        unit: UnitId(row.unit_id),
        from: row.from_at,
        to: row.to_at,
    }
}

#[derive(Clone, Copy, Deserialize)]
struct DecisionRow {
    subject: DecisionSubject,
    outcome: DecisionOutcome,
    decided_at: Instant,
}

fn decision(id: RecordId, row: DecisionRow) -> Decision {
    Decision {
        id,
        subject: row.subject,
        outcome: row.outcome,
        decided_at: row.decided_at,
    }
}

#[derive(Clone, Copy, Deserialize)]
struct ReviewRow {
    held_at: Instant,
}

fn review(id: RecordId, row: ReviewRow) -> RelationalReview {
    RelationalReview {
        id,
        held_at: row.held_at,
    }
}
