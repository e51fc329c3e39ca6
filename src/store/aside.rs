//! Connections of their own, for work that must not get in the way of those who are being answered.

use std::path::Path;

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use secrecy::ExposeSecret;

use super::connection::{Db, Options, Place, connect_sqlite};
use super::error::StoreError;

/// The name of the copy in its folder.
const COPY: &str = "copy.db";
/// Connections for one piece of work on PostgreSQL.
const CONNECTIONS: u32 = 4;

impl Db {
    /// A database to try something in and take it back. On SQLite, where one transaction that writes
    /// keeps every other writer waiting, it is a copy of the file in `folder`; on PostgreSQL further
    /// connections to the same database. Close it when done.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`] when the copy has no room, and whatever the database reports.
    pub async fn aside(&self, folder: &Path) -> Result<Self, StoreError> {
        let options = self.as_unhurried();
        match &*self.place {
            Place::Postgres(url) => Self::connect(url.expose_secret(), &options).await,
            Place::Sqlite(path) => {
                let copy = folder.join(COPY);
                let name = copy
                    .to_str()
                    .ok_or(StoreError::Unavailable("the folder's name is not UTF-8"))?;
                let source = connect_sqlite(path, &options).await?;
                // Reads the file as it is at one moment; writers go on meanwhile.
                let copy_it = Statement::from_sql_and_values(
                    DbBackend::Sqlite,
                    "VACUUM INTO ?",
                    [name.into()],
                );
                let copied = source.write.execute_raw(copy_it).await;
                source.close().await?;
                copied?;
                connect_sqlite(&copy, &options).await
            }
        }
    }

    /// Further connections without a limit on statements, for a long change on PostgreSQL. `None` on
    /// SQLite, where all writers take turns at one connection and none is limited. Close it when done.
    ///
    /// # Errors
    /// Whatever the database reports.
    pub async fn unhurried(&self) -> Result<Option<Self>, StoreError> {
        match &*self.place {
            Place::Sqlite(_) => Ok(None),
            Place::Postgres(url) => {
                let db = Self::connect(url.expose_secret(), &self.as_unhurried()).await?;
                Ok(Some(db))
            }
        }
    }

    fn as_unhurried(&self) -> Options {
        Options {
            connections: CONNECTIONS,
            readers: CONNECTIONS,
            audit_key: self.audit_key.clone(),
            ..Options::unhurried()
        }
    }
}
