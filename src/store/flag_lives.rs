//! Flags as people meet them: whose they are, one of them, and what somebody did with it.

use std::collections::HashSet;

use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Select, Set,
};
use uuid::Uuid;

use super::error::StoreError;
use super::flag_gate::{is_for, waits};
use super::flags::{StoredFlag, put};
use super::reach::{self, Way};
use super::sql::CHUNK;
use crate::domain::access::Reach;
use crate::domain::flags::Onlooker;
use crate::domain::flags::life::State;
use crate::domain::ids::{FlagId, PatientId};
use crate::domain::time::Instant;
use crate::domain::vocabulary::{FlagState, Severity};

use entity::flag::{ActiveModel, Column, Entity};

/// How many are counted before it is only said that there are more.
pub const COUNTED: u64 = 1000;

/// The most pressing first.
const RANK: &str = "CASE flag.severity WHEN 'urgent' THEN 0 WHEN 'attention' THEN 1 ELSE 2 END";

/// Which of the flags that somebody owns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Which {
    /// Of one severity.
    pub severity: Option<Severity>,
    /// In one state; `None` are those that wait for somebody.
    pub state: Option<FlagState>,
    /// Of one rule.
    pub code: Option<String>,
}

/// The place of a flag in the order: the most pressing first, then those that wait longest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// 0 for urgent, 1 where somebody should look, 2 for a marker.
    pub rank: i32,
    /// When it was raised.
    pub raised_at: Instant,
    /// Whose.
    pub patient: PatientId,
    /// Which.
    pub flag: FlagId,
}

impl Place {
    /// The place of a flag.
    pub const fn of(flag: &StoredFlag) -> Self {
        Self {
            rank: match flag.severity {
                Severity::Urgent => 0,
                Severity::Attention => 1,
                Severity::Info => 2,
            },
            raised_at: flag.raised_at,
            patient: flag.patient,
            flag: flag.id,
        }
    }
}

/// One page of the living flags that are somebody's to answer, in person or with the others of a unit
/// of theirs, of patients within reach, after a place. A page shorter than `limit` is the last.
pub async fn page<C: ConnectionTrait>(
    conn: &C,
    reach: &Reach,
    which: &Which,
    at: Instant,
    after: Option<Place>,
    limit: u64,
) -> Result<Vec<StoredFlag>, StoreError> {
    let Some(mut query) = owned(reach, which, at) else {
        return Ok(Vec::new());
    };
    let key = || {
        [
            Expr::cust(RANK),
            Expr::col((Entity, Column::RaisedAt)),
            Expr::col((Entity, Column::PatientId)),
            Expr::col((Entity, Column::Id)),
        ]
    };
    if let Some(after) = after {
        let values = [
            Expr::value(after.rank),
            Expr::value(after.raised_at),
            Expr::value(after.patient.0),
            Expr::value(after.flag.0),
        ];
        query = query.filter(Expr::tuple(key()).gt(Expr::tuple(values)));
    }
    for column in key() {
        query = query.order_by(column, Order::Asc);
    }
    let rows = query.limit(limit).all(conn).await?;
    rows.into_iter().map(StoredFlag::try_from).collect()
}

/// How many those are on all pages, counted up to one more than [`COUNTED`].
pub async fn count<C: ConnectionTrait>(
    conn: &C,
    reach: &Reach,
    which: &Which,
    at: Instant,
) -> Result<u64, StoreError> {
    let Some(query) = owned(reach, which, at) else {
        return Ok(0);
    };
    let some = query
        .select_only()
        .column(Column::Id)
        .limit(COUNTED + 1)
        .into_query();
    let count = Query::select()
        .expr_as(Expr::cust("COUNT(*)"), "flags")
        .from_subquery(some, "some")
        .take();
    let Some(row) = conn.query_one(&count).await? else {
        return Ok(0);
    };
    let flags: i64 = row.try_get("", "flags")?;
    Ok(u64::try_from(flags).unwrap_or(0))
}

fn owned(reach: &Reach, which: &Which, at: Instant) -> Option<Select<Entity>> {
    let query = Entity::find()
        .filter(Column::ClearedAt.is_null())
        .filter(is_owned_by(reach))
        .filter(Column::PatientId.in_subquery(reach::ids(reach, Way::Either, at)?))
        .filter(is_for(Onlooker::Staff(reach.professional), at))
        .filter(in_state(which.state, at))
        .apply_if(which.severity, |query, severity| {
            query.filter(Column::Severity.eq(severity.code()))
        })
        .apply_if(which.code.as_ref(), |query, code| {
            query.filter(Column::Code.eq(code))
        });
    Some(query)
}

