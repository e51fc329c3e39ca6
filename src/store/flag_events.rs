//! What happened in flags' lives, besides that they were raised and cleared.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use serde_json::{Value, json};
use uuid::Uuid;

use super::error::StoreError;
use super::sql::CHUNK;
use crate::domain::flags::life::{Answer, Event, Remark, Why};
use crate::domain::ids::{FlagId, PatientId};
use crate::domain::time::Instant;

use entity::flag_event::{ActiveModel, Column, Entity, Model};

/// An event to be written down.
#[derive(Debug, Clone, PartialEq)]
pub struct NewEvent {
    /// Identity.
    pub id: Uuid,
    /// The patient.
    pub patient: PatientId,
    /// The flag.
    pub flag: FlagId,
    /// The flag's rule, so that a rule's events are counted without looking at flags.
    pub code: String,
    /// Who.
    pub actor: String,
    /// What happened.
    pub event: Event,
    /// When.
    pub at: Instant,
}

/// An event as it was written down.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The flag.
    pub flag: FlagId,
    /// Who.
    pub actor: String,
    /// What happened.
    pub event: Event,
    /// When.
    pub at: Instant,
}

/// Writes events down.
pub async fn add<C: ConnectionTrait>(conn: &C, events: Vec<NewEvent>) -> Result<(), StoreError> {
    let rows: Vec<ActiveModel> = events.into_iter().map(row).collect();
    for rows in rows.chunks(CHUNK) {
        Entity::insert_many(rows.iter().cloned())
            .exec_without_returning(conn)
            .await?;
    }
    Ok(())
}

/// The events of these flags of a patient, in order of time.
pub async fn of<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    flags: &[FlagId],
) -> Result<Vec<Told>, StoreError> {
    let mut told = Vec::new();
    for flags in flags.chunks(CHUNK) {
        let rows = Entity::find()
            .filter(Column::PatientId.eq(patient.0))
            .filter(Column::FlagId.is_in(flags.iter().map(|flag| flag.0)))
            .order_by_asc(Column::RecordedAt)
            .order_by_asc(Column::Id)
            .all(conn)
            .await?;
        for row in rows {
            told.push(Told::try_from(row)?);
        }
    }
    told.sort_by_key(|told| told.at);
    Ok(told)
}

fn row(new: NewEvent) -> ActiveModel {
    let (kind, reason, detail) = columns(new.event);
    ActiveModel {
        patient_id: Set(new.patient.0),
        id: Set(new.id),
        flag_id: Set(new.flag.0),
        code: Set(new.code),
        kind: Set(kind.to_owned()),
        actor: Set(new.actor),
        reason: Set(reason),
        detail: Set(detail),
        recorded_at: Set(new.at),
    }
}

fn columns(event: Event) -> (&'static str, Option<String>, Value) {
    match event {
        Event::Acknowledged => ("acknowledged", None, json!({})),
        Event::Snoozed { until, reason } => ("snoozed", Some(reason), json!({"until": until})),
        Event::Woken => ("woken", None, json!({})),
        Event::Resolved(Answer::Words(words)) => ("resolved", Some(words), json!({})),
        Event::Resolved(Answer::Elsewhere { by, on }) => {
            ("resolved", Some(by), json!({"elsewhere_on": on}))
        }
        Event::NotApplicable { reason } => ("not_applicable", Some(reason), json!({})),
        Event::Reopened(why) => ("reopened", None, json!({"why": why_word(why)})),
        Event::Said(Remark::Wrong, words) => ("said_wrong", words, json!({})),
        Event::Said(Remark::Matters, words) => ("said_matters", words, json!({})),
    }
}

const fn why_word(why: Why) -> &'static str {
    match why {
        Why::ByHand => "by_hand",
        Why::Evidence => "evidence",
        Why::Severity => "severity",
    }
}

impl TryFrom<Model> for Told {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let event = event(&row).ok_or(StoreError::Unreadable("flag_event"))?;
        Ok(Self {
            flag: FlagId(row.flag_id),
            actor: row.actor,
            event,
            at: row.recorded_at,
        })
    }
}

fn event(row: &Model) -> Option<Event> {
    let words = || row.reason.clone();
    let detail = |name: &str| row.detail.get(name).and_then(Value::as_str);
    Some(match row.kind.as_str() {
        "acknowledged" => Event::Acknowledged,
        "snoozed" => Event::Snoozed {
            until: detail("until")?.parse().ok()?,
            reason: words()?,
        },
        "woken" => Event::Woken,
        "resolved" => Event::Resolved(match detail("elsewhere_on") {
            None => Answer::Words(words()?),
            Some(on) => Answer::Elsewhere {
                by: words()?,
                on: on.parse().ok()?,
            },
        }),
        "not_applicable" => Event::NotApplicable { reason: words()? },
        "reopened" => Event::Reopened(match detail("why")? {
            "by_hand" => Why::ByHand,
            "evidence" => Why::Evidence,
            "severity" => Why::Severity,
            _ => return None,
        }),
        "said_wrong" => Event::Said(Remark::Wrong, words()),
        "said_matters" => Event::Said(Remark::Matters, words()),
        _ => return None,
    })
}
