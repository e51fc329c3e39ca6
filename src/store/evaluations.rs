//! What an evaluation is made from, and who works on it: reading patients as they stand, holding
//! them while what was found is written, and claiming those who are due.

use std::collections::HashMap;

use chrono::TimeDelta;
use sea_orm::sea_query::{Expr, LockType, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    Statement,
};
use uuid::Uuid;

use super::error::StoreError;
use super::flags::{self, StoredFlag};
use super::sql::{self, CHUNK};
use super::summaries::{self, Mark};
use super::trajectories;
use crate::domain::ids::PatientId;
use crate::domain::time::Instant;
use crate::domain::trajectory::Trajectory;

use entity::patient_summary::{Column, Entity};

/// A patient as they stand: what an evaluation is made from.
#[derive(Debug, Clone)]
pub struct Known {
    /// How far records and last evaluation were, read first: a change since then is seen by it. `None`
    /// where nothing was ever said about the patient.
    pub mark: Option<Mark>,
    /// The records, with everything known, also ahead.
    pub trajectory: Trajectory,
    /// The flags that live.
    pub living: Vec<StoredFlag>,
}

/// Reads patients in the order of `ids`; an id that names nobody is left out.
pub async fn known<C: ConnectionTrait>(
    conn: &C,
    ids: &[PatientId],
) -> Result<Vec<Known>, StoreError> {
    let marks = summaries::marks(conn, ids).await?;
    let mark = |id: PatientId| marks.get(&id).copied();
    with(conn, ids, mark).await
}

/// Reads one patient of whom it is known how far they are.
pub async fn known_of<C: ConnectionTrait>(
    conn: &C,
    id: PatientId,
    mark: Mark,
) -> Result<Option<Known>, StoreError> {
    let mut known = with(conn, &[id], |_| Some(mark)).await?;
    Ok(known.pop())
}

async fn with<C: ConnectionTrait>(
    conn: &C,
    ids: &[PatientId],
    mark: impl Fn(PatientId) -> Option<Mark>,
) -> Result<Vec<Known>, StoreError> {
    let trajectories = trajectories::load(conn, ids, None).await?;
    let mut living: HashMap<PatientId, Vec<StoredFlag>> = HashMap::new();
    for flag in flags::living(conn, ids).await? {
        living.entry(flag.patient).or_default().push(flag);
    }
    Ok(trajectories
        .into_iter()
        .map(|trajectory| {
            let id = trajectory.patient.id;
            Known {
                mark: mark(id),
                living: living.remove(&id).unwrap_or_default(),
                trajectory,
            }
        })
        .collect())
}

/// Those of these patients about whom nothing waits to be evaluated, with the instant at which time alone
/// could change that.
pub async fn settled<C: ConnectionTrait>(
    conn: &C,
    ids: &[PatientId],
) -> Result<HashMap<PatientId, Option<Instant>>, StoreError> {
    let mut settled = HashMap::with_capacity(ids.len());
    for ids in ids.chunks(CHUNK) {
        let rows: Vec<(Uuid, Option<Instant>)> = Entity::find()
            .select_only()
            .columns([Column::PatientId, Column::NextEvaluationAt])
            .filter(Column::PatientId.is_in(ids.iter().map(|patient| patient.0)))
            .filter(Column::IsStale.eq(false))
            .filter(Column::EvaluatedAt.is_not_null())
            .into_tuple()
            .all(conn)
            .await?;
        settled.extend(rows.into_iter().map(|(id, next)| (PatientId(id), next)));
    }
    Ok(settled)
}

/// Holds patients until the transaction ends, so that nobody else writes what they found of them, and
/// says how far each is. With a claim, those only that are still under it.
pub async fn hold<C: ConnectionTrait>(
    conn: &C,
    ids: &[PatientId],
    claim: Option<Claim>,
) -> Result<HashMap<PatientId, Mark>, StoreError> {
    let mut marks = HashMap::with_capacity(ids.len());
    let mut ids = ids.to_vec();
    // In one order, so that two who hold several cannot wait for each other.
    ids.sort_unstable();
    for ids in ids.chunks(CHUNK) {
        let mut query = Entity::find()
            .select_only()
            .columns([Column::PatientId, Column::Revision, Column::EvaluatedAt])
            .filter(Column::PatientId.is_in(ids.iter().map(|patient| patient.0)))
            .order_by_asc(Column::PatientId);
        if let Some(claim) = claim {
            query = query.filter(Column::ClaimedBy.eq(claim.0));
        }
        // SQLite has one writer and no such words, which are left out there.
        let rows: Vec<(Uuid, i64, Option<Instant>)> =
            query.lock(LockType::Update).into_tuple().all(conn).await?;
        marks.extend(rows.into_iter().map(|(patient, revision, evaluated_at)| {
            let mark = Mark {
                revision,
                evaluated_at,
            };
            (PatientId(patient), mark)
        }));
    }
    Ok(marks)
}

/// Sees to it that there is something to hold of patients of whom nothing was ever said.
pub async fn introduce<C: ConnectionTrait>(
    conn: &C,
    mut ids: Vec<PatientId>,
) -> Result<(), StoreError> {
    ids.sort_unstable();
    for ids in ids.chunks(CHUNK) {
        Entity::insert_many(ids.iter().map(|id| summaries::unevaluated(*id, 0)))
            .on_conflict(
                OnConflict::column(Column::PatientId)
                    .do_nothing()
                    .to_owned(),
            )
            .exec_without_returning(conn)
            .await?;
    }
    Ok(())
}

