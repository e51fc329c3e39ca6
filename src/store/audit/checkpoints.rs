//! Checkpoints as they are stored, with the chains as the last one knew them.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::chain::mac_of;
use crate::domain::audit::{Checkpoint, Head, Key, Mac};
use crate::store::bulk::{self, Existing};
use crate::store::connection::Db;
use crate::store::error::StoreError;
use crate::store::tx::Tx;

use entity::{audit_checkpoint, audit_checkpoint_head};

/// The key of the advisory lock that lets one instance at a time make a checkpoint: "rtaudit" in ASCII.
const LOCK: i64 = 0x0072_7461_7564_6974;

/// Checkpoints of a page.
const PAGE: u64 = 1_000;

/// A checkpoint with its seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sealed {
    /// What it says.
    pub checkpoint: Checkpoint,
    /// Its seal.
    pub mac: Mac,
}

impl Sealed {
    /// Whether the key sealed it.
    pub fn is_sealed(&self, key: &Key) -> bool {
        key.has_sealed(&self.checkpoint.to_bytes(), &self.mac)
    }
}

impl Db {
    /// The key of the audit log, for those who check what it sealed.
    ///
    /// # Errors
    /// [`StoreError::NoAuditKey`] when it was not handed in.
    pub fn audit_key(&self) -> Result<&Key, StoreError> {
        self.audit_key.as_ref().ok_or(StoreError::NoAuditKey)
    }
}

/// Waits until no other instance makes a checkpoint, and keeps others from it to the end of the
/// transaction.
pub async fn hold(tx: &Tx) -> Result<(), StoreError> {
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({LOCK})"))
            .await?;
    }
    Ok(())
}

/// The last checkpoint.
pub async fn last<C: ConnectionTrait>(conn: &C) -> Result<Option<Sealed>, StoreError> {
    let row = audit_checkpoint::Entity::find()
        .order_by_desc(audit_checkpoint::Column::Number)
        .limit(1)
        .one(conn)
        .await?;
    row.as_ref().map(read).transpose()
}

/// Checkpoints after a number, in order: a page of them.
pub async fn after<C: ConnectionTrait>(conn: &C, number: i64) -> Result<Vec<Sealed>, StoreError> {
    let rows = audit_checkpoint::Entity::find()
        .filter(audit_checkpoint::Column::Number.gt(number))
        .order_by_asc(audit_checkpoint::Column::Number)
        .limit(PAGE)
        .all(conn)
        .await?;
    rows.iter().map(read).collect()
}

/// Keeps a checkpoint with the chains that changed.
pub async fn keep(tx: &Tx, sealed: &Sealed, changed: &[Head]) -> Result<(), StoreError> {
    let Sealed { checkpoint, mac } = sealed;
    let row = audit_checkpoint::Model {
        number: checkpoint.number,
        at: checkpoint.at,
        chains: checkpoint.chains,
        entries: checkpoint.entries,
        changes: checkpoint.changes.to_vec(),
        root: checkpoint.root.to_vec(),
        previous: checkpoint.previous.to_vec(),
        mac: mac.to_vec(),
    };
    audit_checkpoint::Entity::insert(row.into_active_model())
        .exec_without_returning(&**tx)
        .await?;
    let rows = changed
        .iter()
        .map(|head| audit_checkpoint_head::Model {
            chain_id: head.chain.0,
            length: head.length,
            mac: head.mac.to_vec(),
        })
        .collect();
    bulk::write::<audit_checkpoint_head::Entity, _>(&**tx, rows, Existing::Replace).await
}

fn read(row: &audit_checkpoint::Model) -> Result<Sealed, StoreError> {
    Ok(Sealed {
        checkpoint: Checkpoint {
            number: row.number,
            at: row.at,
            chains: row.chains,
            entries: row.entries,
            changes: mac_of(&row.changes)?,
            root: mac_of(&row.root)?,
            previous: mac_of(&row.previous)?,
        },
        mac: mac_of(&row.mac)?,
    })
}
