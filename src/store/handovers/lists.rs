//! Handovers that wait, by whom they wait for, the longest overdue first.

use chrono::TimeDelta;
use sea_orm::sea_query::{Expr, ExprTrait, Func, Order, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Select,
};

use super::lives::{Stored, stored};
use crate::domain::access::Reach;
use crate::domain::ids::{PatientId, RecordId};
use crate::domain::time::Instant;
use crate::domain::vocabulary::HandoverState;
use crate::store::error::StoreError;
use crate::store::reach::{self, Way};

use entity::handover::{Column, Entity};

/// How many are counted before it is only said that there are more.
pub const COUNTED: u64 = 1000;

/// What somebody sent and that was accepted comes after all that waits.
const RANK: &str = "CASE handover.state WHEN 'accepted' THEN 1 ELSE 0 END";

/// For how long what somebody sent is listed after it was accepted.
const LISTED_DAYS: i64 = 7;

/// Those that wait for a receiver.
const WAITS: [&str; 3] = ["offered", "questioned", "expired"];

/// Those that are not over for whoever offered them.
const SENT: [&str; 4] = ["offered", "questioned", "returned", "expired"];

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Inbox {
    /// Offered to somebody in person.
    #[default]
    Mine,
    /// For the staff of somebody's units together: offered to a unit, left with it, or overdue.
    Pool,
    /// Offered by somebody, and not over; accepted ones for a week.
    Sent,
}

/// Whose list, at which instant.
#[derive(Debug, Clone, Copy)]
pub struct Which<'a> {
    /// Which list.
    pub inbox: Inbox,
    /// Whose.
    pub reach: &'a Reach,
    /// When.
    pub at: Instant,
}

/// The place of a handover in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// 1 for those that were accepted, which come last; 0 for all that wait.
    pub rank: i32,
    /// When it should be acknowledged.
    pub due: Instant,
    /// Whose care it is about.
    pub patient: PatientId,
    /// Which.
    pub handover: RecordId,
}

impl Place {
    /// The place of a handover.
    pub fn of(stored: &Stored) -> Self {
        let is_accepted = stored.handover.state.word() == HandoverState::Accepted;
        Self {
            rank: i32::from(is_accepted),
            due: stored.due(),
            patient: stored.patient,
            handover: stored.id,
        }
    }
}

/// One page of a list, after a place. A page shorter than `limit` is the last.
pub async fn page<C: ConnectionTrait>(
    conn: &C,
    which: Which<'_>,
    after: Option<Place>,
    limit: u64,
) -> Result<Vec<Stored>, StoreError> {
    let Some(mut query) = listed(which) else {
        return Ok(Vec::new());
    };
    let key = || {
        [
            Expr::cust(RANK),
            due(),
            Expr::col((Entity, Column::PatientId)),
            Expr::col((Entity, Column::Id)),
        ]
    };
    if let Some(after) = after {
        let values = [
            Expr::value(after.rank),
            Expr::value(after.due),
            Expr::value(after.patient.0),
            Expr::value(after.handover.0),
        ];
        query = query.filter(Expr::tuple(key()).gt(Expr::tuple(values)));
    }
    for column in key() {
        query = query.order_by(column, Order::Asc);
    }
    let rows = query.limit(limit).all(conn).await?;
    rows.into_iter().map(stored).collect()
}

/// How many there are in a list, counted up to one more than `most`.
pub async fn count<C: ConnectionTrait>(
    conn: &C,
    which: Which<'_>,
    most: u64,
) -> Result<u64, StoreError> {
    let Some(query) = listed(which) else {
        return Ok(0);
    };
    let some = query
        .select_only()
        .column(Column::Id)
        .limit(most + 1)
        .into_query();
    let count = Query::select()
        .expr_as(Expr::cust("COUNT(*)"), "handovers")
        .from_subquery(some, "some")
        .take();
    let Some(row) = conn.query_one(&count).await? else {
        return Ok(0);
    };
    let handovers: i64 = row.try_get("", "handovers")?;
    Ok(u64::try_from(handovers).unwrap_or(0))
}

/// Handovers made here that wait longer than they should, the longest first: those the pool was not told
/// of, and those it was told of, which may be old enough to expire.
pub async fn lapsed<C: ConnectionTrait>(
    conn: &C,
    now: Instant,
    after: Option<Place>,
    limit: u64,
) -> Result<Vec<Stored>, StoreError> {
    let mut query = Entity::find()
        .filter(Column::State.eq("offered"))
        .filter(Column::DueAt.lt(now));
    if let Some(after) = after {
        let key = [
            Expr::col((Entity, Column::DueAt)),
            Expr::col((Entity, Column::PatientId)),
            Expr::col((Entity, Column::Id)),
        ];
        let values = [
            Expr::value(after.due),
            Expr::value(after.patient.0),
            Expr::value(after.handover.0),
        ];
        query = query.filter(Expr::tuple(key).gt(Expr::tuple(values)));
    }
    let rows = query
        .order_by_asc(Column::DueAt)
        .order_by_asc(Column::PatientId)
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(conn)
        .await?;
    rows.into_iter().map(stored).collect()
}

/// When it should be acknowledged; where that is not known, when it was offered.
fn due() -> SimpleExpr {
    Func::coalesce([
        Expr::col((Entity, Column::DueAt)),
        Expr::col((Entity, Column::OfferedAt)),
    ])
    .into()
}

fn listed(which: Which<'_>) -> Option<Select<Entity>> {
    let reach = which.reach;
    let me = reach.professional;
    let query = match which.inbox {
        Inbox::Mine => Entity::find()
            .filter(Column::ToProfessionalId.eq(me?.0))
            .filter(Column::State.is_in(WAITS)),
        Inbox::Pool => {
            let is_pool = Condition::any()
                .add(Column::ToProfessionalId.is_null())
                .add(Column::EscalatedAt.is_not_null())
                .add(Column::State.eq("expired"));
            let not_mine = me.map(|me| {
                Condition::any()
                    .add(Column::FromProfessionalId.is_null())
                    .add(Column::FromProfessionalId.ne(me.0))
            });
            let not_to_me = me.map(|me| {
                Condition::any()
                    .add(Column::ToProfessionalId.is_null())
                    .add(Column::ToProfessionalId.ne(me.0))
            });
            Entity::find()
                .filter(Column::ToUnitId.is_in(reach.units.iter().map(|unit| unit.0)))
                .filter(Column::State.is_in(WAITS))
                .filter(is_pool)
                .filter(Condition::all().add_option(not_mine).add_option(not_to_me))
        }
        // What somebody offered stays theirs to see, also of patients they no longer reach: a name and
        // where it is. Opening it asks for reach.
        Inbox::Sent => {
            let listed_since = which.at - TimeDelta::days(LISTED_DAYS);
            return Some(
                Entity::find()
                    .filter(Column::FromProfessionalId.eq(me?.0))
                    .filter(
                        Condition::any().add(Column::State.is_in(SENT)).add(
                            Condition::all()
                                .add(Column::State.eq("accepted"))
                                .add(Column::AcceptedAt.gt(listed_since)),
                        ),
                    )
                    // Those that came from elsewhere are no letters of theirs.
                    .filter(Column::DueAt.is_not_null()),
            );
        }
    };
    let within = reach::ids(reach, Way::Either, which.at)?;
    Some(query.filter(Column::PatientId.in_subquery(within)))
}
