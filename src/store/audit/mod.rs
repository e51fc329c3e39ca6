//! The audit log: every read of a patient's record and every change, in chains that cannot be altered
//! unseen (see [`crate::domain::audit`]).
//!
//! Changes write their entry in their own transaction, see [`super::tx::Tx::commit`]; reads theirs with
//! [`note`], before the answer leaves.

mod chain;
pub mod checkpoints;
mod kept;
pub mod log;
mod queue;
pub mod reading;

use sea_orm::{EntityTrait, QuerySelect};

use super::connection::Db;
use super::error::StoreError;
use super::tx::AuditEntry;
use crate::domain::audit::Chain;

use entity::audit_head;

pub(super) use chain::append;
pub(super) use kept::bind_kept;
pub(super) use queue::Queue;

/// Writes entries of what is about to be read. They are lasting when this returns. Readers who come while
/// others are being written down share one commit.
pub async fn note(
    db: &Db,
    entries: impl IntoIterator<Item = AuditEntry>,
) -> Result<(), StoreError> {
    queue::note(db, entries.into_iter().collect()).await
}

/// Whether there is a log, whatever the schema.
pub async fn is_begun(db: &Db) -> Result<bool, StoreError> {
    match audit_head::Entity::find().limit(1).one(&db.read).await {
        Ok(head) => Ok(head.is_some()),
        Err(error) => match StoreError::from(error) {
            StoreError::NotMigrated => Ok(false),
            error => Err(error),
        },
    }
}

/// Whether the log, where there is one, was written with the key at hand: asked of the chain that
/// everybody writes to.
///
/// # Errors
/// [`StoreError::AuditBroken`] when it was not.
pub async fn check_key(db: &Db) -> Result<(), StoreError> {
    let key = db.audit_key.as_ref().ok_or(StoreError::NoAuditKey)?;
    let row = audit_head::Entity::find_by_id(Chain::GENERAL.0)
        .one(&db.read)
        .await?;
    match row {
        Some(row) if !chain::is_sealed(key, &row)? => Err(StoreError::AuditBroken),
        _ => Ok(()),
    }
}
