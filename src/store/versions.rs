//! Earlier versions: what a record was before it was corrected.
//!
//! A version's payload is the row's own columns as a JSON object keyed by column name: identities
//! as hyphenated text, times as RFC 3339 in UTC, dates as ISO, codes as they stand in the column,
//! `null` where nothing was recorded. Two kinds carry their parts along: a treatment period's
//! `leave` is a list of `{from_at, to_at}` in time order, a contact's `others` a list of
//! professional ids in order of position. A column added later is absent from older payloads and
//! reads as not recorded.
//!
//! `recorded_at` and `version` of the version row are those of the row it preserves;
//! `superseded_at` is when the next one took its place.

use sea_orm::{IdenStatic, Iterable, ModelTrait, Value as Column};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::error::StoreError;
use crate::domain::time::Instant;

/// The payload of a row of any table.
pub fn payload<M: ModelTrait>(row: &M) -> Value {
    Value::Object(columns(row))
}

/// The payload of a treatment period with its leaves.
pub fn period_payload(
    row: &entity::treatment_period::Model,
    leave: &[entity::treatment_period_leave::Model],
) -> Value {
    let mut leave: Vec<_> = leave
        .iter()
        .map(|leave| (leave.from_at, leave.to_at))
        .collect();
    leave.sort_unstable();
    let leave = leave
        .into_iter()
        .map(|(from, to)| json!({"from_at": instant(from), "to_at": to.map(instant)}))
        .collect();
    let mut payload = columns(row);
    payload.insert("leave".to_owned(), Value::Array(leave));
    Value::Object(payload)
}

/// The payload of a contact with the professionals beside the main one, in order of position.
pub fn contact_payload(row: &entity::contact::Model, others: &[Uuid]) -> Value {
    let mut payload = columns(row);
    payload.insert("others".to_owned(), json!(others));
    Value::Object(payload)
}

/// Reads a payload into the columns that are wanted.
pub(super) fn read<T: DeserializeOwned>(payload: Value) -> Result<T, StoreError> {
    serde_json::from_value(payload).map_err(|_| StoreError::Unreadable("a version's payload"))
}

fn columns<M: ModelTrait>(row: &M) -> Map<String, Value> {
    <M::Entity as sea_orm::EntityTrait>::Column::iter()
        .map(|column| (column.as_str().to_owned(), value(row.get(column))))
        .collect()
}

fn value(column: Column) -> Value {
    match column {
        Column::Bool(value) => json!(value),
        Column::Int(value) => json!(value),
        Column::BigInt(value) => json!(value),
        Column::String(value) => json!(value),
        Column::Uuid(value) => json!(value),
        Column::ChronoDate(value) => json!(value),
        Column::ChronoDateTimeUtc(value) => json!(value.map(instant)),
        Column::Json(value) => value.map_or(Value::Null, |value| *value),
        _ => Value::Null,
    }
}

fn instant(at: Instant) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)
}
