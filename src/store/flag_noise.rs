//! How many flags a rule raised, and what became of them.

use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, Func, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryResult,
    QuerySelect, QueryTrait, Statement, Value,
};

use super::error::StoreError;
use super::sql::{id, sure, sure_code};
use crate::domain::ids::UnitId;
use crate::domain::time::Instant;
use crate::domain::vocabulary::Profession;

use entity::flag::{Column, Entity};
use entity::flag_event;

/// What became of a rule's flags.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Outcome {
    /// The rule's code.
    pub code: String,
    /// Flags that were raised.
    pub fired: i64,
    /// Of these, such as somebody took on or settled.
    pub acted_on: i64,
    /// Of these, such as somebody let rest.
    pub snoozed: i64,
    /// Of these, such as are said not to fit.
    pub not_applicable: i64,
}

/// What became of the flags raised in `[from, to)`, of everyone or of those that one of these units owns,
/// by rule.
pub async fn outcomes<C: ConnectionTrait>(
    conn: &C,
    from: Instant,
    to: Instant,
    units: Option<&[UnitId]>,
) -> Result<Vec<Outcome>, StoreError> {
    let query = Entity::find()
        .select_only()
        .column(Column::Code)
        .column_as(Column::Id.count(), "fired")
        .column_as(how_many(told_of(&["acknowledged", "resolved"])), "acted_on")
        .column_as(how_many(told_of(&["snoozed"])), "snoozed")
        .column_as(
            how_many(Column::State.eq("not_applicable")),
            "not_applicable",
        )
        .filter(Column::RaisedAt.gte(from))
        .filter(Column::RaisedAt.lt(to))
        .apply_if(units, |query, units| {
            query.filter(Column::OwnerUnitId.is_in(units.iter().map(|unit| unit.0)))
        })
        .group_by(Column::Code);
    Ok(query.into_model::<Outcome>().all(conn).await?)
}

/// In how many rows something is so.
fn how_many(is_so: SimpleExpr) -> SimpleExpr {
    let one: CaseStatement = Expr::case(is_so, Expr::cust("1")).finally(Expr::cust("0"));
    let one: SimpleExpr = one.into();
    Func::sum(one).into()
}

/// That the row's flag has an event of one of these kinds.
fn told_of(kinds: &[&str]) -> SimpleExpr {
    use flag_event::{Column, Entity};
    let events = Query::select()
        .column((Entity, Column::Id))
        .from(Entity)
        .and_where(Expr::cust("flag_event.patient_id = flag.patient_id"))
        .and_where(Expr::cust("flag_event.flag_id = flag.id"))
        .and_where(Expr::col((Entity, Column::Kind)).is_in(kinds.iter().copied()))
        .take();
    Expr::exists(events)
}

/// How many flags of a rule were raised at a unit between two of the instants asked for, and what became
/// of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raised {
    /// The rule's code.
    pub code: String,
    /// Whose they are.
    pub unit: Option<UnitId>,
    /// Before which of the instants, by place from 0 at the second.
    pub place: usize,
    /// Flags that were raised.
    pub fired: i64,
    /// Of these, such as somebody took on or settled.
    pub acted_on: i64,
    /// Of these, such as somebody let rest.
    pub snoozed: i64,
    /// Of these, such as are said not to fit.
    pub not_applicable: i64,
}

