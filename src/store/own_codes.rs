//! Codes by which patients open their own pages, as hashes.

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set, Statement};

use super::error::StoreError;
use super::sql::sure;
use crate::domain::ids::PatientId;
use crate::domain::time::Instant;

use entity::own_code::{ActiveModel, Column, Entity};

/// A code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Its hash.
    pub hash: String,
    /// When it was chosen.
    pub set_at: Instant,
    /// Wrong ones since the last right one.
    pub failures: i32,
}

/// A patient's code; `None` for one who has not chosen any.
pub async fn find<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
) -> Result<Option<Code>, StoreError> {
    let row = Entity::find_by_id(patient.0).one(conn).await?;
    Ok(row.map(|row| Code {
        hash: row.code_hash,
        set_at: row.set_at,
        failures: row.failures,
    }))
}

/// Gives a patient who has none a code. Says whether it did: another screen may have been faster.
pub async fn choose<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    hash: String,
    at: Instant,
) -> Result<bool, StoreError> {
    let row = ActiveModel {
        patient_id: Set(patient.0),
        code_hash: Set(hash),
        set_at: Set(at),
        failures: Set(0),
    };
    let kept = OnConflict::column(Column::PatientId)
        .do_nothing()
        .to_owned();
    let done = Entity::insert(row)
        .on_conflict(kept)
        .exec_without_returning(conn)
        .await?;
    Ok(done > 0)
}

/// Counts an attempt as a wrong one before it is heard, unless there were `most` already. Answers how many there
/// are with it.
pub async fn begin<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    most: i32,
) -> Result<Option<i32>, StoreError> {
    let sql = "UPDATE own_code SET failures = failures + 1
         WHERE patient_id = $1 AND failures < $2
         RETURNING failures";
    let values = [patient.0.into(), most.into()];
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
    let row = conn.query_one_raw(statement).await?;
    row.map(|row| sure::<i32>(&row, 0)).transpose()
}

/// Forgets the wrong ones, after a right one.
pub async fn clear<C: ConnectionTrait>(conn: &C, patient: PatientId) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::Failures, Expr::value(0))
        .filter(Column::PatientId.eq(patient.0))
        .exec(conn)
        .await?;
    Ok(())
}

/// Takes a patient's code away. Says whether there was one.
pub async fn remove<C: ConnectionTrait>(conn: &C, patient: PatientId) -> Result<bool, StoreError> {
    let done = Entity::delete_by_id(patient.0).exec(conn).await?;
    Ok(done.rows_affected > 0)
}
