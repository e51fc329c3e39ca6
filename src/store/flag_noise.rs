//! How many flags a rule raised, and what became of them.

use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, Func, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect,
    QueryTrait,
};

use super::error::StoreError;
use crate::domain::ids::UnitId;
use crate::domain::time::Instant;

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
