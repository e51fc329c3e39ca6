//! Connections: one writer and several readers on SQLite, one pool on PostgreSQL.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::sqlx::{Connection, PgConnection};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};
use secrecy::SecretString;

use super::audit::Queue;
use super::error::StoreError;
use crate::domain::audit::Key;

/// How to connect. The defaults suit a service that answers people; [`Options::unhurried`] suits
/// work that may take hours.
#[derive(Debug, Clone)]
pub struct Options {
    /// Connections that only read (SQLite).
    pub readers: u32,
    /// Connections in all (PostgreSQL).
    pub connections: u32,
    /// Longest time a statement may take (PostgreSQL); `None` is no limit.
    pub statement_timeout: Option<Duration>,
    /// Longest time a transaction may stand idle (PostgreSQL); `None` is no limit.
    pub idle_in_transaction_timeout: Option<Duration>,
    /// Longest wait for another process's lock (SQLite).
    pub busy_timeout: Duration,
    /// Longest wait for a connection.
    pub acquire_timeout: Duration,
    /// Whether a commit survives a power failure (SQLite). Without it the last commits may be
    /// lost, never the file.
    pub is_durable: bool,
    /// Memory that the writer may keep pages in, in KiB (SQLite).
    pub writer_cache_kib: u32,
    /// What PostgreSQL calls this program in its lists.
    pub application_name: &'static str,
    /// The key that seals the audit log. Without it nothing can be changed, nor anything read that leaves
    /// an entry.
    pub audit_key: Option<Key>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            readers: 4,
            connections: 8,
            statement_timeout: Some(Duration::from_secs(10)),
            idle_in_transaction_timeout: Some(Duration::from_mins(1)),
            busy_timeout: Duration::from_secs(5),
            acquire_timeout: Duration::from_secs(5),
            is_durable: false,
            writer_cache_kib: 8 * 1024,
            application_name: "redthread",
            audit_key: None,
        }
    }
}

impl Options {
    /// For imports, evaluations and exports: no limit on a statement, patience with other writers.
    #[must_use]
    pub fn unhurried() -> Self {
        Self {
            statement_timeout: None,
            idle_in_transaction_timeout: None,
            busy_timeout: Duration::from_mins(1),
            acquire_timeout: Duration::from_mins(1),
            // An import touches every index at random: a cache that holds them pays for itself.
            writer_cache_kib: 64 * 1024,
            ..Self::default()
        }
    }
}

/// Which database engine is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// SQLite: one file, one writer.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

/// The database. Cheap to clone; clones share the connections.
#[derive(Debug, Clone)]
pub struct Db {
    /// For reading. On SQLite these connections refuse to write.
    pub read: DatabaseConnection,
    pub(super) write: DatabaseConnection,
    engine: Engine,
    pub(super) place: Arc<Place>,
    pub(super) audit_key: Option<Key>,
    pub(super) notes: Arc<Queue>,
}

/// Where a database is, to connect to it again.
#[derive(Debug)]
pub(super) enum Place {
    Sqlite(PathBuf),
    Postgres(SecretString),
}

impl Db {
    /// Connects to `sqlite://path` (the file is created when missing) or `postgres://...`.
    ///
    /// Nothing is migrated: see [`super::migrate`].
    pub async fn connect(url: &str, options: &Options) -> Result<Self, StoreError> {
        if let Some(path) = sqlite_path(url)? {
            connect_sqlite(&path, options).await
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            connect_postgres(url, options).await
        } else {
            Err(StoreError::BadUrl(
                "it must begin with sqlite:// or postgres://",
            ))
        }
    }

    /// The engine behind the connections.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// The writing connection, for reading what was just written and for bulk work outside the
    /// record (never for a change that must be audited: see [`Db::begin`]).
    pub fn writer(&self) -> &DatabaseConnection {
        &self.write
    }

    /// Asks the database for a sign of life.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.read.execute_unprepared("SELECT 1").await?;
        Ok(())
    }

    /// Closes every connection, after those in use are given back. On SQLite this also folds the
    /// write-ahead log into the file.
    pub async fn close(self) -> Result<(), StoreError> {
        self.read.close().await?;
        if self.engine == Engine::Sqlite {
            self.write.close().await?;
        }
        Ok(())
    }
}