/// Owned in person, or by a unit's staff together. What is private is no pool's.
pub(super) fn is_owned_by(reach: &Reach) -> Condition {
    let pool = Condition::all()
        .add(Column::OwnerProfessionalId.is_null())
        .add(Column::OwnerUnitId.is_in(reach.units.iter().map(|unit| unit.0)))
        .add(Column::IsPrivate.eq(false));
    let me = reach.professional;
    Condition::any()
        .add_option(me.map(|me| Column::OwnerProfessionalId.eq(me.0)))
        .add(pool)
}

fn in_state(state: Option<FlagState>, at: Instant) -> SimpleExpr {
    let is_over = Column::SnoozedUntil.lte(at);
    match state {
        None => waits(at),
        Some(FlagState::Open) => Column::State
            .eq("open")
            .or(Column::State.eq("snoozed").and(is_over)),
        Some(FlagState::Snoozed) => Column::State.eq("snoozed").and(Column::SnoozedUntil.gt(at)),
        Some(state) => Column::State.eq(state.code()),
    }
}

/// One flag of a patient, living or over, where it is for the onlooker.
pub async fn one<C: ConnectionTrait>(
    conn: &C,
    (patient, flag): (PatientId, FlagId),
    onlooker: Onlooker,
    at: Instant,
) -> Result<Option<StoredFlag>, StoreError> {
    let row = found(patient, flag, onlooker, at).one(conn).await?;
    row.map(StoredFlag::try_from).transpose()
}

/// The same, held until the transaction ends.
pub async fn hold<C: ConnectionTrait>(
    conn: &C,
    (patient, flag): (PatientId, FlagId),
    onlooker: Onlooker,
    at: Instant,
) -> Result<Option<StoredFlag>, StoreError> {
    let held = found(patient, flag, onlooker, at).lock_exclusive();
    held.one(conn).await?.map(StoredFlag::try_from).transpose()
}

fn found(patient: PatientId, flag: FlagId, onlooker: Onlooker, at: Instant) -> Select<Entity> {
    Entity::find_by_id((patient.0, flag.0)).filter(is_for(onlooker, at))
}

/// A patient's flags whose condition is gone, where they are for the onlooker, the last first.
pub async fn over<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    onlooker: Onlooker,
    at: Instant,
    limit: u64,
) -> Result<Vec<StoredFlag>, StoreError> {
    let rows = Entity::find()
        .filter(Column::PatientId.eq(patient.0))
        .filter(Column::ClearedAt.is_not_null())
        .filter(is_for(onlooker, at))
        .order_by_desc(Column::ClearedAt)
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(conn)
        .await?;
    rows.into_iter().map(StoredFlag::try_from).collect()
}

/// The flags of these patients that wait for nobody, by patient, rule and subject: somebody settled them,
/// or let them rest.
pub async fn resting<C: ConnectionTrait>(
    conn: &C,
    patients: &[PatientId],
    at: Instant,
) -> Result<HashSet<(PatientId, String, Uuid)>, StoreError> {
    let mut resting = HashSet::new();
    for patients in patients.chunks(CHUNK) {
        let rows: Vec<(Uuid, String, Uuid)> = Entity::find()
            .select_only()
            .columns([Column::PatientId, Column::Code, Column::SubjectId])
            .filter(Column::PatientId.is_in(patients.iter().map(|patient| patient.0)))
            .filter(Column::ClearedAt.is_null())
            .filter(waits(at).not())
            .into_tuple()
            .all(conn)
            .await?;
        let keyed = |(patient, code, subject)| (PatientId(patient), code, subject);
        resting.extend(rows.into_iter().map(keyed));
    }
    Ok(resting)
}

/// Puts a flag that is held in a state. The version moves on.
pub async fn set<C: ConnectionTrait>(
    conn: &C,
    flag: &StoredFlag,
    state: &State,
    by: &str,
    at: Instant,
) -> Result<(), StoreError> {
    let mut row = ActiveModel::default();
    put(&mut row, state, (*state != State::Open).then_some((by, at)));
    row.version = Set(flag.version + 1);
    let done = Entity::update_many()
        .set(row)
        .filter(Column::PatientId.eq(flag.patient.0))
        .filter(Column::Id.eq(flag.id.0))
        .filter(Column::Version.eq(flag.version))
        .exec(conn)
        .await?;
    if done.rows_affected == 1 {
        Ok(())
    } else {
        Err(StoreError::Conflict {
            constraint: "version".into(),
        })
    }
}
