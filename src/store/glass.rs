//! Broken glasses, and what was found of them.

use sea_orm::sea_query::ExprTrait;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use uuid::Uuid;

use super::error::StoreError;
use crate::domain::access::Opening;
use crate::domain::ids::{AccountId, PatientId, RecordId};
use crate::domain::time::Instant;
use crate::domain::vocabulary::GlassOutcome;

use entity::glass_opening::{ActiveModel, Column, Entity, Model};

/// A broken glass as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glass {
    /// The patient.
    pub patient: PatientId,
    /// Identity.
    pub id: RecordId,
    /// Whose account.
    pub account: AccountId,
    /// Why.
    pub opening: Opening,
    /// When it was broken.
    pub opened_at: Instant,
    /// Until when it lets in.
    pub until: Instant,
    /// When whoever broke it closed it early.
    pub ended_at: Option<Instant>,
    /// What was found of it.
    pub review: Option<Review>,
    /// Its version.
    pub version: i32,
}

/// What the privacy officer found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// When.
    pub at: Instant,
    /// Who.
    pub by: String,
    /// What.
    pub outcome: GlassOutcome,
    /// In words.
    pub words: String,
}

impl Glass {
    /// Whether it lets in at an instant.
    pub fn is_open(&self, at: Instant) -> bool {
        self.opened_at <= at && self.until > at && self.ended_at.is_none_or(|ended| ended > at)
    }
}

/// Writes one down.
pub async fn add<C: ConnectionTrait>(conn: &C, new: &Glass) -> Result<(), StoreError> {
    Entity::insert(ActiveModel {
        patient_id: Set(new.patient.0),
        id: Set(new.id.0),
        account_id: Set(new.account.0),
        reason: Set(new.opening.reason.code().to_owned()),
        words: Set(new.opening.words.clone()),
        opened_at: Set(new.opened_at),
        until_at: Set(new.until),
        ended_at: Set(new.ended_at),
        reviewed_at: Set(None),
        reviewed_by: Set(None),
        outcome: Set(None),
        review_words: Set(None),
        version: Set(new.version),
    })
    .exec_without_returning(conn)
    .await?;
    Ok(())
}

/// The one that lets an account in now.
pub async fn open_of<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    account: AccountId,
    at: Instant,
) -> Result<Option<Glass>, StoreError> {
    let row = Entity::find()
        .filter(Column::PatientId.eq(patient.0))
        .filter(Column::AccountId.eq(account.0))
        .filter(Column::OpenedAt.lte(at))
        .filter(Column::UntilAt.gt(at))
        .filter(Column::EndedAt.is_null().or(Column::EndedAt.gt(at)))
        .order_by_desc(Column::UntilAt)
        .one(conn)
        .await?;
    row.map(Glass::try_from).transpose()
}

/// A patient's, the newest first.
pub async fn of<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
) -> Result<Vec<Glass>, StoreError> {
    let rows = Entity::find()
        .filter(Column::PatientId.eq(patient.0))
        .order_by_desc(Column::OpenedAt)
        .order_by_desc(Column::Id)
        .all(conn)
        .await?;
    rows.into_iter().map(Glass::try_from).collect()
}

/// The place of one in the queue.
pub type Place = (Instant, Uuid);

/// One page of those that nobody looked at yet, the oldest first.
pub async fn waiting<C: ConnectionTrait>(
    conn: &C,
    after: Option<Place>,
    limit: u64,
) -> Result<Vec<Glass>, StoreError> {
    let mut query = Entity::find().filter(Column::ReviewedAt.is_null());
    if let Some((at, id)) = after {
        query = query.filter(
            Condition::any()
                .add(Column::OpenedAt.gt(at))
                .add(Column::OpenedAt.eq(at).and(Column::Id.gt(id))),
        );
    }
    let rows = query
        .order_by_asc(Column::OpenedAt)
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(conn)
        .await?;
    rows.into_iter().map(Glass::try_from).collect()
}

/// How many nobody looked at yet.
pub async fn count_waiting<C: ConnectionTrait>(conn: &C) -> Result<u64, StoreError> {
    let waiting = Entity::find().filter(Column::ReviewedAt.is_null());
    Ok(waiting.count(conn).await?)
}

/// The last that were looked at, the newest first.
pub async fn reviewed<C: ConnectionTrait>(conn: &C, limit: u64) -> Result<Vec<Glass>, StoreError> {
    let rows = Entity::find()
        .filter(Column::ReviewedAt.is_not_null())
        .order_by_desc(Column::ReviewedAt)
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(conn)
        .await?;
    rows.into_iter().map(Glass::try_from).collect()
}

/// One, held until the transaction ends.
pub async fn hold<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    id: RecordId,
) -> Result<Option<Glass>, StoreError> {
    let row = Entity::find_by_id((patient.0, id.0))
        .lock_exclusive()
        .one(conn)
        .await?;
    row.map(Glass::try_from).transpose()
}

/// Closes one that is held before its time. The version moves on.
pub async fn end<C: ConnectionTrait>(
    conn: &C,
    held: &Glass,
    at: Instant,
) -> Result<(), StoreError> {
    let change = ActiveModel {
        ended_at: Set(Some(at)),
        ..ActiveModel::default()
    };
    change_held(conn, held, change).await
}

/// Writes down what was found of one that is held. The version moves on.
pub async fn set_review<C: ConnectionTrait>(
    conn: &C,
    held: &Glass,
    review: &Review,
) -> Result<(), StoreError> {
    let change = ActiveModel {
        reviewed_at: Set(Some(review.at)),
        reviewed_by: Set(Some(review.by.clone())),
        outcome: Set(Some(review.outcome.code().to_owned())),
        review_words: Set(Some(review.words.clone())),
        ..ActiveModel::default()
    };
    change_held(conn, held, change).await
}

async fn change_held<C: ConnectionTrait>(
    conn: &C,
    held: &Glass,
    mut change: ActiveModel,
) -> Result<(), StoreError> {
    change.version = Set(held.version + 1);
    let done = Entity::update_many()
        .set(change)
        .filter(Column::PatientId.eq(held.patient.0))
        .filter(Column::Id.eq(held.id.0))
        .filter(Column::Version.eq(held.version))
        .exec(conn)
        .await?;
    super::sql::moved_on(done.rows_affected)
}

impl TryFrom<Model> for Glass {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let unreadable = |what| move |_| StoreError::Unreadable(what);
        let review = match (
            row.reviewed_at,
            row.reviewed_by,
            row.outcome,
            row.review_words,
        ) {
            (Some(at), Some(by), Some(outcome), Some(words)) => Some(Review {
                at,
                by,
                outcome: outcome
                    .parse()
                    .map_err(unreadable("glass_opening.outcome"))?,
                words,
            }),
            _ => None,
        };
        Ok(Self {
            patient: PatientId(row.patient_id),
            id: RecordId(row.id),
            account: AccountId(row.account_id),
            opening: Opening {
                reason: row
                    .reason
                    .parse()
                    .map_err(unreadable("glass_opening.reason"))?,
                words: row.words,
            },
            opened_at: row.opened_at,
            until: row.until_at,
            ended_at: row.ended_at,
            review,
            version: row.version,
        })
    }
}
