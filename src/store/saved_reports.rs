//! Reports that are made anew for each period, and those that were made.

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use uuid::Uuid;

use super::error::StoreError;
use crate::domain::ids::{PolicyVersionId, SavedReportId, UnitId};
use crate::domain::report::kept::Kept;
use crate::domain::report::period::Span;
use crate::domain::report::{Book, Period};
use crate::domain::time::Instant;

use entity::{report_snapshot, saved_report};

/// What is made, and for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// Which.
    pub id: SavedReportId,
    /// The report.
    pub book: Book,
    /// Of which unit; `None` is the whole service.
    pub unit: Option<UnitId>,
    /// Over periods of which length.
    pub span: Span,
    /// Who asked for it.
    pub author: String,
    /// When.
    pub recorded_at: Instant,
    /// Since when it is no longer made.
    pub ended_at: Option<Instant>,
}

/// One that was made, without its figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    /// Of which definition.
    pub saved: SavedReportId,
    /// Over which period.
    pub period: Period,
    /// When.
    pub recorded_at: Instant,
}

/// One that was made.
#[derive(Debug, Clone, PartialEq)]
pub struct Snapshot {
    /// When.
    pub recorded_at: Instant,
    /// The newest version of the thresholds that were in force then.
    pub policy: Option<PolicyVersionId>,
    /// What it said.
    pub kept: Kept,
}

fn saved(row: saved_report::Model) -> Result<Saved, StoreError> {
    Ok(Saved {
        id: SavedReportId(row.id),
        book: Book::of_code(&row.book).ok_or(StoreError::Unreadable("saved_report.book"))?,
        unit: row.unit_id.map(UnitId),
        span: Span::of_code(&row.span).ok_or(StoreError::Unreadable("saved_report.span"))?,
        author: row.author,
        recorded_at: row.recorded_at,
        ended_at: row.ended_at,
    })
}

/// Every definition, the last first. There are few: each is somebody's decision.
pub async fn all<C: ConnectionTrait>(conn: &C) -> Result<Vec<Saved>, StoreError> {
    let rows = saved_report::Entity::find()
        .order_by_desc(saved_report::Column::RecordedAt)
        .order_by_desc(saved_report::Column::Id)
        .all(conn)
        .await?;
    rows.into_iter().map(saved).collect()
}

/// One definition.
pub async fn one<C: ConnectionTrait>(
    conn: &C,
    id: SavedReportId,
) -> Result<Option<Saved>, StoreError> {
    let row = saved_report::Entity::find_by_id(id.0).one(conn).await?;
    row.map(saved).transpose()
}

/// Stores a definition.
pub async fn insert<C: ConnectionTrait>(conn: &C, new: &Saved) -> Result<(), StoreError> {
    saved_report::Entity::insert(saved_report::ActiveModel {
        id: Set(new.id.0),
        book: Set(new.book.code().to_owned()),
        unit_id: Set(new.unit.map(|unit| unit.0)),
        span: Set(new.span.code().to_owned()),
        author: Set(new.author.clone()),
        recorded_at: Set(new.recorded_at),
        ended_at: Set(new.ended_at),
    })
    .exec_without_returning(conn)
    .await?;
    Ok(())
}

/// Ends a definition; one that is over stays as it was.
pub async fn end<C: ConnectionTrait>(
    conn: &C,
    id: SavedReportId,
    at: Instant,
) -> Result<(), StoreError> {
    use saved_report::Column;
    saved_report::Entity::update_many()
        .set(saved_report::ActiveModel {
            ended_at: Set(Some(at)),
            ..Default::default()
        })
        .filter(Column::Id.eq(id.0))
        .filter(Column::EndedAt.is_null())
        .exec(conn)
        .await?;
    Ok(())
}

/// What was made of every definition, the last period first.
pub async fn made<C: ConnectionTrait>(conn: &C) -> Result<Vec<Made>, StoreError> {
    use report_snapshot::Column;
    let rows: Vec<(Uuid, String, Instant)> = report_snapshot::Entity::find()
        .select_only()
        .columns([Column::SavedReportId, Column::Period, Column::RecordedAt])
        .order_by_desc(Column::Period)
        .into_tuple()
        .all(conn)
        .await?;
    let made = rows.into_iter().map(|(saved, period, recorded_at)| {
        Ok(Made {
            saved: SavedReportId(saved),
            period: period
                .parse()
                .map_err(|_| StoreError::Unreadable("report_snapshot.period"))?,
            recorded_at,
        })
    });
    made.collect()
}

/// What was made of a definition over a period.
pub async fn snapshot<C: ConnectionTrait>(
    conn: &C,
    id: SavedReportId,
    period: Period,
) -> Result<Option<Snapshot>, StoreError> {
    let key = (id.0, period.to_string());
    let Some(row) = report_snapshot::Entity::find_by_id(key).one(conn).await? else {
        return Ok(None);
    };
    let kept = serde_json::from_value(row.content)
        .map_err(|_| StoreError::Unreadable("report_snapshot.content"))?;
    Ok(Some(Snapshot {
        recorded_at: row.recorded_at,
        policy: row.policy_version_id.map(PolicyVersionId),
        kept,
    }))
}

/// Keeps what was made. Nothing changes it.
pub async fn keep<C: ConnectionTrait>(
    conn: &C,
    (saved, period): (SavedReportId, Period),
    snapshot: &Snapshot,
) -> Result<(), StoreError> {
    let content = serde_json::to_value(&snapshot.kept)
        .map_err(|_| StoreError::Unreadable("report_snapshot.content"))?;
    report_snapshot::Entity::insert(report_snapshot::ActiveModel {
        saved_report_id: Set(saved.0),
        period: Set(period.to_string()),
        recorded_at: Set(snapshot.recorded_at),
        policy_version_id: Set(snapshot.policy.map(|version| version.0)),
        content: Set(content),
    })
    .exec_without_returning(conn)
    .await?;
    Ok(())
}
