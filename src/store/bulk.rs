//! Many rows into one table, and many values into one list: statements of a few sizes only, so that
//! each is prepared once and its memory is bounded. Connections keep the statements they prepared,
//! and one of thousands of parameters takes megabytes.

use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DbBackend, EntityTrait, IdenStatic, IntoActiveModel,
    Iterable, PrimaryKeyToColumn, Statement, Value,
};

use super::error::StoreError;

/// Rows per statement, largest first. With the widest table this stays far below the 32 766
/// parameters of SQLite.
const STEPS: [usize; 4] = [256, 32, 4, 1];

/// What happens to a row whose key is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Existing {
    /// It is a conflict.
    Refuse,
    /// It takes the new values.
    Replace,
}

/// Writes rows in their order.
pub(super) async fn write<E: EntityTrait, C: ConnectionTrait>(
    db: &C,
    rows: Vec<E::Model>,
    existing: Existing,
) -> Result<(), StoreError>
where
    E::Model: IntoActiveModel<E::ActiveModel>,
{
    let backend = db.get_database_backend();
    let columns: Vec<E::Column> = E::Column::iter().collect();
    let mut rows = rows.into_iter();
    for step in STEPS {
        if rows.len() < step {
            continue;
        }
        let sql = insert::<E>(backend, &columns, step, existing);
        while rows.len() >= step {
            let mut values: Vec<Value> = Vec::with_capacity(step * columns.len());
            for row in rows.by_ref().take(step) {
                let mut row = row.into_active_model();
                for column in &columns {
                    let value = row.take(*column).into_value();
                    values.push(value.ok_or(StoreError::Unreadable("a row without a value"))?);
                }
            }
            let statement = Statement::from_sql_and_values(backend, sql.as_str(), values);
            db.execute_raw(statement).await?;
        }
    }
    Ok(())
}

fn insert<E: EntityTrait>(
    backend: DbBackend,
    columns: &[E::Column],
    rows: usize,
    existing: Existing,
) -> String {
    let list = |columns: &mut dyn Iterator<Item = &'static str>| -> String {
        columns
            .map(|column| format!("\"{column}\""))
            .collect::<Vec<_>>()
            .join(",")
    };
    let width = columns.len();
    let tuples: Vec<String> = (0..rows)
        .map(|row| format!("({})", super::sql::places(backend, 1 + row * width, width)))
        .collect();
    let mut sql = format!(
        "INSERT INTO \"{}\" ({}) VALUES {}",
        E::default().table_name(),
        list(&mut columns.iter().map(IdenStatic::as_str)),
        tuples.join(",")
    );
    if existing == Existing::Replace {
        let mut key = E::PrimaryKey::iter().map(|part| part.into_column().as_str());
        let changes: Vec<String> = columns
            .iter()
            .map(|column| format!("\"{0}\"=excluded.\"{0}\"", column.as_str()))
            .collect();
        sql = format!(
            "{sql} ON CONFLICT ({}) DO UPDATE SET {}",
            list(&mut key),
            changes.join(",")
        );
    }
    sql
}

/// The longest list after `IN`.
pub(super) const LIST: usize = 4_096;

/// At most [`LIST`] values, the last one repeated up to the next power of two: after `IN` that
/// changes nothing but how many lengths there are.
pub(super) fn padded<T: Copy>(values: &[T]) -> impl Iterator<Item = T> {
    let missing = match values.len() {
        0 => 0,
        length => length.next_power_of_two() - length,
    };
    let last = values.last().copied();
    values
        .iter()
        .copied()
        .chain(last.into_iter().cycle().take(missing))
}
