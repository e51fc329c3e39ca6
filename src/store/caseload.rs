//! The patients within reach, in the order in which they need a human.
//!
//! The order is made of what is stored: the highest severity of the living flags that wait for somebody
//! and are the viewer's to see, then the next agreed
//! contact, then identity. So a page needs the records of its own patients only.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use super::error::StoreError;
use super::flag_gate::{is_for, waits};
use super::reach::{self, Way};
use crate::domain::access::Reach;
use crate::domain::flags::Onlooker;
use crate::domain::ids::PatientId;
use crate::domain::time::Instant;

use entity::{contact, flag};

/// How many are counted before it is only said that there are more.
pub const COUNTED: u64 = 1000;

/// The rank of a patient without flags.
const UNFLAGGED: i32 = 3;

/// The place of a patient in the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// 0 with an urgent flag, 1 where somebody should look, 2 with a marker only, 3 without flags.
    pub rank: i32,
    /// The next agreed contact; the last second of the year 9999 without one.
    pub next_contact: Instant,
    /// The patient.
    pub patient: PatientId,
}

/// Which of the patients within reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Which {
    /// Within reach by what.
    pub way: Way,
    /// Only those with a living flag that waits.
    pub flagged: bool,
}

#[derive(FromQueryResult)]
struct Row {
    rank: i32,
    next_contact: DateTime<Utc>,
    patient_id: Uuid,
}

/// One page of the patients within reach at an instant, after a place. A page shorter than `limit`
/// is the last.
pub async fn page<C: ConnectionTrait>(
    conn: &C,
    reach: &Reach,
    which: Which,
    at: Instant,
    after: Option<Place>,
    limit: u64,
) -> Result<Vec<Place>, StoreError> {
    let Some(mut query) = placed(reach, which, at) else {
        return Ok(Vec::new());
    };
    let key = ["rank", "next_contact", "patient_id"];
    if let Some(after) = after {
        let columns = key.map(|column| Expr::col(Alias::new(column)));
        let values = [
            Expr::value(after.rank),
            Expr::value(after.next_contact),
            Expr::value(after.patient.0),
        ];
        query.and_where(Expr::tuple(columns).gt(Expr::tuple(values)));
    }
    for column in key {
        query.order_by(Alias::new(column), Order::Asc);
    }
    query.limit(limit);
    let rows = conn.query_all(&query).await?;
    rows.iter()
        .map(|row| {
            let row = Row::from_query_result(row, "")?;
            Ok(Place {
                rank: row.rank,
                next_contact: row.next_contact,
                patient: PatientId(row.patient_id),
            })
        })
        .collect()
}

/// How many patients are within reach at an instant, counted up to one more than [`COUNTED`].
pub async fn count<C: ConnectionTrait>(
    conn: &C,
    reach: &Reach,
    which: Which,
    at: Instant,
) -> Result<u64, StoreError> {
    let Some(mut query) = placed(reach, which, at) else {
        return Ok(0);
    };
    query.limit(COUNTED + 1);
    let count = Query::select()
        .expr_as(Expr::cust("COUNT(*)"), "patients")
        .from_subquery(query, "some")
        .take();
    let Some(row) = conn.query_one(&count).await? else {
        return Ok(0);
    };
    let patients: i64 = row.try_get("", "patients")?;
    Ok(u64::try_from(patients).unwrap_or(0))
}

/// The patients within reach with what they are ordered by.
fn placed(reach: &Reach, which: Which, at: Instant) -> Option<SelectStatement> {
    let reached = Alias::new("reached");
    // The words are literal so that both engines see the partial indexes' conditions in them.
    let flag = Query::select()
        .expr(Expr::cust(
            "MIN(CASE flag.severity WHEN 'urgent' THEN 0 WHEN 'attention' THEN 1 ELSE 2 END)",
        ))
        .from(flag::Entity)
        .and_where(Expr::cust("flag.patient_id = reached.patient_id"))
        .and_where(Expr::cust("flag.cleared_at IS NULL"))
        .and_where(is_for(Onlooker::Staff(reach.professional), at))
        .and_where(waits(at))
        .take();
    let rank = Func::coalesce([Expr::from(flag), Expr::value(UNFLAGGED)]);
    let next = Query::select()
        .expr(Func::min(Expr::col((contact::Entity, contact::Column::At))))
        .from(contact::Entity)
        .and_where(Expr::cust("contact.patient_id = reached.patient_id"))
        .and_where(Expr::cust("contact.status = 'planned'"))
        .and_where(Expr::col((contact::Entity, contact::Column::At)).gt(at))
        .take();
    let next = Func::coalesce([Expr::from(next), Expr::value(never())]);
    let inner = Query::select()
        .column((reached.clone(), Alias::new("patient_id")))
        .expr_as(rank, "rank")
        .expr_as(next, "next_contact")
        .from_subquery(reach::ids(reach, which.way, at)?, reached)
        .take();
    let mut query = Query::select()
        .columns(["rank", "next_contact", "patient_id"])
        .from_subquery(inner, "placed")
        .take();
    if which.flagged {
        query.and_where(Expr::col("rank").lt(UNFLAGGED));
    }
    Some(query)
}

/// Later than any agreed contact that four digits can write the year of.
fn never() -> Instant {
    chrono::NaiveDate::from_ymd_opt(9999, 12, 31)
        .and_then(|day| day.and_hms_opt(23, 59, 59))
        .map_or(Instant::MAX_UTC, |last| last.and_utc())
}