/// The file of an SQLite URL, taken literally; `None` when the URL is another engine's.
fn sqlite_path(url: &str) -> Result<Option<PathBuf>, StoreError> {
    let Some(rest) = url.strip_prefix("sqlite:") else {
        return Ok(None);
    };
    let path = rest.strip_prefix("//").unwrap_or(rest);
    if path.is_empty() {
        return Err(StoreError::BadUrl("write the file after sqlite://"));
    }
    if path.starts_with(":memory:") {
        return Err(StoreError::BadUrl(
            "a database in memory cannot be shared between connections; write a file after sqlite://",
        ));
    }
    if path.contains('?') {
        return Err(StoreError::BadUrl(
            "sqlite:// takes a file and no parameters",
        ));
    }
    Ok(Some(PathBuf::from(path)))
}

pub(super) async fn connect_sqlite(path: &Path, options: &Options) -> Result<Db, StoreError> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    if folder.is_some_and(|folder| !folder.is_dir()) {
        return Err(StoreError::Unavailable(
            "the folder of its file does not exist",
        ));
    }
    if path.is_dir() {
        return Err(StoreError::Unavailable("its file is a folder"));
    }
    // The writer first: it creates the file.
    let write = open_sqlite(path, options, true).await?;
    let read = open_sqlite(path, options, false).await?;
    Ok(Db {
        read,
        write,
        engine: Engine::Sqlite,
        place: Arc::new(Place::Sqlite(path.to_owned())),
        audit_key: options.audit_key.clone(),
        notes: Arc::default(),
    })
}

async fn open_sqlite(
    path: &Path,
    options: &Options,
    is_writer: bool,
) -> Result<DatabaseConnection, StoreError> {
    // The path goes in as a path, not through the URL, where `%` and `?` mean something.
    let mut pool = base("sqlite://database", options);
    pool.max_connections(if is_writer { 1 } else { options.readers.max(1) })
        .min_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false);
    let (path, busy_timeout, is_durable) =
        (path.to_owned(), options.busy_timeout, options.is_durable);
    let writer_cache = format!("-{}", options.writer_cache_kib);
    pool.map_sqlx_sqlite_opts(move |sqlite| {
        let sqlite = sqlite
            .filename(&path)
            .foreign_keys(true)
            .busy_timeout(busy_timeout)
            .row_buffer_size(1024);
        if is_writer {
            // The readers go through patients one after the other and keep the default.
            sqlite
                .pragma("cache_size", writer_cache.clone())
                // What is removed is overwritten: words that a patient took back are in no free page.
                .pragma("secure_delete", "on")
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(if is_durable {
                    SqliteSynchronous::Full
                } else {
                    SqliteSynchronous::Normal
                })
        } else {
            sqlite.create_if_missing(false).pragma("query_only", "on")
        }
    });
    Ok(Database::connect(pool).await?)
}

async fn connect_postgres(url: &str, options: &Options) -> Result<Db, StoreError> {
    greet_postgres(url).await?;
    let mut pool = base(url, options);
    pool.max_connections(options.connections.max(1))
        .set_application_name(options.application_name)
        .statement_timeout(options.statement_timeout.unwrap_or(Duration::ZERO))
        .test_before_acquire_if_idle_for(Duration::from_secs(30));
    let idle = options
        .idle_in_transaction_timeout
        .unwrap_or(Duration::ZERO);
    pool.map_sqlx_postgres_opts(move |postgres| {
        postgres.options([(
            "idle_in_transaction_session_timeout",
            idle.as_millis().to_string(),
        )])
    });
    let pool = Database::connect(pool).await?;
    Ok(Db {
        read: pool.clone(),
        write: pool,
        engine: Engine::Postgres,
        place: Arc::new(Place::Postgres(url.into())),
        audit_key: options.audit_key.clone(),
        notes: Arc::default(),
    })
}

/// Connects once, so that a wrong URL or a server that is down is told at once and exactly: the
/// pool would keep trying for as long as a connection may be waited for, then say only that.
async fn greet_postgres(url: &str) -> Result<(), StoreError> {
    let greeting = async { PgConnection::connect(url).await?.close().await };
    match tokio::time::timeout(Duration::from_secs(5), greeting).await {
        Ok(greeted) => Ok(greeted?),
        Err(_) => Err(StoreError::Unavailable(
            "it did not answer within 5 seconds",
        )),
    }
}

fn base(url: &str, options: &Options) -> ConnectOptions {
    let mut pool = ConnectOptions::new(url);
    pool.acquire_timeout(options.acquire_timeout)
        .connect_timeout(options.acquire_timeout)
        .sqlx_logging(false)
        .record_stmt_in_spans(false);
    pool
}
