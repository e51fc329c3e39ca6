//! Forms that were recorded, by who sent them and their key.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use serde_json::Value;

use super::error::StoreError;
use crate::domain::time::Instant;

use entity::recorded_form::{ActiveModel, Column, Entity};

/// A form that was recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordedForm {
    /// A digest of what was in it.
    pub fingerprint: String,
    /// What came of it: kinds, ids and versions.
    pub outcome: Value,
    /// When.
    pub recorded_at: Instant,
}

/// What came of somebody's form, where it was recorded.
pub async fn find<C: ConnectionTrait>(
    conn: &C,
    actor: &str,
    key: &str,
) -> Result<Option<RecordedForm>, StoreError> {
    let row = Entity::find_by_id((actor.to_owned(), key.to_owned()))
        .one(conn)
        .await?;
    Ok(row.map(|row| RecordedForm {
        fingerprint: row.fingerprint,
        outcome: row.outcome,
        recorded_at: row.recorded_at,
    }))
}

/// Keeps what came of a form, and forgets what came of this person's forms before `old`. A key that is
/// there already is a conflict.
pub async fn keep<C: ConnectionTrait>(
    conn: &C,
    (actor, key): (&str, &str),
    form: RecordedForm,
    old: Instant,
) -> Result<(), StoreError> {
    Entity::delete_many()
        .filter(Column::Actor.eq(actor))
        .filter(Column::RecordedAt.lt(old))
        .exec(conn)
        .await?;
    Entity::insert(ActiveModel {
        actor: Set(actor.to_owned()),
        form_key: Set(key.to_owned()),
        fingerprint: Set(form.fingerprint),
        outcome: Set(form.outcome),
        recorded_at: Set(form.recorded_at),
    })
    .exec_without_returning(conn)
    .await?;
    Ok(())
}
