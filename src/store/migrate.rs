//! Changing the schema, one process at a time.

use migration::Migrator;
use migration::prelude::MigratorTrait;
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbErr, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};

use super::audit;
use super::connection::{Db, Engine};
use super::error::StoreError;
use super::texts;

/// One migration, and whether the database has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MigrationStatus {
    /// Its name, which begins with its date.
    pub name: String,
    /// Whether it was applied.
    pub is_applied: bool,
}

/// The key of the advisory lock that keeps two processes from migrating at once: "redthrd" in
/// ASCII.
const LOCK: i64 = 0x0072_6564_7468_7264;

/// The migration after which the words of what is there already are kept: a migration makes no words.
const SEARCH: &str = "m20261129_000018_search";

/// Every migration in order, and whether it was applied. Changes nothing, not even where the
/// database is empty.
pub async fn status(db: &Db) -> Result<Vec<MigrationStatus>, StoreError> {
    let migrations = Migrator::get_migration_with_status_read_only(&db.read)
        .await
        .map_err(unknown_migration)?;
    Ok(migrations
        .into_iter()
        .map(|migration| MigrationStatus {
            name: migration.name().to_owned(),
            is_applied: migration.status() == migration::MigrationStatus::Applied,
        })
        .collect())
}

/// The names of migrations that were not applied yet. Changes nothing.
pub async fn pending(db: &Db) -> Result<Vec<String>, StoreError> {
    let mut status = status(db).await?;
    status.retain(|migration| !migration.is_applied);
    Ok(status.into_iter().map(|migration| migration.name).collect())
}

/// Fails with [`StoreError::NotMigrated`] unless the schema is exactly the one this program needs.
pub async fn require_current(db: &Db) -> Result<(), StoreError> {
    if pending(db).await?.is_empty() {
        Ok(())
    } else {
        Err(StoreError::NotMigrated)
    }
}

/// Applies every pending migration, or none where one fails. Returns the names of those applied.
pub async fn up(db: &Db) -> Result<Vec<String>, StoreError> {
    up_with::<Migrator>(db).await
}

/// Takes back the last `steps` migrations; their tables and what is in them are lost. Returns the
/// names of those taken back.
pub async fn down(db: &Db, steps: u32) -> Result<Vec<String>, StoreError> {
    let transaction = lock(db).await?;
    let applied = Migrator::get_applied_migrations(&transaction)
        .await
        .map_err(unknown_migration)?;
    let steps_taken = usize::try_from(steps).unwrap_or(usize::MAX);
    let names = applied
        .iter()
        .rev()
        .take(steps_taken)
        .map(|migration| migration.name().to_owned())
        .collect();
    Migrator::down(&transaction, Some(steps)).await?;
    transaction.commit().await?;
    Ok(names)
}

/// [`up`] with another list of migrations: for trying what happens when one of them fails.
pub async fn up_with<M: MigratorTrait>(db: &Db) -> Result<Vec<String>, StoreError> {
    let transaction = lock(db).await?;
    let names: Vec<String> = M::get_pending_migrations(&transaction)
        .await
        .map_err(unknown_migration)?
        .iter()
        .map(|migration| migration.name().to_owned())
        .collect();
    M::up(&transaction, None).await?;
    if names.iter().any(|name| name == SEARCH) {
        texts::fill(&transaction).await?;
    }
    audit::bind_kept(&transaction, db.audit_key.as_ref()).await?;
    transaction.commit().await?;
    Ok(names)
}

/// One transaction on one connection around the whole run: all or nothing, and one process at a
/// time. The migrator itself takes no lock, and two of them on an empty database trip over each
/// other.
async fn lock(db: &Db) -> Result<DatabaseTransaction, StoreError> {
    let transaction = db
        .write
        .begin_with_options(TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        })
        .await?;
    if db.engine() == Engine::Postgres {
        transaction
            .execute_unprepared("SET LOCAL statement_timeout = 0")
            .await?;
        transaction
            .execute_unprepared(&format!("SELECT pg_advisory_xact_lock({LOCK})"))
            .await?;
    }
    Ok(transaction)
}

/// The migrator answers so when the database has a migration that this program does not know.
fn unknown_migration(error: DbErr) -> StoreError {
    match error {
        DbErr::Custom(_) => StoreError::NotMigrated,
        error => error.into(),
    }
}
