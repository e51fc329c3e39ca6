//! What the patient, or whoever tells, says of an entry here; and what is only told of what next of kin say in
//! confidence.

use std::collections::HashMap;

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use uuid::Uuid;

use super::{Entry, gate};
use crate::domain::ids::PatientId;
use crate::domain::time::Instant;
use crate::store::error::StoreError;

use entity::narrative_choice::{ActiveModel, Column, Entity, Model};
use entity::narrative_entry;

/// What is said of an entry; where nobody said anything, nothing of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Choices {
    /// When the patient said that it is not how they said it.
    pub disputed_at: Option<Instant>,
    /// Whether next of kin told it in confidence.
    pub is_confidential: bool,
    /// Whether it is open for answers.
    pub takes_replies: bool,
}

impl From<&Model> for Choices {
    fn from(row: &Model) -> Self {
        Self {
            disputed_at: row.disputed_at,
            is_confidential: row.is_confidential,
            takes_replies: row.takes_replies,
        }
    }
}

/// Writes down what is said of an entry.
pub async fn set_choices<C: ConnectionTrait>(conn: &C, entry: &Entry) -> Result<(), StoreError> {
    let row = ActiveModel {
        patient_id: Set(entry.patient.0),
        entry_id: Set(entry.id.0),
        disputed_at: Set(entry.choices.disputed_at),
        is_confidential: Set(entry.choices.is_confidential),
        takes_replies: Set(entry.choices.takes_replies),
    };
    let over = OnConflict::columns([Column::PatientId, Column::EntryId])
        .update_columns([
            Column::DisputedAt,
            Column::IsConfidential,
            Column::TakesReplies,
        ])
        .to_owned();
    Entity::insert(row)
        .on_conflict(over)
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// What is said of entries, by entry.
pub(super) async fn of_entries<C: ConnectionTrait>(
    conn: &C,
    patient: Uuid,
    entries: &[Uuid],
) -> Result<HashMap<Uuid, Choices>, StoreError> {
    let rows = Entity::find()
        .filter(Column::PatientId.eq(patient))
        .filter(Column::EntryId.is_in(entries.iter().copied()))
        .all(conn)
        .await?;
    let each = rows.iter().map(|row| (row.entry_id, Choices::from(row)));
    Ok(each.collect())
}

/// When next of kin told something in confidence that stands: the patient is told that they did and when, and
/// nothing else.
pub async fn in_confidence<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
) -> Result<Vec<Instant>, StoreError> {
    let times: Vec<Instant> = narrative_entry::Entity::find()
        .select_only()
        .column(narrative_entry::Column::WrittenAt)
        .filter(narrative_entry::Column::PatientId.eq(patient.0))
        .filter(narrative_entry::Column::WithdrawnAt.is_null())
        .filter(gate::is_confidential())
        .order_by_asc(narrative_entry::Column::WrittenAt)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(times)
}
