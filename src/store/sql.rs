//! Narrow reads by hand: statements over a set of patients, and cells taken from rows without a
//! model in between. For the few places that read millions of rows.
//!
//! Statements number their parameters `$1`, `$2` ..., which both engines understand; long lists are made
//! by [`places`].

use sea_orm::sqlx::{Decode, Postgres, Row as _, Sqlite};
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, Value};
use uuid::Uuid;

use super::error::StoreError;
use crate::domain::ids::PatientId;
use crate::domain::time::Instant;

/// How many patients (or rows of a few columns) one statement names. Far below both engines'
/// limits on parameters.
pub(super) const CHUNK: usize = 500;

/// The patients a statement is about.
#[derive(Debug, Clone, Copy)]
pub(super) enum Scope<'a> {
    /// These; at most [`CHUNK`].
    Ids(&'a [PatientId]),
    /// All from the first to the second, both included.
    Range(PatientId, PatientId),
}

/// `SELECT <columns> FROM <table>` for the patients in scope, without those recorded after
/// `known_at` where it is given.
#[derive(Debug, Clone, Copy)]
pub(super) struct Narrow<'a> {
    pub columns: &'a str,
    pub table: &'a str,
    /// The column that holds the patient's id.
    pub patient: &'a str,
    pub scope: Scope<'a>,
    pub known_at: Option<Instant>,
    /// An ending such as `ORDER BY ...`, or empty.
    pub ending: &'a str,
}

impl Narrow<'_> {
    pub(super) async fn rows<C: ConnectionTrait>(
        self,
        conn: &C,
    ) -> Result<Vec<QueryResult>, StoreError> {
        let backend = conn.get_database_backend();
        let mut values: Vec<Value> = Vec::new();
        let condition = match self.scope {
            Scope::Ids(ids) => {
                values.extend(ids.iter().map(|id| Value::from(id.0)));
                let places = places(backend, 1, ids.len());
                format!("{} IN ({places})", self.patient)
            }
            Scope::Range(first, last) => {
                values.extend([first.0.into(), last.0.into()]);
                format!("{} BETWEEN $1 AND $2", self.patient)
            }
        };
        let known = match self.known_at {
            Some(known_at) => {
                values.push(known_at.into());
                format!(" AND recorded_at <= ${}", values.len())
            }
            None => String::new(),
        };
        let sql = format!(
            "SELECT {} FROM {} WHERE {condition}{known} {}",
            self.columns, self.table, self.ending
        );
        let statement = Statement::from_sql_and_values(backend, sql, values);
        Ok(conn.query_all_raw(statement).await?)
    }
}

/// Places for `count` parameters from number `first` on: `$first, $first+1, ...`. On SQLite `?`, each
/// the next one: a place with a number is a name there, and looking up thousands of names takes
/// longer than what is asked for.
pub(super) fn places(backend: DbBackend, first: usize, count: usize) -> String {
    let mut places = String::with_capacity(count * 5);
    for n in first..first + count {
        if n > first {
            places.push(',');
        }
        if backend == DbBackend::Sqlite {
            places.push('?');
        } else {
            places.push('$');
            places.push_str(&n.to_string());
        }
    }
    places
}

/// A cell by position, `None` for NULL. The type is the schema's promise and is not checked again.
pub(super) fn cell<'r, T>(row: &'r QueryResult, at: usize) -> Result<Option<T>, StoreError>
where
    T: Decode<'r, Postgres> + Decode<'r, Sqlite>,
{
    if let Some(row) = row.try_as_pg_row() {
        Ok(row.try_get_unchecked::<Option<T>, _>(at)?)
    } else if let Some(row) = row.try_as_sqlite_row() {
        Ok(row.try_get_unchecked::<Option<T>, _>(at)?)
    } else {
        Err(StoreError::Unreadable("a row of another engine"))
    }
}

/// A cell that is never NULL.
pub(super) fn sure<'r, T>(row: &'r QueryResult, at: usize) -> Result<T, StoreError>
where
    T: Decode<'r, Postgres> + Decode<'r, Sqlite>,
{
    cell(row, at)?.ok_or(StoreError::Unreadable("a missing value"))
}

/// An identity that may be missing, as its newtype.
pub(super) fn id<T: From<Uuid>>(row: &QueryResult, at: usize) -> Result<Option<T>, StoreError> {
    Ok(cell::<Uuid>(row, at)?.map(T::from))
}

/// An identity, as its newtype.
pub(super) fn sure_id<T: From<Uuid>>(row: &QueryResult, at: usize) -> Result<T, StoreError> {
    Ok(T::from(sure::<Uuid>(row, at)?))
}

/// A code that may be missing, as its enum.
pub(super) fn code<T: std::str::FromStr>(
    row: &QueryResult,
    at: usize,
) -> Result<Option<T>, StoreError> {
    cell::<&str>(row, at)?
        .map(str::parse)
        .transpose()
        .map_err(|_| StoreError::Unreadable("a code"))
}

/// A code, as its enum.
pub(super) fn sure_code<T: std::str::FromStr>(
    row: &QueryResult,
    at: usize,
) -> Result<T, StoreError> {
    code(row, at)?.ok_or(StoreError::Unreadable("a missing code"))
}

/// That the one row which was held was changed, and nobody else changed it first.
pub(super) fn moved_on(rows: u64) -> Result<(), StoreError> {
    if rows == 1 {
        Ok(())
    } else {
        Err(StoreError::Conflict {
            constraint: "version".into(),
        })
    }
}
