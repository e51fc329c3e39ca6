//! The handovers of a time, as reports count them.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, Statement};
use uuid::Uuid;

use super::error::StoreError;
use super::sql::{cell, code, id, sure, sure_code, sure_id};
use crate::domain::ids::{ProfessionalId, RecordId, UnitId};
use crate::domain::time::Instant;
use crate::domain::vocabulary::{HandoverGrade, HandoverState, HandoverType};

/// A handover that was offered, without its words and without whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offered {
    /// The unit that it comes from.
    pub unit: Option<UnitId>,
    /// What is passed on.
    pub kind: HandoverType,
    /// When it was offered, last where it was more than once.
    pub at: Instant,
    /// When it was accepted.
    pub accepted_at: Option<Instant>,
    /// When it should have been; `None` where a source did not tell.
    pub due_at: Option<Instant>,
    /// How it was made.
    pub grade: Option<HandoverGrade>,
    /// Whether the pool had to be told of it, or it expired.
    pub is_late: bool,
    /// Whether the receiver asked something.
    pub is_questioned: bool,
    /// Whether it was given back.
    pub is_returned: bool,
}

/// The kinds of steps that reports count, by place.
const STEPS: [&str; 4] = ["questioned", "returned", "escalated", "expired"];

const COLUMNS: &str =
    "id, from_unit_id, kind, offered_at, accepted_at, due_at, grade, escalated_at, state";

/// The handovers that were offered in `[from, to)` and not taken back, of everybody.
pub async fn offered<C: ConnectionTrait>(
    conn: &C,
    from: Instant,
    to: Instant,
) -> Result<Vec<Offered>, StoreError> {
    let backend = conn.get_database_backend();
    let sql = "SELECT handover_id, kind FROM handover_step \
         WHERE kind IN ('questioned', 'returned', 'escalated', 'expired') AND recorded_at >= $1";
    let statement = Statement::from_sql_and_values(backend, sql, [from.into()]);
    let mut steps: HashMap<Uuid, [bool; STEPS.len()]> = HashMap::new();
    for row in conn.query_all_raw(statement).await? {
        let kind: &str = sure(&row, 1)?;
        if let Some(place) = STEPS.iter().position(|known| *known == kind) {
            steps.entry(sure(&row, 0)?).or_default()[place] = true;
        }
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM handover WHERE offered_at >= $1 AND offered_at < $2 \
         AND (state IS NULL OR state NOT IN ('draft', 'withdrawn'))"
    );
    let statement = Statement::from_sql_and_values(backend, sql, [from.into(), to.into()]);
    let rows = conn.query_all_raw(statement).await?;
    let offered = rows.iter().map(|row| {
        let told = steps
            .get(&sure::<Uuid>(row, 0)?)
            .copied()
            .unwrap_or_default();
        let [is_questioned, is_returned, is_escalated, is_expired] = told;
        let state = code::<HandoverState>(row, 8)?;
        let escalated = cell::<DateTime<Utc>>(row, 7)?;
        Ok(Offered {
            unit: id(row, 1)?,
            kind: sure_code(row, 2)?,
            at: sure(row, 3)?,
            accepted_at: cell(row, 4)?,
            due_at: cell(row, 5)?,
            grade: code(row, 6)?,
            is_late: is_escalated
                || is_expired
                || escalated.is_some()
                || state == Some(HandoverState::Expired),
            is_questioned: is_questioned || state == Some(HandoverState::Questioned),
            is_returned: is_returned || state == Some(HandoverState::Returned),
        })
    });
    offered.collect()
}

/// A handover that somebody offered or was offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Own {
    /// Which.
    pub id: RecordId,
    /// What is passed on.
    pub kind: HandoverType,
    /// When it was offered.
    pub at: Instant,
    /// When it was accepted.
    pub accepted_at: Option<Instant>,
    /// When it should have been.
    pub due_at: Option<Instant>,
    /// Whether they offered it, and were not offered it.
    pub is_from: bool,
}

/// The handovers since an instant that a professional offered, and those that they were offered in person.
pub async fn own<C: ConnectionTrait>(
    conn: &C,
    professional: ProfessionalId,
    from: Instant,
) -> Result<Vec<Own>, StoreError> {
    let sql = "SELECT id, kind, offered_at, accepted_at, due_at, from_professional_id FROM handover \
         WHERE (from_professional_id = $1 OR to_professional_id = $1) AND offered_at >= $2 \
         AND (state IS NULL OR state NOT IN ('draft', 'withdrawn'))";
    let values = [professional.0.into(), from.into()];
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
    let rows = conn.query_all_raw(statement).await?;
    let own = rows.iter().map(|row| {
        Ok(Own {
            id: sure_id(row, 0)?,
            kind: sure_code(row, 1)?,
            at: sure(row, 2)?,
            accepted_at: cell(row, 3)?,
            due_at: cell(row, 4)?,
            is_from: id(row, 5)? == Some(professional),
        })
    });
    own.collect()
}
