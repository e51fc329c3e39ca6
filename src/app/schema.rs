//! The database's schema: is it the one this program needs, and how to get there.

use super::{App, AppError};
use crate::store::{Db, StoreError, migrate};

/// One migration, and whether the database has it.
pub use crate::store::migrate::MigrationStatus as Migration;

/// Every migration in order. Changes nothing.
///
/// # Errors
/// When the database does not answer, or its schema is newer than this program.
pub async fn migrations(db: &Db) -> Result<Vec<Migration>, AppError> {
    migrate::status(db).await.map_err(unknown_is_newer)
}

/// Applies what is pending, all or nothing; the names of those applied.
///
/// # Errors
/// As [`migrations`], and when a migration fails.
pub async fn migrate_up(db: &Db) -> Result<Vec<String>, AppError> {
    if pending(db).await? == 0 {
        return Ok(Vec::new());
    }
    migrate::up(db).await.map_err(unknown_is_newer)
}

/// Takes back the last `steps` migrations, with their tables and what is in them; their names.
///
/// # Errors
/// As [`migrations`], and when a migration cannot be taken back.
pub async fn migrate_down(db: &Db, steps: u32) -> Result<Vec<String>, AppError> {
    migrate::down(db, steps).await.map_err(unknown_is_newer)
}

/// Whether the database answers and has exactly the schema that this program needs.
///
/// # Errors
/// Why not.
pub async fn check_ready(app: &App) -> Result<(), AppError> {
    match pending(&app.db).await? {
        0 => Ok(()),
        pending => Err(AppError::MigrationsPending(pending)),
    }
}

async fn pending(db: &Db) -> Result<usize, AppError> {
    let migrations = migrations(db).await?;
    Ok(migrations.iter().filter(|one| !one.is_applied).count())
}

/// The store finds a migration in the database that this program does not have.
fn unknown_is_newer(error: StoreError) -> AppError {
    match error {
        StoreError::NotMigrated => AppError::SchemaNewer,
        error => error.into(),
    }
}