/// The flags raised between the first and the last of some instants, counted by rule, unit and the span
/// between two of them in which they were.
pub async fn raised<C: ConnectionTrait>(
    conn: &C,
    bounds: &[Instant],
) -> Result<Vec<Raised>, StoreError> {
    let told = |kinds: &str| {
        format!(
            "CAST(SUM(CASE WHEN EXISTS (SELECT 1 FROM flag_event WHERE \
             flag_event.patient_id = flag.patient_id AND flag_event.flag_id = flag.id \
             AND flag_event.kind IN ({kinds})) THEN 1 ELSE 0 END) AS bigint)"
        )
    };
    let sql = format!(
        "SELECT code, owner_unit_id, {} AS place, COUNT(*), {}, {}, \
         CAST(SUM(CASE WHEN state = 'not_applicable' THEN 1 ELSE 0 END) AS bigint) \
         FROM flag WHERE raised_at >= $1 AND raised_at < $2 GROUP BY code, owner_unit_id, place",
        place_of("raised_at", bounds),
        told("'acknowledged', 'resolved'"),
        told("'snoozed'"),
    );
    let rows = within(conn, sql, bounds).await?;
    let raised = rows.iter().map(|row| {
        Ok(Raised {
            code: sure(row, 0)?,
            unit: id(row, 1)?,
            place: place(row, 2)?,
            fired: sure(row, 3)?,
            acted_on: sure(row, 4)?,
            snoozed: sure(row, 5)?,
            not_applicable: sure(row, 6)?,
        })
    });
    raised.collect()
}

/// How many flags of a unit members of a profession dealt with between two of the instants asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Load {
    /// Whose.
    pub profession: Profession,
    /// The unit whose flags they are.
    pub unit: Option<UnitId>,
    /// Before which of the instants, by place from 0 at the second.
    pub place: usize,
    /// Flags, each once.
    pub flags: i64,
}

/// The flags that were taken on, settled, let rest or said not to fit between the first and the last of some
/// instants, by the profession of who did. Flags for some of those in care only are left out.
pub async fn load<C: ConnectionTrait>(
    conn: &C,
    bounds: &[Instant],
) -> Result<Vec<Load>, StoreError> {
    let sql = format!(
        "SELECT professional.profession, flag.owner_unit_id, {} AS place, COUNT(DISTINCT flag.id) \
         FROM flag_event \
         JOIN flag ON flag.patient_id = flag_event.patient_id AND flag.id = flag_event.flag_id \
         JOIN account ON flag_event.actor = 'account:' || account.username \
         JOIN professional ON professional.id = account.professional_id \
         WHERE flag_event.recorded_at >= $1 AND flag_event.recorded_at < $2 \
         AND flag_event.kind IN ('acknowledged', 'resolved', 'snoozed', 'not_applicable') \
         AND NOT flag.is_private \
         GROUP BY professional.profession, flag.owner_unit_id, place",
        place_of("flag_event.recorded_at", bounds),
    );
    let rows = within(conn, sql, bounds).await?;
    let load = rows.iter().map(|row| {
        Ok(Load {
            profession: sure_code(row, 0)?,
            unit: id(row, 1)?,
            place: place(row, 2)?,
            flags: sure(row, 3)?,
        })
    });
    load.collect()
}

/// Between which two of the instants a column is; the instants are the parameters from the third on.
fn place_of(column: &str, bounds: &[Instant]) -> String {
    let ends = bounds.len().saturating_sub(1);
    let each = (0..ends).map(|place| format!("WHEN {column} < ${} THEN {place} ", place + 3));
    format!("CASE {}ELSE {ends} END", each.collect::<String>())
}

fn place(row: &QueryResult, at: usize) -> Result<usize, StoreError> {
    usize::try_from(sure::<i32>(row, at)?).map_err(|_| StoreError::Unreadable("a place"))
}

/// The rows of a statement whose parameters are the first and the last instant, then each but the first.
async fn within<C: ConnectionTrait>(
    conn: &C,
    sql: String,
    bounds: &[Instant],
) -> Result<Vec<QueryResult>, StoreError> {
    let (Some(first), Some(last)) = (bounds.first(), bounds.last()) else {
        return Ok(Vec::new());
    };
    let mut values: Vec<Value> = vec![(*first).into(), (*last).into()];
    values.extend(bounds.iter().skip(1).map(|bound| Value::from(*bound)));
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
    Ok(conn.query_all_raw(statement).await?)
}
