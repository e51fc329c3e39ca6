//! What can go wrong at the database, in one closed list, told alike on both engines.
//!
//! The engines' own messages are read here and go no further: PostgreSQL puts row values into them.

use std::borrow::Cow;

use sea_orm::sqlx;
use sea_orm::{ConnAcquireErr, DbErr, RuntimeErr};

use super::constraints;

/// A failure of the store. Displaying it never tells a row's values.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The database's URL is not one this service can use. The URL itself may hold a password and
    /// is not repeated.
    #[error("the database URL cannot be used: {0}")]
    BadUrl(&'static str),
    /// The database cannot be reached, or went away.
    #[error("the database is unavailable: {0}")]
    Unavailable(&'static str),
    /// Someone else holds what is needed; trying again may succeed.
    #[error("the database is busy; try again")]
    Busy,
    /// A statement took longer than the configured limit.
    #[error("a database statement took longer than the configured limit")]
    TimedOut,
    /// A unique constraint or primary key was violated, or a version had moved on.
    #[error("the record conflicts with one that is stored ({constraint})")]
    Conflict {
        /// The constraint's name, the same on both engines.
        constraint: Cow<'static, str>,
    },
    /// A foreign key was violated.
    #[error("the record refers to one that is not stored, or is referred to{}", named(.constraint.as_deref()))]
    MissingReference {
        /// The constraint's name; `None` on SQLite, which does not tell.
        constraint: Option<String>,
    },
    /// A CHECK or NOT NULL constraint was violated.
    #[error("the record breaks a rule of the schema ({constraint})")]
    Check {
        /// The constraint's name; `not_null_<table>_<column>` for a missing value.
        constraint: String,
    },
    /// There is no room left.
    #[error("the database's disk is full")]
    DiskFull,
    /// The database, or its file, may only be read.
    #[error("the database is read-only")]
    ReadOnly,
    /// The schema is older (or newer) than this program needs.
    #[error("the database's schema is not the one this program needs; run `redthread migrate up`")]
    NotMigrated,
    /// The key that seals the audit log was not handed in: nothing may be read or changed.
    #[error("the key of the audit log is missing; see audit.key in the configuration")]
    NoAuditKey,
    /// The head of a chain of the audit log was not sealed with this key: somebody altered it, or this is
    /// another key. Nothing is added to it.
    #[error(
        "the audit log was altered, or was written with another key than audit.key; run `redthread audit verify`"
    )]
    AuditBroken,
    /// A change without an entry: a defect.
    #[error("a change was to be stored without an entry in the audit log")]
    NoEntry,
    /// A stored value is not what the schema promises.
    #[error("a stored value cannot be read ({0})")]
    Unreadable(&'static str),
    /// Anything else: a defect. `code` is the engine's error code or the kind of failure.
    #[error("the database refused a statement ({code})")]
    Other {
        /// SQLSTATE, SQLite's extended result code, or a word for what failed.
        code: Cow<'static, str>,
    },
}

fn named(constraint: Option<&str>) -> String {
    constraint.map_or_else(String::new, |name| format!(" ({name})"))
}

impl StoreError {
    /// Whether the same work, begun again, may succeed: a lock, a deadlock, a serialization
    /// failure.
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Busy)
    }
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        match error {
            DbErr::Conn(RuntimeErr::SqlxError(error))
            | DbErr::Exec(RuntimeErr::SqlxError(error))
            | DbErr::Query(RuntimeErr::SqlxError(error)) => Self::from(&*error),
            DbErr::ConnectionAcquire(ConnAcquireErr::Timeout) => {
                Self::Unavailable("no connection became free in time")
            }
            DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed) => {
                Self::Unavailable("the connection was closed")
            }
            DbErr::RecordNotUpdated => Self::Conflict {
                constraint: Cow::Borrowed("version"),
            },
            DbErr::Type(_) | DbErr::TryIntoErr { .. } | DbErr::Json(_) => {
                Self::Unreadable("a column's type")
            }
            DbErr::Custom(_) | DbErr::Migration(_) => other("migration"),
            _ => other("orm"),
        }
    }
}

