//! Writing down reads: an entry each, before the answer leaves. Changes write theirs in their own
//! transaction, see [`super::tx::Tx::commit`].

use sea_orm::{EntityTrait, Set};

use super::connection::Db;
use super::error::StoreError;
use super::tx::AuditEntry;

use entity::audit_entry::{ActiveModel, Entity};

/// Entries of one statement: far below both engines' limits on parameters.
const CHUNK: usize = 500;

/// Writes entries of what is about to be read. They are lasting when this returns.
pub async fn note(
    db: &Db,
    entries: impl IntoIterator<Item = AuditEntry>,
) -> Result<(), StoreError> {
    let rows: Vec<ActiveModel> = entries.into_iter().map(ActiveModel::from).collect();
    for rows in rows.chunks(CHUNK) {
        Entity::insert_many(rows.iter().cloned())
            .exec_without_returning(db.writer())
            .await?;
    }
    Ok(())
}

impl From<AuditEntry> for ActiveModel {
    fn from(entry: AuditEntry) -> Self {
        Self {
            id: Set(entry.id),
            at: Set(entry.at),
            actor: Set(entry.actor),
            action: Set(entry.action.to_owned()),
            patient_id: Set(entry.patient.map(|patient| patient.0)),
            subject: Set(entry.subject),
            purpose: Set(entry.purpose),
            detail: Set(entry.detail),
        }
    }
}
