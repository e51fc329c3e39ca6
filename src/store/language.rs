//! Wordings that a service added to the hints, or hides of them.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder, Set};
use uuid::Uuid;

use super::error::StoreError;
use crate::domain::language::{Lang, Local};
use crate::domain::time::Instant;

use entity::language_term::{ActiveModel, Column, Entity, Model};

/// A wording of the service's own, by who changed it last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Identity.
    pub id: Uuid,
    /// The wording.
    pub local: Local,
    /// Who, as the audit trail names them.
    pub author: String,
    /// When.
    pub at: Instant,
}

/// All of them, in order of language and wording.
pub async fn all<C: ConnectionTrait>(conn: &C) -> Result<Vec<Kept>, StoreError> {
    let rows = Entity::find()
        .order_by_asc(Column::Lang)
        .order_by_asc(Column::Term)
        .all(conn)
        .await?;
    rows.into_iter().map(Kept::try_from).collect()
}

/// Keeps a wording; one that is there already takes the new words.
pub async fn put<C: ConnectionTrait>(conn: &C, kept: &Kept) -> Result<(), StoreError> {
    let local = &kept.local;
    let row = ActiveModel {
        id: Set(kept.id),
        lang: Set(local.lang.code().to_owned()),
        term: Set(local.term.clone()),
        why: Set(local.why.clone()),
        wording: Set(local.instead.join("\n")),
        is_hidden: Set(local.is_hidden),
        author: Set(kept.author.clone()),
        recorded_at: Set(kept.at),
    };
    Entity::insert(row)
        .on_conflict(
            OnConflict::columns([Column::Lang, Column::Term])
                .update_columns([
                    Column::Why,
                    Column::Wording,
                    Column::IsHidden,
                    Column::Author,
                    Column::RecordedAt,
                ])
                .to_owned(),
        )
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// Takes a wording away. Says whether it was there.
pub async fn remove<C: ConnectionTrait>(conn: &C, id: Uuid) -> Result<bool, StoreError> {
    let done = Entity::delete_by_id(id).exec(conn).await?;
    Ok(done.rows_affected == 1)
}

impl TryFrom<Model> for Kept {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let lang = match row.lang.as_str() {
            "en" => Lang::En,
            "nb" => Lang::Nb,
            _ => return Err(StoreError::Unreadable("language_term")),
        };
        Ok(Self {
            id: row.id,
            local: Local {
                lang,
                term: row.term,
                why: row.why,
                instead: row.wording.lines().map(ToOwned::to_owned).collect(),
                is_hidden: row.is_hidden,
            },
            author: row.author,
            at: row.recorded_at,
        })
    }
}