impl From<&sqlx::Error> for StoreError {
    fn from(error: &sqlx::Error) -> Self {
        match error {
            sqlx::Error::Database(error) => {
                if let Some(error) = error.try_downcast_ref::<sqlx::postgres::PgDatabaseError>() {
                    from_postgres(error)
                } else {
                    from_sqlite(&error.code().unwrap_or_default(), error.message())
                }
            }
            sqlx::Error::PoolTimedOut => {
                Self::Unavailable("it did not answer, or no connection became free in time")
            }
            sqlx::Error::Io(error) if error.kind() == std::io::ErrorKind::StorageFull => {
                Self::DiskFull
            }
            sqlx::Error::Io(_) => Self::Unavailable("the connection failed or was lost"),
            sqlx::Error::Tls(_) => Self::Unavailable("a secure connection could not be made"),
            sqlx::Error::Protocol(_) => {
                Self::Unavailable("it does not speak the expected protocol")
            }
            sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => {
                Self::Unavailable("the connection was closed")
            }
            sqlx::Error::Configuration(_) => Self::BadUrl("it is malformed"),
            sqlx::Error::ColumnDecode { .. }
            | sqlx::Error::Decode(_)
            | sqlx::Error::TypeNotFound { .. } => Self::Unreadable("a column's type"),
            sqlx::Error::ColumnNotFound(_) => Self::NotMigrated,
            _ => other("driver"),
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        Self::from(&error)
    }
}

fn other(code: impl Into<Cow<'static, str>>) -> StoreError {
    StoreError::Other { code: code.into() }
}

fn from_postgres(error: &sqlx::postgres::PgDatabaseError) -> StoreError {
    let constraint = || error.constraint().unwrap_or_default().to_owned();
    match error.code() {
        "23505" => StoreError::Conflict {
            constraint: Cow::Owned(constraint()),
        },
        "23503" => StoreError::MissingReference {
            constraint: Some(constraint()),
        },
        "23514" => StoreError::Check {
            constraint: constraint(),
        },
        "23502" => StoreError::Check {
            constraint: not_null(
                error.table().unwrap_or_default(),
                error.column().unwrap_or_default(),
            ),
        },
        "40001" | "40P01" | "55P03" => StoreError::Busy,
        "57014" => StoreError::TimedOut,
        "53100" => StoreError::DiskFull,
        "25006" => StoreError::ReadOnly,
        "42P01" | "42703" => StoreError::NotMigrated,
        "3D000" => StoreError::Unavailable("there is no database of that name"),
        "28000" | "28P01" => StoreError::Unavailable("it refused the user or password"),
        "53300" => StoreError::Unavailable("it has no connection left"),
        "42501" => StoreError::Unavailable("the database user lacks a permission"),
        code if code.starts_with("57P") || code.starts_with("08") => {
            StoreError::Unavailable("it was shut down, or the connection was lost")
        }
        "25P03" => StoreError::Unavailable("a transaction was left idle too long"),
        code if code.starts_with("53") => StoreError::Unavailable("it is out of resources"),
        code => other(code.to_owned()),
    }
}

/// Reads an extended result code (<https://www.sqlite.org/rescode.html>) and what follows the
/// colon of a constraint's message: schema names, never values.
fn from_sqlite(code: &str, message: &str) -> StoreError {
    let Ok(extended) = code.parse::<i32>() else {
        return other(code.to_owned());
    };
    let told = message.rsplit_once(": ").map_or("", |(_, told)| told);
    match extended {
        1555 | 2067 => return constraints::sqlite_conflict(told),
        787 | 1811 => return StoreError::MissingReference { constraint: None },
        275 => {
            return StoreError::Check {
                constraint: told.to_owned(),
            };
        }
        1299 => {
            let (table, column) = told.split_once('.').unwrap_or_default();
            return StoreError::Check {
                constraint: not_null(table, column),
            };
        }
        778 => return StoreError::DiskFull, // a write that failed: a quota, or a full volume
        _ => {}
    }
    match extended & 0xff {
        5 | 6 => StoreError::Busy,
        8 => StoreError::ReadOnly,
        13 => StoreError::DiskFull,
        10 => StoreError::Unavailable("its file could not be read or written"),
        14 => StoreError::Unavailable("its file cannot be opened"),
        11 | 26 => StoreError::Unavailable("its file is damaged, or is no SQLite database"),
        23 | 3 => StoreError::Unavailable("its file may not be opened by this user"),
        1 if message.starts_with("no such table")
            || message.starts_with("no such column")
            || message.contains("has no column named") =>
        {
            StoreError::NotMigrated
        }
        _ => other(format!("sqlite {extended}")),
    }
}

fn not_null(table: &str, column: &str) -> String {
    format!("not_null_{table}_{column}")
}
