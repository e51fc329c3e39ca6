//! What differs between SQLite and PostgreSQL in the schema's own words. The only place in the
//! migrations where an engine is named.
//!
//! A migration is written once, with these words in braces:
//!
//! | word | PostgreSQL | SQLite | holds |
//! |---|---|---|---|
//! | `{uuid}` | `uuid` | `BLOB` | an identity |
//! | `{time}` | `timestamptz` | `TEXT` | an instant; on SQLite RFC 3339 in UTC, which sorts as text |
//! | `{date}` | `date` | `TEXT` | a local date |
//! | `{bytes}` | `bytea` | `BLOB` | a hash |
//! | `{json}` | `jsonb` | `TEXT` | an opaque payload |
//! | `{bool}` | `boolean` | `INTEGER` | yes or no |
//! | `{int}` | `integer` | `INTEGER` | an `i32` |
//! | `{count}` | `bigint` | `INTEGER` | an `i64` |
//! | `{text}` | `text` | `TEXT` | words and codes |
//! | `{key}` | `text COLLATE "C"` | `TEXT` | text that is compared and ordered bytewise |
//! | `{yes}`, `{no}` | `true`, `false` | `1`, `0` | the literals |
//! | `{heap}` | nothing | `STRICT` | the end of a table kept in order of arrival |
//! | `{keyed}` | nothing | `STRICT, WITHOUT ROWID` | the end of a table kept in order of its key |
//!
//! SQLite tables are `STRICT`, so that both engines refuse a value of the wrong type.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{DbBackend, Statement};

const POSTGRES: &[(&str, &str)] = &[
    ("{uuid}", "uuid"),
    ("{time}", "timestamptz"),
    ("{date}", "date"),
    ("{bytes}", "bytea"),
    ("{json}", "jsonb"),
    ("{bool}", "boolean"),
    ("{int}", "integer"),
    ("{count}", "bigint"),
    ("{text}", "text"),
    ("{key}", "text COLLATE \"C\""),
    ("{yes}", "true"),
    ("{no}", "false"),
    ("{heap}", ""),
    ("{keyed}", ""),
];

const SQLITE: &[(&str, &str)] = &[
    ("{uuid}", "BLOB"),
    ("{time}", "TEXT"),
    ("{date}", "TEXT"),
    ("{bytes}", "BLOB"),
    ("{json}", "TEXT"),
    ("{bool}", "INTEGER"),
    ("{int}", "INTEGER"),
    ("{count}", "INTEGER"),
    ("{text}", "TEXT"),
    ("{key}", "TEXT"),
    ("{yes}", "1"),
    ("{no}", "0"),
    ("{heap}", "STRICT"),
    ("{keyed}", "STRICT, WITHOUT ROWID"),
];

/// Runs statements in order, each in the words of the engine at hand.
pub(crate) async fn run(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    let words = match manager.get_database_backend() {
        DbBackend::Postgres => POSTGRES,
        DbBackend::Sqlite => SQLITE,
        _ => return Err(DbErr::Migration("only SQLite and PostgreSQL".to_owned())),
    };
    for statement in statements {
        let sql = words
            .iter()
            .fold((*statement).to_owned(), |sql, (word, meaning)| {
                sql.replace(word, meaning)
            });
        manager.get_connection().execute_unprepared(&sql).await?;
    }
    Ok(())
}

/// Drops tables, those that refer before those referred to.
pub(crate) async fn drop(manager: &SchemaManager<'_>, tables: &[&str]) -> Result<(), DbErr> {
    for table in tables {
        manager
            .get_connection()
            .execute_unprepared(&format!("DROP TABLE IF EXISTS {table}"))
            .await?;
    }
    Ok(())
}

/// Changes the condition of a CHECK from one text to another, both as the migrations write them. PostgreSQL makes the
/// constraint anew. SQLite cannot, short of making the table anew with everything that refers to it; its manual (ALTER
/// TABLE, section 7) has this shorter way for changes that leave the rows as they are. The migration has to change the
/// schema in another way, too, so that other connections notice.
pub(crate) async fn recheck(
    manager: &SchemaManager<'_>,
    table: &str,
    constraint: &str,
    (before, after): (&str, &str),
) -> Result<(), DbErr> {
    let quoted = |text: &str| text.replace('\'', "''");
    let statements = match manager.get_database_backend() {
        DbBackend::Sqlite => vec![
            "PRAGMA writable_schema = ON".to_owned(),
            format!(
                "UPDATE sqlite_schema SET sql = replace(sql, '{}', '{}')
                WHERE type = 'table' AND name = '{table}'",
                quoted(before),
                quoted(after)
            ),
            "PRAGMA writable_schema = RESET".to_owned(),
        ],
        _ => vec![
            format!("ALTER TABLE {table} DROP CONSTRAINT {constraint}"),
            format!("ALTER TABLE {table} ADD CONSTRAINT {constraint} CHECK ({after})"),
        ],
    };
    for statement in statements {
        manager
            .get_connection()
            .execute_unprepared(&statement)
            .await?;
    }
    Ok(())
}

