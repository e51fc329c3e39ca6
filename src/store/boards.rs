//! What a ward's board reads beside the records of its patients: who is there, beds, the words of the
//! last handover. The patient's own are read through their gate (`store::narratives`).

use std::collections::HashMap;

use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::error::StoreError;
use super::reach::{self, Way};
use super::sql::{self, CHUNK};
use crate::domain::access::Reach;
use crate::domain::ids::{PatientId, RecordId, UnitId};
use crate::domain::time::Instant;
use crate::domain::vocabulary::HandoverSeverity;

use entity::{handover, treatment_period};

/// Patients who are at a unit now and within reach, in order of identity; `reach` is of that unit.
pub async fn present<C: ConnectionTrait>(
    conn: &C,
    reach: &Reach,
    now: Instant,
) -> Result<Vec<PatientId>, StoreError> {
    let Some(reached) = reach::ids(reach, Way::TreatmentPeriod, now) else {
        return Ok(Vec::new());
    };
    let query = Query::select()
        .column(("reached", "patient_id"))
        .from_subquery(reached, "reached")
        .order_by(("reached", "patient_id"), sea_orm::Order::Asc)
        .take();
    let rows = conn.query_all(&query).await?;
    rows.iter().map(|row| sql::sure_id(row, 0)).collect()
}

/// Patients who are on their way to a unit: announced or handed over to it, and within reach by that. `reach`
/// is of that unit.
pub async fn coming<C: ConnectionTrait>(
    conn: &C,
    reach: &Reach,
    now: Instant,
) -> Result<Vec<PatientId>, StoreError> {
    reach::all(conn, reach, Way::Incoming, now).await
}

/// Where a patient's bed is, and until when it is meant to be theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bed {
    /// The room.
    pub room: Option<String>,
    /// The end that is planned.
    pub planned_to: Option<Instant>,
}

/// The beds of open treatment periods at a unit, by treatment period.
pub async fn beds<C: ConnectionTrait>(
    conn: &C,
    unit: UnitId,
    patients: &[PatientId],
) -> Result<HashMap<RecordId, Bed>, StoreError> {
    use treatment_period::Column;
    let mut beds = HashMap::new();
    for patients in patients.chunks(CHUNK) {
        let rows: Vec<(Uuid, Option<String>, Option<Instant>)> = treatment_period::Entity::find()
            .select_only()
            .columns([Column::Id, Column::Room, Column::PlannedToAt])
            .filter(Column::PatientId.is_in(patients.iter().map(|patient| patient.0)))
            .filter(Column::UnitId.eq(unit.0))
            .filter(Column::ToAt.is_null())
            .into_tuple()
            .all(conn)
            .await?;
        beds.extend(
            rows.into_iter()
                .map(|(id, room, planned_to)| (RecordId(id), Bed { room, planned_to })),
        );
    }
    Ok(beds)
}

/// What a handover says on a board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// How much a patient needs somebody to look.
    pub severity: Option<HandoverSeverity>,
    /// What is to be done, in the writer's words.
    pub actions: Option<String>,
}

/// What these handovers say.
pub async fn said<C: ConnectionTrait>(
    conn: &C,
    handovers: &[(PatientId, RecordId)],
) -> Result<HashMap<RecordId, Said>, StoreError> {
    use handover::Column;
    let mut said = HashMap::new();
    for handovers in handovers.chunks(CHUNK) {
        let rows: Vec<(Uuid, Option<String>, Option<String>)> = handover::Entity::find()
            .select_only()
            .columns([Column::Id, Column::Severity, Column::Actions])
            .filter(Column::PatientId.is_in(handovers.iter().map(|(patient, _)| patient.0)))
            .filter(Column::Id.is_in(handovers.iter().map(|(_, id)| id.0)))
            .into_tuple()
            .all(conn)
            .await?;
        for (id, severity, actions) in rows {
            let severity = severity.map(|code| code.parse()).transpose();
            let severity = severity.map_err(|_| StoreError::Unreadable("handover.severity"))?;
            said.insert(RecordId(id), Said { severity, actions });
        }
    }
    Ok(said)
}
