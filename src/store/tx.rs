//! Transactions. The only way to change the record, and the only way to commit is with an audit
//! entry.

use std::ops::Deref;
use std::time::Duration;

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};
use serde_json::Value;
use uuid::Uuid;

use super::audit;
use super::connection::Db;
use super::error::StoreError;
use crate::domain::audit::Key;
use crate::domain::ids::PatientId;
use crate::domain::time::Instant;

/// Who did what: written in the same transaction as what was done.
#[derive(Debug, Clone)]
pub struct AuditEntry {
    /// Identity of the entry.
    pub id: Uuid,
    /// When.
    pub at: Instant,
    /// Who: an account's username, or the name of the process that acted.
    pub actor: String,
    /// What was done: a stable word such as `import.apply`.
    pub action: &'static str,
    /// Whose record, where it was one patient's.
    pub patient: Option<PatientId>,
    /// What it was done to, without patient data: a kind and an id.
    pub subject: String,
    /// What for.
    pub purpose: String,
    /// Counts and ids; never narrative text.
    pub detail: Value,
}

/// A transaction that writes. Dropped without [`Tx::commit`], it changes nothing.
///
/// While it is open it is the only handle to use: on SQLite there is one writer, and waiting for a
/// second one is waiting for oneself.
#[must_use = "a transaction that is not committed changes nothing"]
#[derive(Debug)]
pub struct Tx {
    conn: DatabaseTransaction,
    audit_key: Option<Key>,
}

impl Deref for Tx {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &Self::Target {
        &self.conn
    }
}

impl Tx {
    /// Keeps PostgreSQL to its indexes until this transaction ends. For bulk work on tables that were
    /// just begun: they have no statistics, a list of thousands of ids then looks like most of the
    /// table, and every lookup would read all of it.
    pub async fn prefer_indexes(&self) -> Result<(), StoreError> {
        prefer_indexes(&self.conn).await
    }

    /// Makes the changes lasting, together with the entry that tells of them.
    pub async fn commit(self, entry: AuditEntry) -> Result<(), StoreError> {
        self.commit_all([entry]).await
    }

    /// Makes the changes lasting, together with the entries that tell of them: one for each patient whose
    /// record they change, at least one in all.
    pub async fn commit_all(
        self,
        entries: impl IntoIterator<Item = AuditEntry>,
    ) -> Result<(), StoreError> {
        let entries: Vec<AuditEntry> = entries.into_iter().collect();
        if entries.is_empty() {
            return Err(StoreError::NoEntry);
        }
        audit::append(&self.conn, self.audit_key.as_ref(), entries).await?;
        self.finish().await
    }

    /// Makes lasting what is in the log already.
    pub(super) async fn finish(self) -> Result<(), StoreError> {
        Ok(self.conn.commit().await?)
    }

    /// Undoes the changes now, rather than when the handle is dropped.
    pub async fn rollback(self) -> Result<(), StoreError> {
        Ok(self.conn.rollback().await?)
    }
}

impl Db {
    /// Begins a transaction that writes: IMMEDIATE on SQLite, so that two writers queue instead of
    /// failing when the second one turns from reading to writing.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(Tx {
            conn: begin(&self.write, options).await?,
            audit_key: self.audit_key.clone(),
        })
    }
}

/// Begins a transaction in a task of its own: a caller that is dropped while BEGIN is under way would
/// otherwise give the connection back with a transaction open (sqlx 0.9.0). Here BEGIN comes to its
/// end, and its transaction is then dropped, which rolls it back.
pub(super) async fn begin(
    conn: &DatabaseConnection,
    options: TransactionOptions,
) -> Result<DatabaseTransaction, StoreError> {
    let conn = conn.clone();
    let begun = tokio::spawn(async move { conn.begin_with_options(options).await });
    match begun.await {
        Ok(transaction) => Ok(transaction?),
        Err(_) => Err(StoreError::Unavailable("the service is shutting down")),
    }
}

/// Keeps PostgreSQL to its indexes until a transaction ends.
pub(super) async fn prefer_indexes(tx: &DatabaseTransaction) -> Result<(), StoreError> {
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.execute_unprepared("SET LOCAL enable_seqscan = off")
            .await?;
    }
    Ok(())
}

/// An error that tells whether the work that failed is worth beginning again.
pub trait Transient {
    /// Whether it is.
    fn is_transient(&self) -> bool;
}

impl Transient for StoreError {
    fn is_transient(&self) -> bool {
        Self::is_transient(self)
    }
}

/// Does a whole use case, and begins it again where the database was busy, deadlocked or could not
/// serialize it: at most three times in all.
pub async fn retry<T, E, W, F>(mut work: W) -> Result<T, E>
where
    E: Transient,
    W: FnMut() -> F,
    F: Future<Output = Result<T, E>>,
{
    for pause in [20, 100] {
        match work().await {
            Err(error) if error.is_transient() => {
                tokio::time::sleep(Duration::from_millis(pause)).await;
            }
            outcome => return outcome,
        }
    }
    work().await
}
