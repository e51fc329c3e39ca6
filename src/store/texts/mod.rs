//! Finding texts of a patient's record by their words, as far as their reader may see them.
//!
//! What a reader may not see is left out by the query that finds, so that it is in no list, no count and no
//! order: the patient's own words by the gate of `super::narratives`, handovers until somebody accepted them.

mod fill;
mod index;
mod kinds;

pub(in crate::store) use fill::fill;
pub(in crate::store) use index::{add, replace};
pub(in crate::store) use kinds::{Told, documents};

use chrono_tz::Tz;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

use super::caseload::COUNTED;
use super::error::StoreError;
use super::narratives::{self, Listener};
use crate::domain::ids::{PatientId, ProfessionalId, RecordId};
use crate::domain::search::Query;
use crate::domain::time::{self, Instant};

use entity::{handover, narrative_entry, plan, request};

/// What a text belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// An entry of the story: its kind, and who wrote it down.
    Narrative {
        /// What it tells, by its code.
        kind: String,
        /// Who wrote it down, where a professional did.
        author: Option<ProfessionalId>,
    },
    /// A plan or agreement, by the code of its kind.
    Plan(String),
    /// A request, by what it is about.
    Request(String),
    /// An accepted handover, by the code of its type.
    Handover(String),
}

/// A text of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The record.
    pub id: RecordId,
    /// What it is.
    pub source: Source,
    /// The day that it is of.
    pub on: chrono::NaiveDate,
    /// What it says, by the names of its parts.
    pub parts: Vec<(&'static str, String)>,
}

/// Who looks, where and when.
#[derive(Debug, Clone, Copy)]
pub struct Looker<'l> {
    /// Who hears the patient's own words; `None` is told none of them.
    pub listener: Option<&'l Listener>,
    /// The instant.
    pub now: Instant,
    /// The zone of its days.
    pub zone: Tz,
}

/// The texts of a patient that have the words and that their reader may see: of each kind the newest, up to
/// one more than are counted.
pub async fn find<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    query: &Query,
    looker: Looker<'_>,
) -> Result<Vec<Text>, StoreError> {
    if query.is_empty() {
        return Ok(Vec::new());
    }
    let day = |at| time::local_date(at, looker.zone);
    let backend = conn.get_database_backend();
    let has_words = |column| index::has_words(backend, column, patient, query);
    let mut texts = Vec::new();
    if let Some(listener) = looker.listener {
        use narrative_entry::{Column, Entity};
        let shared = Entity::find()
            .filter(narratives::condition(listener, looker.now))
            .filter(Column::WithdrawnAt.is_null())
            .filter(has_words("\"narrative_entry\".\"id\""));
        for row in newest(conn, patient, shared, Column::WrittenAt).await? {
            let source = Source::Narrative {
                kind: row.kind.clone(),
                author: row.author_id.map(ProfessionalId),
            };
            texts.push(text::<Entity>(&row, source, day(row.written_at)));
        }
    }
    let plans = plan::Entity::find().filter(has_words("\"plan\".\"id\""));
    for row in newest(conn, patient, plans, plan::Column::AgreedOn).await? {
        let source = Source::Plan(row.kind.clone());
        texts.push(text::<plan::Entity>(&row, source, row.agreed_on));
    }
    let requests = request::Entity::find().filter(has_words("\"request\".\"id\""));
    for row in newest(conn, patient, requests, request::Column::AskedAt).await? {
        let source = Source::Request(row.subject.clone());
        texts.push(text::<request::Entity>(&row, source, day(row.asked_at)));
    }
    let handovers = handover::Entity::find()
        .filter(handover::Column::AcceptedAt.is_not_null())
        .filter(has_words("\"handover\".\"id\""));
    for row in newest(conn, patient, handovers, handover::Column::OfferedAt).await? {
        let source = Source::Handover(row.kind.clone());
        texts.push(text::<handover::Entity>(&row, source, day(row.offered_at)));
    }
    Ok(texts)
}

async fn newest<E: Told, C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    query: Select<E>,
    by: E::Column,
) -> Result<Vec<E::Model>, StoreError> {
    let rows = query
        .filter(E::PATIENT.eq(patient.0))
        .order_by_desc(by)
        .order_by_desc(E::ID)
        .limit(COUNTED + 1)
        .all(conn)
        .await?;
    Ok(rows)
}

fn text<E: Told>(row: &E::Model, source: Source, on: chrono::NaiveDate) -> Text {
    let parts = E::parts(row).into_iter();
    Text {
        id: RecordId(E::key(row).1),
        source,
        on,
        parts: parts.map(|(part, text)| (part, text.to_owned())).collect(),
    }
}
