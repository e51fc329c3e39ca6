//! By whom relationships were marked as important to the patient, or not, and whether the patient did.

use std::collections::HashMap;

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use super::error::StoreError;
use crate::domain::ids::{PatientId, RecordId};
use crate::domain::time::Instant;

use entity::relationship_mark::{ActiveModel, Column, Entity};

/// A mark, or that there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Whether it says that the relationship is important.
    pub is_important: bool,
    /// When it was set.
    pub marked_at: Instant,
    /// Who set it, as the audit trail calls them.
    pub marked_by: String,
    /// When the patient said so themselves, on their own pages.
    pub confirmed_at: Option<Instant>,
}

/// The marks that were set here, by relationship.
pub async fn of<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
) -> Result<HashMap<RecordId, Mark>, StoreError> {
    let rows = Entity::find()
        .filter(Column::PatientId.eq(patient.0))
        .all(conn)
        .await?;
    let each = rows.into_iter().map(|row| {
        let mark = Mark {
            is_important: row.is_important,
            marked_at: row.marked_at,
            marked_by: row.marked_by,
            confirmed_at: row.confirmed_at,
        };
        (RecordId(row.relationship_id), mark)
    });
    Ok(each.collect())
}

/// Sets a mark.
pub async fn set<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    relationship: RecordId,
    mark: Mark,
) -> Result<(), StoreError> {
    let row = ActiveModel {
        patient_id: Set(patient.0),
        relationship_id: Set(relationship.0),
        is_important: Set(mark.is_important),
        marked_at: Set(mark.marked_at),
        marked_by: Set(mark.marked_by),
        confirmed_at: Set(mark.confirmed_at),
    };
    let over = OnConflict::columns([Column::PatientId, Column::RelationshipId])
        .update_columns([
            Column::IsImportant,
            Column::MarkedAt,
            Column::MarkedBy,
            Column::ConfirmedAt,
        ])
        .to_owned();
    Entity::insert(row)
        .on_conflict(over)
        .exec_without_returning(conn)
        .await?;
    Ok(())
}