/// Says that a patient's records change in this transaction, holds the patient until it ends, and says
/// how far they are with the change.
pub async fn touch<C: ConnectionTrait>(conn: &C, id: PatientId) -> Result<Mark, StoreError> {
    let row = Entity::insert(summaries::unevaluated(id, 1))
        .on_conflict(summaries::one_more_change())
        .exec_with_returning(conn)
        .await?;
    Ok(Mark {
        revision: row.revision,
        evaluated_at: row.evaluated_at,
    })
}

/// One taking of patients to be evaluated. Each taking has its own, so that work that was lost and
/// taken again is not mistaken for one's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim(pub Uuid);

/// A patient who was claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claimed {
    /// Who.
    pub patient: PatientId,
    /// Since when the patient was due by time; `None` where the records changed.
    pub due_at: Option<Instant>,
}

/// Why patients are due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// Something about them changed.
    Changed,
    /// Their time has come.
    Time,
}

/// Claims patients who are due at `now` and whom nobody else works on, at most `most`, for as long as
/// `lease`: in one statement, in which each patient falls to one of those who ask at once. Who does
/// not give a claim back in time has lost it to whoever asks next.
pub async fn claim<C: ConnectionTrait>(
    conn: &C,
    claim: Claim,
    why: Due,
    now: Instant,
    lease: TimeDelta,
    most: u64,
) -> Result<Vec<Claimed>, StoreError> {
    let backend = conn.get_database_backend();
    // The words of the indexes, or they would not be used. One writer needs no lock; elsewhere those
    // held by others are left to them.
    let (stale, fresh, lock) = match backend {
        DbBackend::Sqlite => ("is_stale = 1", "is_stale = 0", ""),
        _ => ("is_stale", "NOT is_stale", "FOR UPDATE SKIP LOCKED"),
    };
    let due = match why {
        Due::Changed => stale.to_owned(),
        Due::Time => format!("next_evaluation_at <= $3 AND {fresh}"),
    };
    let order = match why {
        Due::Changed => "",
        Due::Time => "ORDER BY next_evaluation_at",
    };
    // Apart from the UPDATE, so that no plan runs it twice and takes more than asked for.
    let sql = format!(
        "WITH taken AS (SELECT patient_id FROM patient_summary \
         WHERE {due} AND (claimed_until IS NULL OR claimed_until <= $3) {order} LIMIT {most} {lock}) \
         UPDATE patient_summary SET claimed_by = $1, claimed_until = $2 \
         WHERE patient_id IN (SELECT patient_id FROM taken) \
         RETURNING patient_id, is_stale, next_evaluation_at",
    );
    let values = [claim.0.into(), (now + lease).into(), now.into()];
    let statement = Statement::from_sql_and_values(backend, sql, values);
    let rows = conn.query_all_raw(statement).await?;
    let claimed = rows.iter().map(|row| {
        let is_stale: bool = sql::sure(row, 1)?;
        let due_at: Option<Instant> = sql::cell(row, 2)?;
        Ok(Claimed {
            patient: sql::sure_id(row, 0)?,
            due_at: due_at.filter(|_| !is_stale),
        })
    });
    claimed.collect()
}

/// Gives back those of these patients who are still under a claim.
pub async fn give_back<C: ConnectionTrait>(
    conn: &C,
    claim: Claim,
    ids: &[PatientId],
) -> Result<(), StoreError> {
    for ids in ids.chunks(CHUNK) {
        Entity::update_many()
            .col_expr(Column::ClaimedBy, Expr::value(None::<Uuid>))
            .col_expr(Column::ClaimedUntil, Expr::value(None::<Instant>))
            .filter(Column::PatientId.is_in(ids.iter().map(|patient| patient.0)))
            .filter(Column::ClaimedBy.eq(claim.0))
            .exec(conn)
            .await?;
    }
    Ok(())
}

/// How much waits to be evaluated.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Patients whose records changed.
    pub changed: i64,
    /// Patients whose time has come.
    pub due: i64,
    /// Since when the one who waits longest was due.
    pub since: Option<Instant>,
}

/// How much waits at an instant.
pub async fn waiting<C: ConnectionTrait>(conn: &C, now: Instant) -> Result<Waiting, StoreError> {
    use sea_orm::PaginatorTrait;
    let changed = Entity::find().filter(Column::IsStale.eq(true));
    let due = || Entity::find().filter(Column::NextEvaluationAt.lte(now));
    let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    Ok(Waiting {
        changed: count(changed.count(conn).await?),
        due: count(due().count(conn).await?),
        since: next(due().order_by_asc(Column::NextEvaluationAt), conn).await?,
    })
}

/// The next instant after `now` at which somebody is due by time.
pub async fn next_due<C: ConnectionTrait>(
    conn: &C,
    now: Instant,
) -> Result<Option<Instant>, StoreError> {
    let ahead = Entity::find()
        .filter(Column::NextEvaluationAt.gt(now))
        .order_by_asc(Column::NextEvaluationAt);
    next(ahead, conn).await
}

async fn next<C: ConnectionTrait>(
    ahead: sea_orm::Select<Entity>,
    conn: &C,
) -> Result<Option<Instant>, StoreError> {
    let next: Option<Option<Instant>> = ahead
        .select_only()
        .column(Column::NextEvaluationAt)
        .limit(1)
        .into_tuple()
        .one(conn)
        .await?;
    Ok(next.flatten())
}
