//! The log as it is shown: the latest first, a page at a time.

use sea_orm::{ConnectionTrait, Value};

use super::reading::{Stored, select};
use crate::domain::audit::Chain;
use crate::domain::ids::PatientId;
use crate::domain::time::Instant;
use crate::store::error::StoreError;

/// Which entries; all of it must fit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// By this actor, as it is written.
    pub actor: Option<String>,
    /// Of this action.
    pub action: Option<String>,
    /// About this patient.
    pub patient: Option<PatientId>,
    /// From this moment on.
    pub from: Option<Instant>,
    /// Before this one.
    pub to: Option<Instant>,
}

/// The place of an entry among all others, in order of time.
pub type Place = (Instant, Chain, i64);

/// Entries about a patient before a position of their chain.
pub async fn of_patient<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    before: Option<i64>,
    limit: u64,
) -> Result<Vec<Stored>, StoreError> {
    let values: Vec<Value> = vec![patient.0.into(), before.unwrap_or(i64::MAX).into()];
    let ending =
        format!("WHERE chain_id = $1 AND position < $2 ORDER BY position DESC LIMIT {limit}");
    select(conn, &ending, values).await
}

/// Entries that fit, before a place.
pub async fn latest<C: ConnectionTrait>(
    conn: &C,
    wanted: &Wanted,
    before: Option<Place>,
    limit: u64,
) -> Result<Vec<Stored>, StoreError> {
    let mut values: Vec<Value> = Vec::new();
    let mut conditions = Vec::new();
    let mut add = |condition: &str, value: Option<Value>| {
        if let Some(value) = value {
            values.push(value);
            conditions.push(format!("{condition} ${}", values.len()));
        }
    };
    add("actor =", wanted.actor.clone().map(Value::from));
    add("action =", wanted.action.clone().map(Value::from));
    add("chain_id =", wanted.patient.map(|patient| patient.0.into()));
    add("at >=", wanted.from.map(Value::from));
    add("at <", wanted.to.map(Value::from));
    if let Some((at, chain, position)) = before {
        let first = values.len() + 1;
        values.extend([at.into(), chain.0.into(), position.into()]);
        let (second, third) = (first + 1, first + 2);
        conditions.push(format!(
            "(at, chain_id, position) < (${first}, ${second}, ${third})"
        ));
    }
    let condition = if conditions.is_empty() {
        String::new()
    } else {
        format!("WHERE {}", conditions.join(" AND "))
    };
    let ending =
        format!("{condition} ORDER BY at DESC, chain_id DESC, position DESC LIMIT {limit}");
    select(conn, &ending, values).await
}