/// What triggers of a table refuse.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Refused {
    /// Every change and removal of a row.
    Change,
    /// Removing rows, and changes for which this condition about `OLD` and `NEW` holds.
    RemovalAnd(&'static str),
}

/// Lets a table grow only. Whoever owns the table can take the triggers off: they are there for slips
/// and for users with fewer rights.
pub(crate) async fn guard(
    manager: &SchemaManager<'_>,
    table: &str,
    refused: Refused,
) -> Result<(), DbErr> {
    let when = match refused {
        Refused::Change => String::new(),
        Refused::RemovalAnd(condition) => format!("WHEN ({condition})"),
    };
    let statements = match manager.get_database_backend() {
        DbBackend::Sqlite => vec![
            format!(
                "CREATE TRIGGER tr_{table}_update BEFORE UPDATE ON {table} {when}
                BEGIN SELECT RAISE(ABORT, '{table} can only be added to'); END"
            ),
            format!(
                "CREATE TRIGGER tr_{table}_delete BEFORE DELETE ON {table}
                BEGIN SELECT RAISE(ABORT, '{table} can only be added to'); END"
            ),
        ],
        _ => vec![
            "CREATE OR REPLACE FUNCTION redthread_add_only() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION '% can only be added to', TG_TABLE_NAME; END $$"
                .to_owned(),
            format!(
                "CREATE TRIGGER tr_{table}_update BEFORE UPDATE ON {table}
                FOR EACH ROW {when} EXECUTE FUNCTION redthread_add_only()"
            ),
            format!(
                "CREATE TRIGGER tr_{table}_delete BEFORE DELETE ON {table}
                FOR EACH ROW EXECUTE FUNCTION redthread_add_only()"
            ),
            format!(
                "CREATE TRIGGER tr_{table}_truncate BEFORE TRUNCATE ON {table}
                FOR EACH STATEMENT EXECUTE FUNCTION redthread_add_only()"
            ),
        ],
    };
    for statement in statements {
        manager
            .get_connection()
            .execute_unprepared(&statement)
            .await?;
    }
    Ok(())
}

/// Takes back what [`guard`] needed beside the tables, after those are gone.
pub(crate) async fn unguard(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    if manager.get_database_backend() == DbBackend::Postgres {
        manager
            .get_connection()
            .execute_unprepared("DROP FUNCTION redthread_add_only()")
            .await?;
    }
    Ok(())
}

/// Makes `search_word`, the words by which a record's texts are found. What fills it makes words of a text
/// itself, alike for both engines: here none is parted, folded or stemmed.
pub(crate) async fn word_index(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let statements: &[&str] = match manager.get_database_backend() {
        // A term begins with its patient, so that looking one up reads that patient's only. FTS5 marks what
        // is removed and keeps the term until segments are merged, unless it is told otherwise.
        DbBackend::Sqlite => &[
            "CREATE VIRTUAL TABLE search_word USING fts5(
                record UNINDEXED, place, words, tokenize = 'ascii')",
            "INSERT INTO search_word (search_word, rank) VALUES ('secure-delete', 1)",
        ],
        // No GIN index: within one patient the primary key leads to the few rows there are, and a GIN index
        // keeps the terms of rows that are gone for good, also after a vacuum.
        _ => &["CREATE TABLE search_word (
                patient_id uuid NOT NULL,
                record_id uuid NOT NULL,
                words tsvector NOT NULL,
                CONSTRAINT pk_search_word PRIMARY KEY (patient_id, record_id),
                CONSTRAINT fk_search_word_patient
                    FOREIGN KEY (patient_id) REFERENCES patient (id)
            )"],
    };
    for statement in statements {
        manager
            .get_connection()
            .execute_unprepared(statement)
            .await?;
    }
    Ok(())
}

/// Whether a table has a row.
pub(crate) async fn has_rows(manager: &SchemaManager<'_>, table: &str) -> Result<bool, DbErr> {
    let statement = Statement::from_string(
        manager.get_database_backend(),
        format!("SELECT 1 FROM {table} LIMIT 1"),
    );
    let row = manager.get_connection().query_one_raw(statement).await?;
    Ok(row.is_some())
}
