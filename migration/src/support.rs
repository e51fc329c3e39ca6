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
use sea_orm_migration::sea_orm::DbBackend;

const POSTGRES: &[(&str, &str)] = &[
    ("{uuid}", "uuid"),
    ("{time}", "timestamptz"),
    ("{date}", "date"),
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

/// Has the database refuse that rows of a table are changed or removed, whoever asks.
pub(crate) async fn freeze(manager: &SchemaManager<'_>, table: &str) -> Result<(), DbErr> {
    let statements = match manager.get_database_backend() {
        DbBackend::Postgres => vec![
            format!(
                "CREATE FUNCTION tf_{table}_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'rows of {table} are never changed'; END $$"
            ),
            format!(
                "CREATE TRIGGER tr_{table}_frozen BEFORE UPDATE OR DELETE ON {table}
                FOR EACH ROW EXECUTE FUNCTION tf_{table}_frozen()"
            ),
        ],
        _ => ["update", "delete"]
            .map(|what| {
                format!(
                    "CREATE TRIGGER tr_{table}_frozen_{what} BEFORE {what} ON {table}
                    BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
                )
            })
            .into(),
    };
    for statement in statements {
        manager
            .get_connection()
            .execute_unprepared(&statement)
            .await?;
    }
    Ok(())
}

/// Takes [`freeze`] back.
pub(crate) async fn thaw(manager: &SchemaManager<'_>, table: &str) -> Result<(), DbErr> {
    let statements = match manager.get_database_backend() {
        DbBackend::Postgres => vec![
            format!("DROP TRIGGER tr_{table}_frozen ON {table}"),
            format!("DROP FUNCTION tf_{table}_frozen()"),
        ],
        _ => ["update", "delete"]
            .map(|what| format!("DROP TRIGGER tr_{table}_frozen_{what}"))
            .into(),
    };
    for statement in statements {
        manager
            .get_connection()
            .execute_unprepared(&statement)
            .await?;
    }
    Ok(())
}
