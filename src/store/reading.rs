//! Reading several things as they stood at one moment.

use std::ops::Deref;

use sea_orm::{AccessMode, DatabaseTransaction, IsolationLevel, TransactionOptions};

use super::connection::{Db, Engine};
use super::error::StoreError;
use super::tx;

/// One connection that reads, and sees what was there when it first did: what is committed meanwhile
/// cannot tear a record apart. Give it back by dropping it.
///
/// It also spares the pool's two turns between statements, each with a word to the database, and so
/// half of what a record of ten tables costs. Whoever holds one must not wait for another connection:
/// enough of them would wait for each other.
#[must_use = "it reads nothing by itself"]
#[derive(Debug)]
pub struct Reading(DatabaseTransaction);

impl Deref for Reading {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl Reading {
    /// Keeps PostgreSQL to its indexes for what is read next. For lists of people within reach: a plan
    /// that is to fit every reach takes it for a good part of all patients, and reads them all.
    pub async fn prefer_indexes(&self) -> Result<(), StoreError> {
        tx::prefer_indexes(&self.0).await
    }
}

impl Db {
    /// Begins to read.
    pub async fn reading(&self) -> Result<Reading, StoreError> {
        let options = match self.engine() {
            // Any transaction of SQLite reads as of one moment, and these connections only read.
            Engine::Sqlite => TransactionOptions::default(),
            Engine::Postgres => TransactionOptions {
                isolation_level: Some(IsolationLevel::RepeatableRead),
                access_mode: Some(AccessMode::ReadOnly),
                ..TransactionOptions::default()
            },
        };
        Ok(Reading(tx::begin(&self.read, options).await?))
    }
}
