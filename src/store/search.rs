//! Finding patients by name, identifier or day of birth, within reach only.

use chrono::NaiveDate;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, LikeExpr, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
};

use super::caseload::COUNTED;
use super::error::StoreError;
use super::patients::Details;
use super::reach::{self, Way};
use crate::domain::access::Reach;
use crate::domain::ids::PatientId;
use crate::domain::time::Instant;

use entity::patient::{Column, Entity};
use entity::patient_identifier;

/// What is known of whoever is looked for. All of it must fit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Beginnings of words of the name, folded.
    pub words: Vec<String>,
    /// An identifier, whole.
    pub identifier: Option<String>,
    /// Day of birth.
    pub born: Option<NaiveDate>,
}

/// One page of those who fit, by name, after a patient. `None` for the reach is everyone. A page
/// shorter than `limit` is the last.
pub async fn find<C: ConnectionTrait>(
    conn: &C,
    reach: Option<&Reach>,
    at: Instant,
    wanted: &Wanted,
    after: Option<PatientId>,
    limit: u64,
) -> Result<Vec<Details>, StoreError> {
    let Some(condition) = condition(reach, at, wanted) else {
        return Ok(Vec::new());
    };
    let after = after.map(|after| {
        let place = Query::select()
            .columns([Column::NameFolded, Column::Id])
            .from(Alias::new("patient"))
            .and_where(Expr::col(Column::Id).eq(after.0))
            .take();
        Expr::tuple([
            Expr::col((Entity, Column::NameFolded)),
            Expr::col((Entity, Column::Id)),
        ])
        .gt(Expr::from(place))
    });
    let rows = Entity::find()
        .filter(condition)
        .apply_if(after, QueryFilter::filter)
        .order_by_asc(Column::NameFolded)
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(conn)
        .await?;
    rows.into_iter().map(Details::from_row).collect()
}

/// How many fit, counted up to one more than [`COUNTED`].
pub async fn count<C: ConnectionTrait>(
    conn: &C,
    reach: Option<&Reach>,
    at: Instant,
    wanted: &Wanted,
) -> Result<u64, StoreError> {
    let Some(condition) = condition(reach, at, wanted) else {
        return Ok(0);
    };
    let ids: Vec<uuid::Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(condition)
        .limit(COUNTED + 1)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(ids.len() as u64)
}

/// `None` when nobody is within reach, or nobody can have such an identifier.
fn condition(reach: Option<&Reach>, at: Instant, wanted: &Wanted) -> Option<Condition> {
    let mut condition = Condition::all();
    if let Some(reach) = reach {
        let reached = reach::ids(reach, Way::Any, at)?;
        condition = condition.add(Column::Id.in_subquery(reached));
    }
    for word in &wanted.words {
        let name = || Expr::col((Entity, Column::NameFolded));
        let beginning = LikeExpr::new(format!("{}%", literal(word))).escape('\\');
        let within = LikeExpr::new(format!("% {}%", literal(word))).escape('\\');
        condition = condition.add(
            Condition::any()
                .add(name().like(beginning))
                .add(name().like(within)),
        );
    }
    if let Some(identifier) = &wanted.identifier {
        // No text in PostgreSQL holds it, and asking for it is an error there.
        if identifier.contains('\0') {
            return None;
        }
        let owners = patient_identifier::Entity::find()
            .select_only()
            .column(patient_identifier::Column::PatientId)
            .filter(patient_identifier::Column::Value.eq(identifier.as_str()))
            .into_query();
        condition = condition.add(Column::Id.in_subquery(owners));
    }
    if let Some(born) = wanted.born {
        condition = condition.add(Column::BirthDate.eq(born));
    }
    Some(condition)
}

/// A text that stands for itself in a pattern.
fn literal(text: &str) -> String {
    let mut literal = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            literal.push('\\');
        }
        literal.push(letter);
    }
    literal
}
