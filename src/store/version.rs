//! Which database answers.

use sea_orm::{ConnectionTrait, Statement};

use super::connection::{Db, Engine};
use super::error::StoreError;

/// The engine's name and version, for `doctor`.
pub async fn version(db: &Db) -> Result<String, StoreError> {
    let (name, sql) = match db.engine() {
        Engine::Sqlite => ("SQLite", "SELECT sqlite_version()"),
        Engine::Postgres => ("PostgreSQL", "SHOW server_version"),
    };
    let statement = Statement::from_string(db.read.get_database_backend(), sql);
    let row = db.read.query_one_raw(statement).await?;
    let row = row.ok_or(StoreError::Unreadable("the engine's version"))?;
    Ok(format!("{name} {}", row.try_get_by_index::<String>(0)?))
}
