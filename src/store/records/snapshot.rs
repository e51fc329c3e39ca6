//! Reading everything as it was at one moment, however long the reading takes.

use std::ops::Deref;

use sea_orm::{
    AccessMode, DatabaseTransaction, IsolationLevel, TransactionOptions, TransactionTrait,
};

use crate::store::{Db, Engine, StoreError};

/// A transaction that reads: what others commit meanwhile is not seen. Dropped when done.
#[derive(Debug)]
pub struct Snapshot(DatabaseTransaction);

impl Deref for Snapshot {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

/// Begins to read. On SQLite the moment is that of the first read.
pub async fn snapshot(db: &Db) -> Result<Snapshot, StoreError> {
    let options = match db.engine() {
        Engine::Sqlite => TransactionOptions::default(),
        Engine::Postgres => TransactionOptions {
            isolation_level: Some(IsolationLevel::RepeatableRead),
            access_mode: Some(AccessMode::ReadOnly),
            ..TransactionOptions::default()
        },
    };
    let read = db.read.clone();
    // In a task of its own, as every BEGIN: see `store::tx`.
    match tokio::spawn(async move { read.begin_with_options(options).await }).await {
        Ok(transaction) => Ok(Snapshot(transaction?)),
        Err(_) => Err(StoreError::Unavailable("the service is shutting down")),
    }
}
