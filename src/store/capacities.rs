//! When it is in question whether patients can consent.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use super::error::StoreError;
use crate::domain::ids::{PatientId, ProfessionalId, RecordId};
use crate::domain::story::capacity::Question;
use crate::domain::time::Instant;

use entity::capacity_question::{ActiveModel, Column, Entity, Model};

/// Every statement about a patient, the newest first.
pub async fn of<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
) -> Result<Vec<Question>, StoreError> {
    let rows = Entity::find()
        .filter(Column::PatientId.eq(patient.0))
        .order_by_desc(Column::RecordedAt)
        .order_by_desc(Column::Id)
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(question).collect())
}

/// Whether it is in question at an instant.
pub async fn is_in_question<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    now: Instant,
) -> Result<bool, StoreError> {
    let all = of(conn, patient).await?;
    Ok(all.iter().any(|question| question.holds_at(now)))
}

/// Writes a statement down.
pub async fn add<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    new: &Question,
) -> Result<(), StoreError> {
    let row = ActiveModel {
        patient_id: Set(patient.0),
        id: Set(new.id.0),
        from_at: Set(new.from),
        until_at: Set(new.until),
        reason: Set(new.reason.clone()),
        stated_by: Set(new.stated_by.0),
        recorded_at: Set(new.recorded_at),
        settled_at: Set(new.settled.map(|(at, _)| at)),
        settled_by: Set(new.settled.map(|(_, by)| by.0)),
    };
    Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}

/// Settles every statement that is open. Says how many there were.
pub async fn settle<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    by: ProfessionalId,
    at: Instant,
) -> Result<u64, StoreError> {
    let still = Column::UntilAt.is_null().or(Column::UntilAt.gt(at));
    let done = Entity::update_many()
        .col_expr(Column::SettledAt, Expr::value(Some(at)))
        .col_expr(Column::SettledBy, Expr::value(Some(by.0)))
        .filter(Column::PatientId.eq(patient.0))
        .filter(Column::SettledAt.is_null())
        .filter(still)
        .exec(conn)
        .await?;
    Ok(done.rows_affected)
}

fn question(row: Model) -> Question {
    Question {
        id: RecordId(row.id),
        from: row.from_at,
        until: row.until_at,
        reason: row.reason,
        stated_by: ProfessionalId(row.stated_by),
        recorded_at: row.recorded_at,
        settled: row.settled_at.zip(row.settled_by.map(ProfessionalId)),
    }
}
