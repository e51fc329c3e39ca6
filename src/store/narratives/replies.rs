//! Answers to an entry: one thread, in the order in which they were written.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use crate::domain::ids::{PatientId, ProfessionalId, RecordId};
use crate::domain::time::Instant;
use crate::store::error::StoreError;

use entity::narrative_reply::{ActiveModel, Column, Entity};

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Identity.
    pub id: RecordId,
    /// Who wrote it; `None` for the patient.
    pub author: Option<ProfessionalId>,
    /// The words.
    pub text: String,
    /// When.
    pub written_at: Instant,
}

/// The answers to entries that have passed the gate, by entry.
pub async fn replies<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    entries: &[RecordId],
) -> Result<HashMap<RecordId, Vec<Reply>>, StoreError> {
    let rows = Entity::find()
        .filter(Column::PatientId.eq(patient.0))
        .filter(Column::EntryId.is_in(entries.iter().map(|entry| entry.0)))
        .order_by_asc(Column::WrittenAt)
        .order_by_asc(Column::Id)
        .all(conn)
        .await?;
    let mut by_entry: HashMap<RecordId, Vec<Reply>> = HashMap::new();
    for row in rows {
        let thread = by_entry.entry(RecordId(row.entry_id)).or_default();
        thread.push(Reply {
            id: RecordId(row.id),
            author: row.author_id.map(ProfessionalId),
            text: row.text,
            written_at: row.written_at,
        });
    }
    Ok(by_entry)
}

/// Adds an answer.
pub async fn reply<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    entry: RecordId,
    new: Reply,
) -> Result<(), StoreError> {
    let row = ActiveModel {
        patient_id: Set(patient.0),
        id: Set(new.id.0),
        entry_id: Set(entry.0),
        author_id: Set(new.author.map(|author| author.0)),
        text: Set(new.text),
        written_at: Set(new.written_at),
    };
    Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}

/// Removes the answers to an entry that is taken back: they say what it said.
pub async fn drop_replies<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    entry: RecordId,
) -> Result<(), StoreError> {
    Entity::delete_many()
        .filter(Column::PatientId.eq(patient.0))
        .filter(Column::EntryId.eq(entry.0))
        .exec(conn)
        .await?;
    Ok(())
}
